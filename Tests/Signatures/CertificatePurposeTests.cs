using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>RFC 5280 §4.2.1.12, RFC 9336: a certificate made for something else signs no application, whatever its key usage says.</summary>
public sealed class CertificatePurposeTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData("Ocsp")]
    [InlineData("TimeStamping")]
    public void Inspect_CertificateForAnotherPurpose_IsIndeterminate(string role)
    {
        var profile = new CertificateProfile(
            Enum.Parse<DemoRole>(role), new X500DistinguishedName("C=LV, CN=Anna Izdoma DEMO, SERIALNUMBER=PNOLV-000190-12345"), DemoKey.EcdsaP256, SignaturesFixture.Now.AddYears(-1), SignaturesFixture.Now.AddYears(1))
            with
        { KeyUsage = X509KeyUsageFlags.NonRepudiation, Qualified = true };
        var signer = new DemoPerson("purpose", CertificateIssuer.Issue(profile, fixture.Pki.Issuing));

        var signature = fixture.Inspect(fixture.Signer.Sign(signer, [SignaturesFixture.Application], SignaturesFixture.Now)).Signatures[0];

        (signature.Indication, signature.SubIndication).ShouldBe((Indication.Indeterminate, SubIndication.ChainConstraintsFailure));
        signature.Reasons.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.WrongKeyUsage);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, "1.3.6.1.5.5.7.3.1")]
    [InlineData(false, "1.3.6.1.5.5.7.3.9")]
    [InlineData(false, "1.3.6.1.5.5.7.3.8")]
    [InlineData(false, "1.3.6.1.5.5.7.3.3")]
    [InlineData(true, "1.3.6.1.5.5.7.3.2")]
    [InlineData(true, "1.3.6.1.5.5.7.3.4")]
    [InlineData(true, "1.3.6.1.5.5.7.3.36")]
    [InlineData(true, "1.3.6.1.4.1.311.10.3.12")]
    [InlineData(true, "1.2.840.113583.1.1.5")]
    [InlineData(true, "2.5.29.37.0")]
    [InlineData(true, "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.36")]
    public void HasPurposeForDocuments_Purposes_AsStated(bool may, params string[] purposes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Izdoma", key, HashAlgorithmName.SHA256);
        if (purposes.Length > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. purposes.Select(p => new Oid(p))], false));
        }

        using var certificate = request.CreateSelfSigned(SignaturesFixture.Now, SignaturesFixture.Now.AddYears(1));

        CertificateUse.HasPurposeForDocuments(certificate).ShouldBe(may);
    }
}
