using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Tests.Support;

/// <summary>A time-stamping service (RFC 3161) behind HTTP that answers as it is told to, wrong answers included.</summary>
internal sealed class StampingService(X509Certificate2 authority, TimeProvider time) : HttpMessageHandler
{
    private const string TstInfo = "1.2.840.113549.1.9.16.1.4";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public int Asked { get; private set; }

    public bool IsDown { get; set; }

    public string? Policy { get; set; }

    public TimeSpan ClockIsOff { get; set; }

    /// <summary>Changes the digest that is stamped.</summary>
    public Func<byte[], byte[]> Digest { get; set; } = d => d;

    /// <summary>Changes the nonce that is repeated.</summary>
    public Func<byte[], byte[]> Nonce { get; set; } = n => n;

    /// <summary>Changes the whole answer.</summary>
    public Func<byte[], HttpResponseMessage> Answer { get; set; } = bytes => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content!.CopyTo(body, null, cancellationToken);
        return Respond(request, body.ToArray());
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Respond(request, await request.Content!.ReadAsByteArrayAsync(cancellationToken));

    private HttpResponseMessage Respond(HttpRequestMessage request, byte[] body)
    {
        Asked++;
        if (IsDown)
        {
            throw new HttpRequestException("Connection refused.");
        }

        request.Content!.Headers.ContentType!.MediaType.ShouldBe("application/timestamp-query");
        Rfc3161TimestampRequest.TryDecode(body, out var asked, out _).ShouldBeTrue();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
            }

            writer.WriteEncodedValue(Token(asked!));
        }

        return Answer(writer.Encode());
    }

    private byte[] Token(Rfc3161TimestampRequest asked)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(Policy ?? asked.RequestedPolicyId?.Value ?? "1.3.6.1.4.1.32473.1.1");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Sha256);
                    writer.WriteNull();
                }

                writer.WriteOctetString(Digest(asked.GetMessageHash().ToArray()));
            }

            writer.WriteInteger(Asked);
            writer.WriteGeneralizedTime(time.GetUtcNow() + ClockIsOff, omitFractionalSeconds: true);
            writer.WriteInteger(Nonce(asked.GetNonce()!.Value.ToArray()));
        }

        var cms = new SignedCms(new ContentInfo(new Oid(TstInfo), writer.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, authority) { IncludeOption = X509IncludeOption.EndCertOnly, DigestAlgorithm = new Oid(Sha256) };
        signer.SignedAttributes.Add(SocialWorkflows.Functions.Demo.Pki.EssCertificate.Attribute(authority));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }
}
