using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

public sealed class UnusualKeysTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData(DemoKey.EcdsaP521)]
    [InlineData(DemoKey.Rsa4096)]
    internal void Inspect_LongKey_Passes(DemoKey key) => fixture.Inspect(fixture.Signed(key: key)).IsAcceptedAutomatically.ShouldBeTrue();

    [Fact]
    public void Inspect_CurveOutsideNist_IsNamedAndLeftToAPerson()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        var report = fixture.Inspect(fixture.Signer.Sign(new DemoPerson("brainpool", Certificate(key)), [SignaturesFixture.Application], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.WeakAlgorithm && r.Text.Contains("unknown kind", StringComparison.Ordinal));
    }

    private X509Certificate2 Certificate(ECDsa key)
    {
        var request = new CertificateRequest("CN=Anna Paraudzina DEMO", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation, critical: true));
        using var authority = fixture.Pki.Issuing.GetECDsaPrivateKey()!;
        using var bare = request.Create(fixture.Pki.Issuing.SubjectName, X509SignatureGenerator.CreateForECDsa(authority), SignaturesFixture.Now.AddYears(-1), SignaturesFixture.Now.AddYears(1), [1, 2, 3, 4]);
        return bare.CopyWithPrivateKey(key);
    }
}
