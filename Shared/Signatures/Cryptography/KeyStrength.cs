using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>RSA from 2047 bits (real Estonian cards have 2047) and the NIST curves P-256, P-384, P-521.</summary>
internal static class KeyStrength
{
    public const string RsaPssOnly = "1.2.840.113549.1.1.10";
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
                RsaEncryption or RsaPssOnly => ModulusBits(key.EncodedKeyValue.RawData) >= MinimumRsaBits,
                EcPublicKey => NistCurves.Contains(new AsnReader(key.EncodedParameters?.RawData, AsnEncodingRules.DER).ReadObjectIdentifier(), StringComparer.Ordinal),
                _ => false,
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>
    /// Read as the verifier reads it, which is unsigned: Estonian cards of 2013 and 2014 carry a modulus without the zero that DER asks for,
    /// or with one that DER forbids.
    /// </summary>
    private static long ModulusBits(byte[] rsaPublicKey)
    {
        var key = new AsnReader(rsaPublicKey, AsnEncodingRules.DER).ReadSequence();
        return key.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)
            ? new BigInteger(key.PeekContentBytes().Span, isUnsigned: true, isBigEndian: true).GetBitLength()
            : 0;
    }
}
