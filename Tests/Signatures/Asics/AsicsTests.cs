using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Asics;

public sealed class AsicsTests(SignaturesFixture fixture)
{
    private static readonly byte[] Data = "Iesniegums\r\n"u8.ToArray();

    [Fact]
    public void Inspect_SimpleContainerWithXades_PassesWithoutManifest()
    {
        var report = Inspect(Simple());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Container.ShouldBe("ASiC-S");
        report.IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_SimpleContainerWithChangedFile_Fails() =>
        Inspect(Container.Open(Simple()).Set("iesniegums.txt", [1]).Pack()).Signatures[0].SubIndication.ShouldBe(SubIndication.HashFailure);

    [Fact]
    public void Inspect_SimpleContainerWithASecondFile_IsRejected() =>
        Inspect(Container.Open(Simple()).Add("otrs.txt", [1]).Pack()).Verdict.ShouldBe(ContainerVerdict.Rejected);

    [Fact]
    public void Inspect_TimeStampToken_ProvesTheTimeAndNamesNobody()
    {
        var report = Inspect(Stamped(Data));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        var token = report.Signatures.ShouldHaveSingleItem();
        (token.Format, token.Signer, token.BestTime).ShouldBe(("TST", null, SignaturesFixture.Now));
        token.TrustAnchor.ShouldNotBeNull();
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.ForStaff.ShouldContain("neviens to nav parakstījis");
    }

    [Fact]
    public void Inspect_TimeStampTokenOverOtherData_Fails()
    {
        var report = Inspect(Stamped("cits"u8.ToArray()));

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Crypto.ShouldBe(CryptoState.Broken);
        report.Files[0].Covered.ShouldBeFalse();
        report.Warnings.ShouldNotContain(w => w.Contains("was not changed", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_TimeStampTokenOfAnUnknownAuthority_IsIndeterminate() =>
        new SignatureInspector(TrustStore.Empty, fixture.Time).Inspect("a.asics", Stamped(Data)).Verdict.ShouldBe(ContainerVerdict.Indeterminate);

    [Fact]
    public void Inspect_TokenAndSignatureTogether_IsRejected() =>
        Inspect(Container.Open(Simple()).Add("META-INF/timestamp.tst", fixture.Pki.TimeStampAuthority.Stamp(Data, SignaturesFixture.Now)).Pack()).Verdict.ShouldBe(ContainerVerdict.Rejected);

    private SignatureReport Inspect(byte[] container) => fixture.Inspect(container, "iesniegums.asics");

    private byte[] Simple()
    {
        var signed = fixture.Signer.Sign(fixture.Person(), [new DemoFile("iesniegums.txt", "text/plain", Data)], SignaturesFixture.Now);
        return Container.Open(signed).Set("mimetype", "application/vnd.etsi.asic-s+zip"u8.ToArray()).Remove("META-INF/manifest.xml").Pack();
    }

    private byte[] Stamped(byte[] stamped) => ContainerZip.Write(
    [
        new("mimetype", "application/vnd.etsi.asic-s+zip"u8.ToArray()),
        new("iesniegums.txt", Data),
        new("META-INF/timestamp.tst", fixture.Pki.TimeStampAuthority.Stamp(stamped, SignaturesFixture.Now)),
    ]);
}
