using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>RSA from 2047 bits (real Estonian cards have 2047) and the NIST curves P-256, P-384, P-521.</summary>
internal static class KeyStrength
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const int MinimumRsaBits = 2047;
    private static readonly string[] NistCurves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <remarks>Read from the encoded key: importing an elliptic curve key costs as much as a verification.</remarks>
    public static bool IsStrong(X509Certificate2 certificate)
    {
        var key = certificate.PublicKey;
        try
        {
            return key.Oid.Value switch
            {
                RsaEncryption => ModulusBits(key.EncodedKeyValue.RawData) >= MinimumRsaBits,
                EcPublicKey => NistCurves.Contains(new AsnReader(key.EncodedParameters?.RawData, AsnEncodingRules.DER).ReadObjectIdentifier(), StringComparer.Ordinal),
                _ => false,
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    private static long ModulusBits(byte[] rsaPublicKey) =>
        new AsnReader(rsaPublicKey, AsnEncodingRules.DER).ReadSequence().ReadInteger().GetBitLength();
}
