using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azure.Core;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Every call of ours against Microsoft's own description of the Bot Connector, checked by Prism.</summary>
public sealed class ConnectorContractTests : IAsyncLifetime
{
    private const string Card = """{"type":"AdaptiveCard","version":"1.5","body":[]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _port = FreePort();
    private Process? _prism;

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(Repository.Root, "Tests", "node_modules", ".bin", "prism");
        Assert.SkipUnless(File.Exists(program), "@stoplight/prism-cli is not installed: run Tests/install");
        var contract = Path.Combine(SharedData.Folder("peers"), "bot-connector.openapi.json");
        _prism = Process.Start(new ProcessStartInfo(program, ["mock", "-h", "127.0.0.1", "-p", $"{_port}", "--errors", contract])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _prism.BeginOutputReadLine();
        _prism.BeginErrorReadLine();
        await ListensAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task SendAndUpdate_HeldAgainstTheContract_AreValid()
    {
        var prism = new ToPrism(_port);
        using var http = new HttpClient(prism);
        var connector = Connector(http);

        await connector.SendAsync(Conversation(), "SD-2026/1: Dokumentu pārbaude", Card, TestContext.Current.CancellationToken);
        await connector.UpdateAsync(Conversation(), "1:2", "SD-2026/1: Dokumentu pārbaude", Card, TestContext.Current.CancellationToken);

        prism.Violations.ShouldBeEmpty();
        prism.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task ActivityWithAWrongMember_HeldAgainstTheContract_IsAViolation()
    {
        var prism = new ToPrism(_port, body => body["attachments"] = "none");
        using var http = new HttpClient(prism);

        await Should.ThrowAsync<BotConnectorException>(() => Connector(http).SendAsync(Conversation(), "x", Card, TestContext.Current.CancellationToken));

        prism.Violations.ShouldNotBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        if (_prism is { HasExited: false })
        {
            _prism.Kill(entireProcessTree: true);
            await _prism.WaitForExitAsync();
        }

        _prism?.Dispose();
    }

    private static TeamsConversation Conversation() => new()
    {
        PersonId = "p",
        ServiceUrl = new Uri(ConnectorKeys.Service),
        ConversationId = "a:1;x/y",
        UserId = "29:1",
        BotId = "28:1",
    };

    private static BotConnector Connector(HttpClient http) => new(
        new TeamsOptions { AppId = ConnectorKeys.AppId },
        DelegatedTokenCredential.Create((_, _) => new AccessToken("token", DateTimeOffset.MaxValue)),
        http,
        TimeProvider.System);

    private async Task ListensAsync()
    {
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (_prism is { HasExited: false })
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Sends what was meant for Microsoft to Prism, and keeps what Prism objects to.</summary>
    private sealed class ToPrism(int port, Action<JsonObject>? spoil = null) : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Violations { get; } = [];

        public int Calls { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            var path = request.RequestUri!.AbsoluteUri[ConnectorKeys.Service.Length..];
            request.RequestUri = new Uri($"http://127.0.0.1:{port}/{path}");
            if (spoil is not null)
            {
                var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
                spoil(body);
                request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest || answer.Headers.Contains("sl-violations"))
            {
                Violations.Add(await answer.Content.ReadAsStringAsync(cancellationToken));
            }

            return answer;
        }
    }
}
