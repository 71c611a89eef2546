using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>RFC 6960 responses, in process and at any simulated time.</summary>
internal sealed class DemoOcspResponder(X509Certificate2 certificate, X509Certificate2 issuer)
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    private const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);

    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>A response about one certificate: good, or revoked at a time.</summary>
    public byte[] Answer(X509Certificate2 subject, DateTimeOffset at, DateTimeOffset? revokedAt = null)
    {
        var data = ResponseData(subject, at, revokedAt);
        using var key = Certificate.GetECDsaPrivateKey()!;
        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(data);
            using (basic.PushSequence())
            {
                basic.WriteObjectIdentifier(EcdsaSha256);
            }

            basic.WriteBitString(key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            using (basic.PushSequence(Tag0))
            using (basic.PushSequence())
            {
                basic.WriteEncodedValue(Certificate.RawDataMemory.Span);
            }
        }

        return Wrap(basic.Encode());
    }

    private static byte[] Wrap(byte[] basic)
    {
        var response = new AsnWriter(AsnEncodingRules.DER);
        using (response.PushSequence())
        {
            response.WriteEnumeratedValue(ResponseStatus.Successful);
            using (response.PushSequence(Tag0))
            using (response.PushSequence())
            {
                response.WriteObjectIdentifier(BasicResponse);
                response.WriteOctetString(basic);
            }
        }

        return response.Encode();
    }

    private byte[] ResponseData(X509Certificate2 subject, DateTimeOffset at, DateTimeOffset? revokedAt)
    {
        var data = new AsnWriter(AsnEncodingRules.DER);
        using (data.PushSequence())
        {
            using (data.PushSequence(Tag1))
            {
                data.WriteEncodedValue(Certificate.SubjectName.RawData);
            }

            data.WriteGeneralizedTime(at, omitFractionalSeconds: true);
            using (data.PushSequence())
            using (data.PushSequence())
            {
                WriteCertId(data, subject);
                if (revokedAt is { } revoked)
                {
                    using (data.PushSequence(Tag1))
                    {
                        data.WriteGeneralizedTime(revoked, omitFractionalSeconds: true);
                    }
                }
                else
                {
                    data.WriteNull(Tag0);
                }

                data.WriteGeneralizedTime(at, omitFractionalSeconds: true);
            }
        }

        return data.Encode();
    }

    private void WriteCertId(AsnWriter writer, X509Certificate2 subject)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Sha256);
                writer.WriteNull();
            }

            writer.WriteOctetString(SHA256.HashData(issuer.SubjectName.RawData));
            writer.WriteOctetString(SHA256.HashData(issuer.PublicKey.EncodedKeyValue.RawData));
            writer.WriteIntegerUnsigned(subject.SerialNumberBytes.Span);
        }
    }

    private enum ResponseStatus
    {
        Successful,
    }
}
