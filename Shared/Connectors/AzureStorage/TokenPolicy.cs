using Azure.Core;
using Azure.Core.Pipeline;

namespace SocialWorkflows.Connectors.AzureStorage;

/// <summary>
/// Signs every try with a bearer token. A token is renewed ahead of its end; one the service refuses is dropped and fetched
/// anew once; while the identity service is away the old one serves until it ends.
/// </summary>
internal sealed class TokenPolicy(TokenCredential credential, TimeProvider time) : HttpPipelinePolicy, IDisposable
{
    private static readonly TokenRequestContext Storage = new(["https://storage.azure.com/.default"]);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Held? _held;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new StorageRejectedException($"A token is never sent over {message.Request.Uri.Scheme}. Give the account's https address.");
        }

        var used = await SignAsync(message);
        await ProcessNextAsync(message, pipeline);
        if (!Refuses(message.Response))
        {
            return;
        }

        Drop(used);
        message.Response.Dispose();
        await SignAsync(message);
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The storage client is called asynchronously only.");

    public void Dispose() => _fetching.Dispose();

    /// <summary>401 from the service; 403 with this code from services and emulators that check a token's times themselves.</summary>
    private static bool Refuses(Azure.Response response) =>
        response.Status == 401 || (response.Status == 403 && StorageErrors.Code(response) is "AuthenticationFailed");

    private async ValueTask<string> SignAsync(HttpMessage message)
    {
        var token = await TokenAsync(message.CancellationToken);
        message.Request.Headers.SetValue("Authorization", "Bearer " + token);
        return token;
    }

    private async ValueTask<string> TokenAsync(CancellationToken cancellation)
    {
        if (_held is { } current && current.ExpiresOn - Ahead > time.GetUtcNow())
        {
            return current.Token;
        }

        await _fetching.WaitAsync(cancellation);
        try
        {
            return await RenewAsync(cancellation);
        }
        finally
        {
            _fetching.Release();
        }
    }

    private async ValueTask<string> RenewAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_held is { } renewed && renewed.ExpiresOn - Ahead > now)
        {
            return renewed.Token;
        }

        try
        {
            var token = await credential.GetTokenAsync(Storage, cancellation);
            _held = new Held(token.Token, token.ExpiresOn);
            return token.Token;
        }
        catch (Exception problem) when (problem is not OperationCanceledException && _held is { } old && old.ExpiresOn > now)
        {
            return old.Token;
        }
    }

    private void Drop(string refused)
    {
        if (_held is { } current && current.Token == refused)
        {
            _held = null;
        }
    }

    private sealed record Held(string Token, DateTimeOffset ExpiresOn);
}
