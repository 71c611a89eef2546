using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Tests.Signatures;

public sealed class RoundTripTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData(DemoKey.EcdsaP256)]
    [InlineData(DemoKey.EcdsaP384)]
    [InlineData(DemoKey.Rsa2048)]
    [InlineData(DemoKey.Rsa3072)]
    internal void Inspect_QualifiedPersonWithTimeStampAndOcsp_IsAcceptedAutomatically(DemoKey key)
    {
        var report = fixture.Inspect(fixture.Signed(key: key));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBeTrue();
        report.Problems.ShouldBeEmpty();
        report.Warnings.ShouldHaveSingleItem().ShouldStartWith("Test trust");
        var signature = report.Signatures.ShouldHaveSingleItem();
        signature.Level.ShouldBe(SignatureLevel.LT);
        signature.BestTime.ShouldBe(SignaturesFixture.Now);
        signature.TrustAnchor.ShouldBe("DEMO SocialWorkflows ICA (test trust: a certificate put into the folder by hand)");
        signature.Signer.ShouldBe(new Signer("Ģirta Ķīsele-Ņikitina DEMO", "Ģirta", "Ķīsele-Ņikitina", "000190-12345", "LV", null, SignerKind.NaturalPerson));
    }

    [Theory]
    [InlineData(CanonicalizationVersion.Inclusive10, false)]
    [InlineData(CanonicalizationVersion.Inclusive10, true)]
    [InlineData(CanonicalizationVersion.Inclusive11, false)]
    [InlineData(CanonicalizationVersion.Inclusive11, true)]
    [InlineData(CanonicalizationVersion.Exclusive, false)]
    [InlineData(CanonicalizationVersion.Exclusive, true)]
    public void Inspect_EveryCanonicalization_Passes(CanonicalizationVersion version, bool withComments)
    {
        var container = fixture.Signer.Sign(fixture.Person(), [SignaturesFixture.Application], SignaturesFixture.Now, canonicalization: new(version, withComments));

        fixture.Inspect(container).IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_TwoSigners_BothAreNamedAndAccepted()
    {
        var other = fixture.Pki.Person("ozols", "Jānis", "Ozols", "000185-54321", DemoKey.EcdsaP384);

        var report = fixture.Inspect(fixture.Signer.Sign([fixture.Person(), other], [SignaturesFixture.Application], SignaturesFixture.Now));

        report.IsAcceptedAutomatically.ShouldBeTrue();
        report.Signatures.Select(s => s.Signer!.PersonalCode).ShouldBe(["000190-12345", "000185-54321"]);
    }

    [Fact]
    public void ReadDataFiles_PassedContainer_GivesTheSignedBytes()
    {
        var files = fixture.Inspect(fixture.Signed()).Content.ReadDataFiles();

        files.Select(f => f.Name).ShouldBe(["Iesniegums par aprūpi.txt", "izziņa.pdf"]);
        files[0].Bytes.ToArray().ShouldBe(SignaturesFixture.Application.Bytes);
        files[1].MediaType.ShouldBe("application/pdf");
    }

    [Fact]
    public void CreateOrLoad_SecondTime_KeepsTheKeys()
    {
        var folder = Peer.Folder();
        var first = DemoPki.CreateOrLoad(folder, fixture.Time);
        var again = DemoPki.CreateOrLoad(folder, fixture.Time);
        var person = first.Person("same", "Anna", "Paraudziņa", "000190-12345");

        again.Root.Thumbprint.ShouldBe(first.Root.Thumbprint);
        var container = new AsiceSigner(again).Sign(person, [SignaturesFixture.Application], SignaturesFixture.Now);
        new SignatureInspector(TrustStore.FromFolder(first.AnchorDirectory), fixture.Time).Inspect("a.edoc", container).IsAcceptedAutomatically.ShouldBeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Person_CodeThatCouldBeReal_IsRefused() =>
        Should.Throw<ArgumentException>(() => fixture.Pki.Person("x", "A", "B", "010190-12345"));
}
