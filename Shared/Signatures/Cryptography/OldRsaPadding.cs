using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// RSA PKCS#1 v1.5 that .NET refuses: DigestInfo without its NULL parameters, as Latvian signing software wrote it until about 2017
/// (RFC 8017 §9.2 note 1 lets a verifier accept it), and digests .NET does not know. The whole block is rebuilt and compared; the decrypted block is never parsed,
/// because lenient parsing is what signature forgery (Bleichenbacher 2006) lives on.
/// </summary>
internal static class OldRsaPadding
{
    public static bool Verify(RSA rsa, DigestAlgorithm digest, byte[] hash, ReadOnlySpan<byte> signature, bool withNull = false)
    {
        InspectionWork.Verify(rsa, VerificationKeys.ByHand);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var size = key.Modulus!.Length;
        if (signature.Length != size)
        {
            return false;
        }

        var digestInfo = DigestInfo(digest, hash, withNull);
        var padding = size - digestInfo.Length - 3;
        if (padding < 8)
        {
            return false;
        }

        var expected = new byte[size];
        expected[1] = 1;
        expected.AsSpan(2, padding).Fill(0xFF);
        digestInfo.CopyTo(expected, size - digestInfo.Length);

        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        if (number >= modulus)
        {
            return false;
        }

        var opened = BigInteger.ModPow(number, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus)
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        var block = new byte[size];
        opened.CopyTo(block, size - opened.Length);
        return CryptographicOperations.FixedTimeEquals(block, expected);
    }

    private static byte[] DigestInfo(DigestAlgorithm digest, byte[] hash, bool withNull)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(digest.Oid);
                if (withNull)
                {
                    writer.WriteNull();
                }
            }

            writer.WriteOctetString(hash);
        }

        return writer.Encode();
    }
}
