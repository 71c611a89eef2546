using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>RSA from 2047 bits (real Estonian cards have 2047) and the NIST curves P-256, P-384, P-521.</summary>
internal static class KeyStrength
{
    private static readonly string[] NistCurves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    public static bool IsStrong(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return BitLength(rsa) >= 2047;
            }

            using var ecdsa = certificate.GetECDsaPublicKey();
            return ecdsa is not null && NistCurves.Contains(ecdsa.ExportParameters(false).Curve.Oid.Value, StringComparer.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static long BitLength(RSA rsa) =>
        new System.Numerics.BigInteger(rsa.ExportParameters(false).Modulus, isUnsigned: true, isBigEndian: true).GetBitLength();
}
