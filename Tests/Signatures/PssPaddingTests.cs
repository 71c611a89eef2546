using System.Security.Cryptography;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>openssl signs with every salt length; ours verifies them, and .NET's agrees where it can.</summary>
public sealed class PssPaddingTests : IDisposable
{
    private readonly string _folder = Peer.Folder();

    [Theory]
    [InlineData(2048, "sha256", 32)]
    [InlineData(2048, "sha256", 0)]
    [InlineData(2048, "sha256", 20)]
    [InlineData(2048, "sha256", 222)]
    [InlineData(2049, "sha384", 100)]
    [InlineData(2047, "sha512", 64)]
    [InlineData(3072, "sha512", 318)]
    public void Verify_SignedByOpenssl_HoldsForItsSaltAndItsDataOnly(int bits, string digest, int salt)
    {
        Peer.Must(_folder, "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", $"rsa_keygen_bits:{bits}", "-out", "key.pem");
        File.WriteAllBytes(Path.Combine(_folder, "data"), [1, 2, 3]);
        Peer.Must(_folder, "openssl", "dgst", $"-{digest}", "-sign", "key.pem", "-sigopt", "rsa_padding_mode:pss", "-sigopt", $"rsa_pss_saltlen:{salt}", "-out", "signature", "data");
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(Path.Combine(_folder, "key.pem")));
        var signature = File.ReadAllBytes(Path.Combine(_folder, "signature"));
        var algorithm = DigestAlgorithm.FromName(new HashAlgorithmName(digest.ToUpperInvariant()));
        bool Verify(byte[] data, int length, byte[] value) => PssPadding.Verify(rsa, algorithm, algorithm, length, algorithm.Hash(data), value);

        Verify([1, 2, 3], salt, signature).ShouldBeTrue();
        Verify([1, 2, 4], salt, signature).ShouldBeFalse();
        Verify([1, 2, 3], salt + 1, signature).ShouldBeFalse();
        Verify([1, 2, 3], -1, signature).ShouldBeFalse();
        Verify([1, 2, 3], salt, signature[1..]).ShouldBeFalse();
        signature[5] ^= 1;
        Verify([1, 2, 3], salt, signature).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
