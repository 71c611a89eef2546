using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

public sealed class TrustStoreTests(SignaturesFixture fixture) : IDisposable
{
    private readonly string _folder = Peer.Folder();

    [Fact]
    public void FromFolder_PemBundleAndDer_ReadsEveryCertificateOnce()
    {
        var (root, issuing, service) = (fixture.Pki.Root, fixture.Pki.Issuing, fixture.Pki.TimeStampAuthority.Certificate);
        File.WriteAllText(Path.Combine(_folder, "bundle.pem"), "Some words before.\n" + root.ExportCertificatePem() + "\n" + issuing.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(_folder, "root.cer"), root.RawData);
        File.WriteAllBytes(Path.Combine(_folder, "service.CRT"), service.RawData);
        File.WriteAllText(Path.Combine(_folder, "list.xml"), "<x/>");
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.WriteAllText(Path.Combine(_folder, "sub", "bad.pem"), "-----BEGIN CERTIFICATE-----");

        var names = TrustStore.FromFolder(_folder).Anchors.Select(a => a.Name.Split(" (test trust")[0]);

        names.ShouldBe(["DEMO SocialWorkflows Root CA", "DEMO SocialWorkflows ICA", "DEMO SocialWorkflows TSA"], ignoreOrder: true);
    }

    [Fact]
    public void FromFolder_FileWithoutCertificate_SaysWhichFile()
    {
        File.WriteAllText(Path.Combine(_folder, "empty.crt"), "nothing");

        TrustStore.FromFolder(_folder).Problems.ShouldHaveSingleItem().ShouldContain("empty.crt");
        Should.Throw<TrustStoreException>(() => TrustStore.CertificatesOfFolder(_folder)).Message.ShouldContain("empty.crt");
    }

    [Fact]
    public void Combine_StoresWithACommonAnchor_HoldsItOnce()
    {
        var both = TrustStore.Combine(TrustStore.Empty, fixture.Trust, TrustStore.FromCertificates([fixture.Pki.Root]));

        both.Anchors.Count.ShouldBe(2);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
