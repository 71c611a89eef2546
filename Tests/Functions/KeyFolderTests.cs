using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Functions;

public sealed class KeyFolderTests
{
    [Fact]
    public void GetOrIssue_ByManyAtOnce_IssuedOnceAndEverybodyHasItsKey()
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-keys-");
        try
        {
            var issued = 0;
            var found = new X509Certificate2[8];
            Parallel.For(0, found.Length, i => found[i] = new KeyFolder(folder.FullName).GetOrIssue("person", () =>
            {
                Interlocked.Increment(ref issued);
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                return new CertificateRequest("CN=P", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
            }));

            issued.ShouldBe(1);
            found.ShouldAllBe(c => c.HasPrivateKey && c.Thumbprint == found[0].Thumbprint);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
