using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Tests.Signatures;

public sealed class OldRsaPaddingTests
{
    private static readonly byte[] Hash = SHA256.HashData("Lūdzu"u8);
    private static readonly DigestAlgorithm Sha256 = DigestAlgorithm.FromName(HashAlgorithmName.SHA256);

    [Fact]
    public void Verify_DigestInfoWithoutNull_IsAcceptedOnlyForItsHash()
    {
        using var rsa = RSA.Create(2048);
        var signature = Sign(rsa, Block(256, DigestInfoWithoutNull()));

        OldRsaPadding.Verify(rsa, Sha256, Hash, signature).ShouldBeTrue();
        OldRsaPadding.Verify(rsa, Sha256, SHA256.HashData("other"u8), signature).ShouldBeFalse();
        rsa.VerifyHash(Hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeFalse("then this code would not be needed");
    }

    [Fact]
    public void Verify_ShortPaddingWithTrailingGarbage_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        var info = DigestInfoWithoutNull();
        var forged = new byte[256];
        forged[1] = 1;
        forged.AsSpan(2, 8).Fill(0xFF);
        info.CopyTo(forged, 11);

        OldRsaPadding.Verify(rsa, Sha256, Hash, Sign(rsa, forged)).ShouldBeFalse();
    }

    [Fact]
    public void Verify_NumberAboveTheModulus_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        var signature = Sign(rsa, Block(256, DigestInfoWithoutNull()));
        var larger = new BigInteger(signature, true, true) + new BigInteger(rsa.ExportParameters(false).Modulus, true, true);
        var bytes = larger.ToByteArray(true, true);

        OldRsaPadding.Verify(rsa, Sha256, Hash, bytes).ShouldBeFalse();
    }

    private static byte[] Sign(RSA rsa, byte[] block)
    {
        var key = rsa.ExportParameters(true);
        var opened = BigInteger.ModPow(new BigInteger(block, true, true), new BigInteger(key.D, true, true), new BigInteger(key.Modulus, true, true)).ToByteArray(true, true);
        var signature = new byte[block.Length];
        opened.CopyTo(signature, block.Length - opened.Length);
        return signature;
    }

    private static byte[] Block(int size, byte[] digestInfo)
    {
        var block = new byte[size];
        block[1] = 1;
        block.AsSpan(2, size - digestInfo.Length - 3).Fill(0xFF);
        digestInfo.CopyTo(block, size - digestInfo.Length);
        return block;
    }

    private static byte[] DigestInfoWithoutNull()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
            }

            writer.WriteOctetString(Hash);
        }

        return writer.Encode();
    }
}
