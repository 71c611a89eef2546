using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Tests.Connectors.AzureStorage;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The managed-identity endpoint of App Service, as the platform offers it to the app's process.</summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    private const string Secret = "identity-header";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private int _asked;

    public IdentityEndpoint()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/msi/token/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    public int Asked => _asked;

    public IEnumerable<KeyValuePair<string, string>> Environment => [new("IDENTITY_ENDPOINT", Address), new("IDENTITY_HEADER", Secret)];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _asked);
        var now = DateTimeOffset.UtcNow;
        var allowed = context.Request.Headers["X-IDENTITY-HEADER"] == Secret && context.Request.QueryString["resource"] == "https://storage.azure.com";
        context.Response.StatusCode = allowed ? 200 : 400;
        context.Response.ContentType = "application/json";
        var answer = allowed
            ? JsonSerializer.Serialize(new
            {
                access_token = TestCredential.Token("https://storage.azure.com", now.AddMinutes(-1), now.AddHours(24)),
                expires_on = now.AddHours(24).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                resource = "https://storage.azure.com",
                token_type = "Bearer",
            })
            : "{\"statusCode\":400,\"message\":\"not for you\"}";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        context.Response.Close();
    }
}
