using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Signatures.Asics;

/// <summary>A signed container with one large file that does not pack.</summary>
internal static class LargeContainer
{
    public static void Write(string path, AsiceSigner signer, DemoPerson person, DateTimeOffset signingTime, int megabytes)
    {
        var bytes = new byte[megabytes * 1024 * 1024];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(path, signer.Sign(person, [new DemoFile("skenēts.bin", "application/octet-stream", bytes)], signingTime));
    }
}
