namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>Fetches a trusted list over https, bounded in size and time. What it brings is believed only after the pinned signer was checked.</summary>
internal sealed class TrustedListFetch(HttpMessageHandler? handler = null) : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly HttpClient _client = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        MaxResponseContentBufferSize = MaxBytes,
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <exception cref="HttpRequestException">Not https, not reachable, another answer than 200, or too large.</exception>
    public async Task<byte[]> FetchAsync(Uri url, CancellationToken cancellation)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            throw new HttpRequestException("A trusted list is fetched over https only.");
        }

        try
        {
            using var response = await _client.GetAsync(url, cancellation);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsByteArrayAsync(cancellation);
        }
        catch (TaskCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("The trusted list did not arrive in time.", late);
        }
    }

    public void Dispose() => _client.Dispose();
}
