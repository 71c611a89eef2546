using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>RFC 3161 time-stamp tokens, in process and at any simulated time.</summary>
internal sealed class DemoTimeStampAuthority(X509Certificate2 certificate)
{
    private const string TstInfo = "1.2.840.113549.1.9.16.1.4";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>Private-use arc for documentation (RFC 7229 style); a policy is mandatory in a token.</summary>
    private const string DemoPolicy = "1.3.6.1.4.1.32473.1.1";

    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>A token whose imprint is the SHA-256 of <paramref name="data"/>; whole seconds, as the format's default accuracy.</summary>
    public byte[] Stamp(ReadOnlySpan<byte> data, DateTimeOffset time)
    {
        var cms = new SignedCms(new ContentInfo(new Oid(TstInfo), Info(SHA256.HashData(data), time)));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Certificate)
        {
            IncludeOption = X509IncludeOption.EndCertOnly,
            DigestAlgorithm = new Oid(Sha256),
        };
        signer.SignedAttributes.Add(EssCertificate.Attribute(Certificate));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private static byte[] Info(byte[] imprint, DateTimeOffset time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(DemoPolicy);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Sha256);
                    writer.WriteNull();
                }

                writer.WriteOctetString(imprint);
            }

            writer.WriteInteger(RandomNumberGenerator.GetBytes(8).Prepend((byte)0x01).ToArray());
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }

        return writer.Encode();
    }
}
