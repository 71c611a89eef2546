using System.Numerics;
using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// RSASSA-PSS (RFC 8017 §8.1.2, §9.1.2) with a salt or a mask digest that .NET does not verify: it knows only a salt as long as the digest.
/// </summary>
internal static class PssPadding
{
    private const byte Trailer = 0xBC;

    public static bool Verify(RSA rsa, DigestAlgorithm digest, DigestAlgorithm maskDigest, int saltLength, byte[] hash, ReadOnlySpan<byte> signature)
    {
        InspectionWork.Verify(rsa, VerificationKeys.ByHand);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        var bits = (int)modulus.GetBitLength() - 1;
        var length = (bits + 7) / 8;
        if (signature.Length != key.Modulus!.Length || number >= modulus || saltLength < 0 || length < hash.Length + saltLength + 2)
        {
            return false;
        }

        var opened = BigInteger.ModPow(number, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        if (opened.Length > length)
        {
            return false;
        }

        var block = new byte[length];
        opened.CopyTo(block, length - opened.Length);
        return Fits(block, bits, digest, maskDigest, saltLength, hash);
    }

    private static bool Fits(byte[] block, int bits, DigestAlgorithm digest, DigestAlgorithm maskDigest, int saltLength, byte[] hash)
    {
        var data = block.AsSpan(0, block.Length - hash.Length - 1).ToArray();
        var inner = block.AsSpan(data.Length, hash.Length);
        var unused = (8 * block.Length) - bits;
        var keep = (byte)(0xFF >> unused);
        if (block[^1] != Trailer || (data[0] & ~keep) != 0)
        {
            return false;
        }

        Unmask(data, inner, maskDigest);
        data[0] &= keep;
        var padding = data.Length - saltLength - 1;
        if (data.AsSpan(0, padding).ContainsAnyExcept((byte)0) || data[padding] != 1)
        {
            return false;
        }

        byte[] salted = [.. new byte[8], .. hash, .. data.AsSpan(padding + 1)];
        return CryptographicOperations.FixedTimeEquals(digest.Hash(salted), inner);
    }

    /// <summary>MGF1 (appendix B.2.1).</summary>
    private static void Unmask(Span<byte> data, ReadOnlySpan<byte> seed, DigestAlgorithm digest)
    {
        byte[] counted = [.. seed, 0, 0, 0, 0];
        for (var (at, counter) = (0, 0u); at < data.Length; counter++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(counted.AsSpan(seed.Length), counter);
            foreach (var mask in digest.Hash(counted))
            {
                if (at == data.Length)
                {
                    break;
                }

                data[at++] ^= mask;
            }
        }
    }
}
