using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>A stamp is taken only when it answers what was asked; openssl as a service shows that others understand our question.</summary>
public sealed class TimeStampClientTests : IDisposable
{
    private static readonly Uri Address = new("http://tsa.example/");
    private static readonly byte[] Digest = SHA256.HashData("lieta"u8);

    private readonly SimulatedTime _time = new(SignaturesFixture.Now);
    private readonly StampingService _service;
    private readonly HttpClient _http;
    private readonly SignaturesFixture _fixture;

    public TimeStampClientTests(SignaturesFixture fixture)
    {
        _fixture = fixture;
        _service = new StampingService(fixture.Pki.TimeStampAuthority.Certificate, _time);
        _http = new HttpClient(_service);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1.3.6.1.4.1.32473.9")]
    public async Task Stamp_RightAnswer_IsATokenOverTheDigestByTheAuthority(string? policy)
    {
        var client = new TimeStampClient(Address, _http, _time, policy);

        IssuedTimeStamp[] both = [await client.StampAsync(Digest, CancellationToken.None), client.Stamp(Digest)];

        foreach (var stamp in both)
        {
            stamp.Time.ShouldBe(SignaturesFixture.Now);
            stamp.Authority.ShouldContain("TSA");
            Imprint(stamp).ShouldBe(Digest);
        }
    }

    [Theory]
    [InlineData("digest", "refused, or answered something else")]
    [InlineData("nonce", "refused, or answered something else")]
    [InlineData("policy", "another policy")]
    [InlineData("rubbish", "refused, or answered something else")]
    [InlineData("rejected", "refused, or answered something else")]
    [InlineData("trailing", "does not hold")]
    [InlineData("long", "more than 65536 bytes")]
    [InlineData("clock", "check the clock")]
    [InlineData("not-found", "answered 404")]
    public async Task Stamp_WrongAnswer_IsRefusedAndNotWorthAskingAgain(string kind, string says)
    {
        var client = new TimeStampClient(Address, _http, _time, policy: "1.3.6.1.4.1.32473.9");
        switch (kind)
        {
            case "digest": _service.Digest = d => SHA256.HashData(d); break;
            case "nonce": _service.Nonce = n => [.. n.AsSpan(0, n.Length - 1), (byte)(n[^1] ^ 1)]; break;
            case "policy": _service.Policy = "1.3.6.1.4.1.32473.1"; break;
            case "rubbish": _service.Answer = _ => Bytes([1, 2, 3]); break;
            case "rejected": _service.Answer = _ => Bytes([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]); break;
            case "trailing": _service.Answer = a => Bytes([.. a, 0]); break;
            case "long": _service.Answer = a => Bytes([.. a, .. new byte[65536]]); break;
            case "clock": _service.ClockIsOff = TimeSpan.FromMinutes(6); break;
            default: _service.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound); break;
        }

        TimeStampException[] both = [await Should.ThrowAsync<TimeStampException>(() => client.StampAsync(Digest, CancellationToken.None)), Should.Throw<TimeStampException>(() => client.Stamp(Digest))];

        both.ShouldAllBe(p => p.Message.Contains(says, StringComparison.Ordinal) && !p.MayHelpToAskAgain);
    }

    /// <summary>A certificate for signing documents is none for stamping time.</summary>
    [Fact]
    public async Task Stamp_ByAPersonsCertificate_IsRefused()
    {
        using var http = new HttpClient(new StampingService(_fixture.Person().Certificate, _time));

        (await Should.ThrowAsync<TimeStampException>(() => new TimeStampClient(Address, http, _time).StampAsync(Digest, CancellationToken.None))).MayHelpToAskAgain.ShouldBeFalse();
    }

    [Theory]
    [InlineData("down")]
    [InlineData("503")]
    public async Task Stamp_ServiceIll_MayBeAskedAgain(string kind)
    {
        _service.IsDown = kind == "down";
        _service.Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        var client = new TimeStampClient(Address, _http, _time);

        (await Should.ThrowAsync<TimeStampException>(() => client.StampAsync(Digest, CancellationToken.None))).MayHelpToAskAgain.ShouldBeTrue();
        Should.Throw<TimeStampException>(() => client.Stamp(Digest)).MayHelpToAskAgain.ShouldBeTrue();
    }

    [Fact]
    public async Task Stamp_ServiceThatNeverEnds_IsLeftAfterOurPatience()
    {
        _service.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessWait()) };
        var client = new TimeStampClient(Address, _http, TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(50) };

        (await Should.ThrowAsync<TimeStampException>(() => client.StampAsync(Digest, CancellationToken.None))).MayHelpToAskAgain.ShouldBeTrue();
        Should.Throw<TimeStampException>(() => client.Stamp(Digest)).MayHelpToAskAgain.ShouldBeTrue();
    }

    [Fact]
    public async Task Stamp_ByOpenssl_IsTaken()
    {
        var folder = Peer.Folder();
        try
        {
            var tsa = _fixture.Pki.TimeStampAuthority.Certificate;
            await File.WriteAllTextAsync(Path.Combine(folder, "tsa.pem"), tsa.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "tsa.key"), tsa.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(Path.Combine(folder, "tsa.cnf"), """
                [tsa]
                default_tsa = one
                [one]
                serial = serial
                signer_cert = tsa.pem
                signer_key = tsa.key
                signer_digest = sha256
                default_policy = 1.3.6.1.4.1.32473.1.1
                digests = sha256
                ess_cert_id_alg = sha256
                """);
            using var http = new HttpClient(new OpensslService(folder));

            var stamp = await new TimeStampClient(Address, http, TimeProvider.System).StampAsync(Digest, CancellationToken.None);

            Imprint(stamp).ShouldBe(Digest);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _service.Dispose();
    }

    private static byte[] Imprint(IssuedTimeStamp stamp) => SocialWorkflows.Signatures.Time.TimeStampToken.Read(stamp.Token)!.Imprint;

    private static HttpResponseMessage Bytes(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private sealed class OpensslService(string folder) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "query"), await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
            var run = Peer.Run(folder, "openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply");
            run.Exit.ShouldBe(0, run.Output);
            return Bytes(await File.ReadAllBytesAsync(Path.Combine(folder, "reply"), cancellationToken));
        }
    }

    /// <summary>Gives no byte until it is closed.</summary>
    private sealed class EndlessWait : Stream
    {
        private readonly ManualResetEventSlim _closed = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _closed.Wait();
            throw new ObjectDisposedException(nameof(EndlessWait));
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}
