using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>
/// Calls Microsoft Graph: our token goes to its host only, every request asks for immutable ids, and after "not before" (429, 503) nothing is
/// asked until then. Nothing is retried inside a call: whoever looks at the mailbox looks again.
/// </summary>
public sealed class GraphClient(GraphOptions options, TokenCredential credential, HttpClient http, TimeProvider time)
{
    private const int FaultsInARow = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly TokenRequestContext _scope = new([new Uri(options.Endpoint, ".default").AbsoluteUri]);
    private readonly Lock _gate = new();
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _faults;

    internal GraphOptions Options => options;

    /// <param name="what">Names the call in messages; no id or address.</param>
    /// <returns>Null for an answer without a body.</returns>
    /// <exception cref="MailboxUnavailableException">Graph does not serve us now.</exception>
    internal Task<JsonObject?> JsonAsync(HttpMethod method, Uri address, string what, JsonObject? body, CancellationToken cancellation) =>
        ContentAsync(method, address, what, body is null ? null : JsonContent.Create(body), cancellation);

    /// <inheritdoc cref="JsonAsync"/>
    internal Task<JsonObject?> ContentAsync(HttpMethod method, Uri address, string what, HttpContent? content, CancellationToken cancellation) => CallAsync(
        () => new HttpRequestMessage(method, address) { Content = content },
        what,
        async (response, ct) =>
        {
            var text = await response.Content.ReadAsStringAsync(ct);
            return text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        },
        cancellation);

    /// <summary>The bytes of an answer, or null when there are more than <paramref name="most"/>.</summary>
    internal Task<byte[]?> BytesAsync(Uri address, string what, long most, CancellationToken cancellation) => CallAsync(
        () => new HttpRequestMessage(HttpMethod.Get, address),
        what,
        async (response, ct) =>
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            using var all = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer, ct) is var read and > 0)
            {
                if (all.Length + read > most)
                {
                    return null;
                }

                all.Write(buffer, 0, read);
            }

            return response.Content.Headers.ContentLength is { } promised && promised != all.Length
                ? throw new IOException("The answer broke off.")
                : all.ToArray();
        },
        cancellation);

    /// <summary>One piece of an upload to the address that an upload session named: that address is the right to write, and our token stays here.</summary>
    internal async Task UploadAsync(Uri address, ReadOnlyMemory<byte> piece, long from, long total, CancellationToken cancellation)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw new MailboxUnavailableException("Microsoft Graph named an upload address that is not https.");
        }

        using var limit = new CancellationTokenSource(options.CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(piece) };
            request.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, from + piece.Length - 1, total);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalAsync(response, "a piece of an upload", either.Token);
            }
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new MailboxUnavailableException($"Microsoft Graph cannot be reached (a piece of an upload): {problem.Message}", problem);
        }
    }

    private async Task<T> CallAsync<T>(
        Func<HttpRequestMessage> make, string what, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        RefuseWhileClosed();
        using var limit = new CancellationTokenSource(options.CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = make();
            await PrepareAsync(request, either.Token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalAsync(response, what, either.Token);
            }

            var result = await read(response, either.Token);
            Interlocked.Exchange(ref _faults, 0);
            return result;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or JsonException or AuthenticationFailedException
            || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new MailboxUnavailableException($"Microsoft Graph cannot be reached ({what}): {problem.Message}", problem);
        }
    }

    private async Task PrepareAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        // Links that answers name are followed; they must never carry our token elsewhere.
        if (request.RequestUri!.Scheme != Uri.UriSchemeHttps || !string.Equals(request.RequestUri.Authority, options.Endpoint.Authority, StringComparison.OrdinalIgnoreCase))
        {
            throw new MailboxUnavailableException($"Microsoft Graph named an address on '{request.RequestUri.Host}'; our token is sent to '{options.Endpoint.Host}' only.");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await credential.GetTokenAsync(_scope, cancellation)).Token);
        request.Headers.Add("Prefer", ["IdType=\"ImmutableId\"", "odata.maxpagesize=50"]);
    }

    private async Task<Exception> RefusalAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        var problem = await GraphProblem.OfAsync(response, what, cancellation);
        switch (problem.Status)
        {
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                var pause = AskedPause(response) ?? Pause;
                Close(pause);
                return new MailboxUnavailableException($"{problem.Message} It is not asked again before the time it named.", problem) { RetryAfter = pause };
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                Close(Pause);
                return new MailboxUnavailableException(
                    $"{problem.Message} Check that the app's identity has 'Application Mail.ReadWrite', and to send also 'Application Mail.Send', on this mailbox (RBAC for Applications, docs/runbook.md); a new grant takes up to two hours.",
                    problem);
        }

        if (problem.IsOfTheServer && Interlocked.Increment(ref _faults) >= FaultsInARow)
        {
            Interlocked.Exchange(ref _faults, 0);
            Close(Pause);
            return new MailboxUnavailableException($"{problem.Message} That was the third time in a row.", problem);
        }

        return problem;
    }

    private TimeSpan? AskedPause(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private void Close(TimeSpan pause)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
            _notBefore = until > _notBefore ? until : _notBefore;
        }
    }

    private void RefuseWhileClosed()
    {
        lock (_gate)
        {
            if (time.GetUtcNow() < _notBefore)
            {
                throw new MailboxUnavailableException($"Microsoft Graph asked for a pause until {_notBefore:HH:mm:ss} UTC.") { RetryAfter = _notBefore - time.GetUtcNow() };
            }
        }
    }
}
