using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Support;

/// <summary>A vendor's own description of its interface, played by Prism: what we send is held against it.</summary>
internal sealed class PrismPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _prism;
    private readonly int _port;

    private PrismPeer(Process prism, int port)
    {
        _prism = prism;
        _port = port;
    }

    /// <param name="contract">File of the shared folder <c>peers</c>.</param>
    public static async Task<PrismPeer> StartAsync(string contract)
    {
        var program = Path.Combine(Repository.Root, "Tests", "node_modules", ".bin", "prism");
        Assert.SkipUnless(File.Exists(program), "@stoplight/prism-cli is not installed: run Tests/install");
        var port = FreePort();
        var prism = Process.Start(new ProcessStartInfo(program, ["mock", "-h", "127.0.0.1", "-p", $"{port}", "--errors", Path.Combine(SharedData.Folder("peers"), contract)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        prism.BeginOutputReadLine();
        prism.BeginErrorReadLine();
        var peer = new PrismPeer(prism, port);
        await peer.ListensAsync().WaitAsync(Patience);
        return peer;
    }

    /// <summary>Sends what was meant for the vendor to Prism.</summary>
    /// <param name="service">The address that is replaced.</param>
    /// <param name="spoil">Changes the body on its way.</param>
    /// <param name="code">The answer that Prism shall give to a good call; null for its own choice.</param>
    public ToPrism Handler(string service, Action<JsonObject>? spoil = null, int? code = null) => new(new Uri($"http://127.0.0.1:{_port}/"), service, spoil, code);

    public void Dispose()
    {
        if (!_prism.HasExited)
        {
            _prism.Kill(entireProcessTree: true);
            _prism.WaitForExit();
        }

        _prism.Dispose();
    }

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
            catch (SocketException) when (!_prism.HasExited)
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

    /// <summary>Keeps what Prism objects to.</summary>
    internal sealed class ToPrism(Uri prism, string service, Action<JsonObject>? spoil, int? code) : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Violations { get; } = [];

        public List<JsonObject> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(prism, request.RequestUri!.AbsoluteUri[service.Length..]);
            if (request.Content is { } content)
            {
                var body = JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken))!.AsObject();
                spoil?.Invoke(body);
                Bodies.Add(body);
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            if (code is { } wanted)
            {
                request.Headers.Add("Prefer", $"code={wanted}");
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.UnprocessableEntity || answer.Headers.Contains("sl-violations"))
            {
                Violations.Add(await answer.Content.ReadAsStringAsync(cancellationToken));
            }

            return answer;
        }
    }
}
