using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>
/// DIV's UnifiedService as far as it is known, strict: mutual TLS, WS-Security and envelopes verified with xmlsec1, answers in MTOM. Written, like the
/// adapter, from what independent clients of the service show: that both agree says nothing about the real one.
/// </summary>
internal sealed partial class FakeDiv : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<(string Operation, Trouble Trouble)> _troubles = [];

    private FakeDiv(WebApplication app, TimeProvider time, DivPki pki)
    {
        _app = app;
        _time = time;
        Pki = pki;
    }

    public enum Trouble
    {
        /// <summary>Done, and the connection breaks off before the answer.</summary>
        LoseAnswer,

        /// <summary>Done, and the answer does not come while the caller waits.</summary>
        AnswerLate,

        /// <summary>Broken off before anything is done.</summary>
        BreakOff,

        /// <summary>The service's own fault.</summary>
        Fail,

        /// <summary>The account may not.</summary>
        NoRights,

        /// <summary>Answers with an XML that has a DOCTYPE.</summary>
        Doctype,

        /// <summary>Answers with elements in elements in elements.</summary>
        Deep,
    }

    public DivPki Pki { get; }

    public Uri Address => new UriBuilder("https", "localhost", new Uri(_app.Urls.First()).Port, "/Vraa.Div.WebService.UnifiedInterface/UnifiedService.svc").Uri;

    /// <summary>How far the service's clock is from ours.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Whether answers carry a WS-Security time, as services of this kind often do.</summary>
    public bool AnswersWithTime { get; set; }

    public bool IsDown { get; set; }

    /// <summary>Operations that fail until they are taken out.</summary>
    public HashSet<string> Failing { get; } = new(StringComparer.Ordinal);

    public TimeProvider Time => _time;

    public List<string> Calls { get; } = [];

    public SoapMessage? LastCall { get; private set; }

    /// <summary>Faults answered, for tests that expect none.</summary>
    public List<string> Wrongs { get; } = [];

    public static async Task<FakeDiv> StartAsync(TimeProvider time, string serviceName = "localhost")
    {
        Xmlsec.SkipWithout();
        var pki = new DivPki();
        var service = pki.Issue(serviceName);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 200_000_000;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = service;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => pki.Issued(certificate);
            }));
        });
        var app = builder.Build();
        var fake = new FakeDiv(app, time, pki);
        app.Run(fake.HandleAsync);
        await app.StartAsync();
        return fake;
    }

    public void Register(X509Certificate2 certificate, string address) => _accounts[certificate.Thumbprint] = address;

    public void Next(string operation, Trouble trouble) => _troubles.Add((operation, trouble));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Pki.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (IsDown)
        {
            http.Abort();
            return;
        }

        try
        {
            var certificate = http.Connection.ClientCertificate!;
            if (http.Request.Path != Address.AbsolutePath || !_accounts.TryGetValue(certificate.Thumbprint, out var account))
            {
                http.Response.StatusCode = 403;
                return;
            }

            var message = await SoapMessage.ReadAsync(http.Request);
            LastCall = message;
            var operation = await DivRules.CheckCallAsync(message, certificate, Address, DateTimeOffset.UtcNow + Skew);
            Trouble? trouble = null;
            lock (_gate)
            {
                Calls.Add(operation);
                var index = _troubles.FindIndex(t => t.Operation == operation);
                if (index >= 0)
                {
                    trouble = _troubles[index].Trouble;
                    _troubles.RemoveAt(index);
                }
            }

            trouble ??= Failing.Contains(operation) ? Trouble.Fail : null;
            if (trouble is Trouble.BreakOff)
            {
                http.Abort();
                return;
            }

            RefuseIf(trouble);
            var answer = await DoAsync(operation, message, account, certificate);
            if (trouble is Trouble.AnswerLate)
            {
                var gone = new TaskCompletionSource();
                await using var registration = http.RequestAborted.Register(gone.SetResult);
                await gone.Task;
            }

            if (trouble is Trouble.LoseAnswer or Trouble.AnswerLate)
            {
                http.Abort();
                return;
            }

            var body = trouble is Trouble.Deep ? string.Concat(Enumerable.Repeat("<a>", 200)) + string.Concat(Enumerable.Repeat("</a>", 200)) : answer.Xml;
            await SoapMessage.AnswerAsync(
                http.Response, 200, (trouble is Trouble.Doctype ? "<!DOCTYPE x [<!ENTITY y \"z\">]>" : "") + Envelope(operation, $"<{operation}Output xmlns=\"{SoapMessage.Uui}\">{body}</{operation}Output>"), answer.Parts);
        }
        catch (DivFaultException fault)
        {
            Wrongs.Add(fault.Message);
            var subcode = fault.Subcode is null ? "" : $"<s:Subcode><s:Value xmlns:o=\"{SoapMessage.Wsse}\">o:{fault.Subcode}</s:Value></s:Subcode>";
            await SoapMessage.AnswerAsync(
                http.Response, 500, Envelope("Fault", $"<s:Fault><s:Code><s:Value>s:{fault.Code}</s:Value>{subcode}</s:Code><s:Reason><s:Text xml:lang=\"lv-LV\">{SecurityElement.Escape(fault.Message)}</s:Text></s:Reason></s:Fault>"), []);
        }
    }

    private static void RefuseIf(Trouble? trouble)
    {
        switch (trouble)
        {
            case Trouble.Fail:
                throw new DivFaultException("Receiver", null, "Iekšēja kļūda, apstrādājot _PRIVATE@00015510015");
            case Trouble.NoRights:
                throw new DivFaultException("Sender", null, "Lietotājam nav tiesības uz šo darbību");
        }
    }

    private string Envelope(string operation, string body)
    {
        var now = DateTimeOffset.UtcNow + Skew;
        var security = AnswersWithTime && operation != "Fault"
            ? $"<o:Security s:mustUnderstand=\"1\" xmlns:o=\"{SoapMessage.Wsse}\"><u:Timestamp u:Id=\"_0\" xmlns:u=\"{SoapMessage.Wsu}\"><u:Created>{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</u:Created><u:Expires>{now.AddMinutes(5).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</u:Expires></u:Timestamp></o:Security>"
            : "";
        return $"<s:Envelope xmlns:s=\"{SoapMessage.Soap}\" xmlns:a=\"{SoapMessage.Addressing}\"><s:Header><a:Action s:mustUnderstand=\"1\">http://vraa.gov.lv/div/uui/2011/11/UnifiedServiceInterface/{operation}Response</a:Action>{security}</s:Header><s:Body>{body}</s:Body></s:Envelope>";
    }

    private sealed record Answer(string Xml, IReadOnlyList<(string Id, byte[] Content)> Parts)
    {
        public static implicit operator Answer(string xml) => new(xml, []);
    }
}
