using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// Names one use of a signer's key by the part of its value that nobody can change without the key: of an ECDSA value (r, s) the r, since (r, n − s) holds as well
/// (SEC 1, 4.1.4); of any other the whole.
/// </summary>
internal static class ActOfSigning
{
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <param name="certificate">The signer's.</param>
    /// <param name="value">As XML signatures have it: of ECDSA r and s in halves (RFC 4051).</param>
    public static string OfXml(X509Certificate2 certificate, byte[] value) => Named(
        certificate.GetKeyAlgorithm() == EllipticCurve ? new BigInteger(value.AsSpan(0, value.Length / 2), isUnsigned: true, isBigEndian: true).ToByteArray() : value);

    /// <param name="certificate">The signer's.</param>
    /// <param name="value">As CMS has it: of ECDSA a sequence of r and s (RFC 5753).</param>
    public static string OfCms(X509Certificate2 certificate, byte[] value)
    {
        try
        {
            return Named(certificate.GetKeyAlgorithm() == EllipticCurve ? new AsnReader(value, AsnEncodingRules.BER).ReadSequence().ReadInteger().ToByteArray() : value);
        }
        catch (AsnContentException)
        {
            return Named(value);
        }
    }

    private static string Named(byte[] part) => Convert.ToHexStringLower(SHA256.HashData(part));
}
