using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Pdf;
using SocialWorkflows.Tests.Signatures.Smime;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Validating asks nobody: no address is looked up and no socket connected, also where the file names responders and lists.</summary>
public sealed class NoNetworkTests(SignaturesFixture fixture, MailPki mail)
{
    [Fact]
    public void Inspect_EveryFormat_OpensNoConnection()
    {
        using var watch = new NetworkWatch();

        var verdicts = new[]
        {
            fixture.Inspect(fixture.Signed()),
            fixture.Inspect(fixture.Signed(DemoLevel.T)),
            fixture.Inspect(fixture.Signed(DemoLevel.B)),
            fixture.Inspector.Inspect("a.pdf", fixture.SignedPdf().WithStore(fixture).Bytes),
            new SignatureInspector(mail.Trust, fixture.Time).Inspect("a.eml", new DemoMail().Sign(mail.Anna)),
            new SignatureInspector(TrustStore.Empty, fixture.Time).Inspect("a.edoc", fixture.Signed()),
        };

        verdicts.ShouldAllBe(r => r.Signatures.Count > 0);
        watch.Seen.ShouldBeEmpty();
    }

    [Fact]
    public void Watch_AConnection_IsSeen()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var watch = new NetworkWatch();

        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);

        watch.Seen.ShouldNotBeEmpty("a watch that sees nothing proves nothing");
    }

    /// <summary>Hears the runtime's own events of this test's flow alone; others run beside it.</summary>
    private sealed class NetworkWatch : EventListener
    {
        private static readonly AsyncLocal<bool> Here = new();
        private readonly ConcurrentQueue<string> _seen = new();

        public NetworkWatch() => Here.Value = true;

        public IReadOnlyCollection<string> Seen => _seen;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution" or "System.Net.Http")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (Here.Value && eventData.EventName?.EndsWith("Start", StringComparison.Ordinal) == true)
            {
                _seen.Enqueue($"{eventData.EventSource.Name} {eventData.EventName}");
            }
        }
    }
}
