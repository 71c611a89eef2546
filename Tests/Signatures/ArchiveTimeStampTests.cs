using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

public sealed class ArchiveTimeStampTests(SignaturesFixture fixture)
{
    [Fact]
    public void Inspect_ArchiveTimeStampHolds_IsLevelLtaAndAccepted()
    {
        var report = fixture.Inspect(ArchiveSamples.Signed(fixture));

        report.Signatures.ShouldHaveSingleItem().Level.ShouldBe(SignatureLevel.LTA);
        report.IsAcceptedAutomatically.ShouldBeTrue();
        report.Warnings.ShouldHaveSingleItem().ShouldStartWith("Test trust");
    }

    /// <summary>Nothing but the archive time-stamp protects the proofs: an authority's certificate is not needed by anybody here.</summary>
    [Fact]
    public void Inspect_ProofsChangedAfterTheArchiveTimeStamp_IsLeftToAPerson()
    {
        var container = Container.Open(ArchiveSamples.Signed(fixture)).EditSignature("<xades:CertificateValues>", "<xades:CertificateValues Id=\"added\">");

        var report = fixture.Inspect(container.Pack());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Level.ShouldBe(SignatureLevel.LT);
        report.Signatures[0].Crypto.ShouldBe(CryptoState.Ok);
        report.Signatures[0].Reasons.ShouldHaveSingleItem().Text.ShouldContain("archive time-stamp does not hold");
    }

    [Fact]
    public void Inspect_ArchiveTimeStampOfAStranger_IsJudgedAsLevelLt()
    {
        var report = fixture.Inspect(ArchiveSamples.Add(fixture, ArchiveSamples.Stranger(), SignaturesFixture.Now.AddMinutes(5)).Pack());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Signatures[0].Level.ShouldBe(SignatureLevel.LT);
        report.Warnings.ShouldContain(w => w.Contains("judged as level LT", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_ArchiveTimeStampOlderThanTheSignatures_IsOutOfOrder()
    {
        var report = fixture.Inspect(ArchiveSamples.Add(fixture, fixture.Pki.TimeStampAuthority, SignaturesFixture.Now.AddMinutes(-5)).Pack());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].SubIndication.ShouldBe(SubIndication.TimestampOrderFailure);
    }

    /// <summary>Made by digidoc4j: one archive time-stamp, and two of which the second covers the first.</summary>
    [Theory]
    [InlineData("asice/3_signatures_TM_LT_LTA.sce", 1)]
    [InlineData("asice/TEST_ESTEID2018_ASiC-E_XAdES_LTA+LTA.sce", 2)]
    public void Inspect_ArchiveTimeStampsOfOtherSoftware_Hold(string file, int count)
    {
        var row = SignatureCorpus.Rows("asice").Single(r => r.File == file);
        var inspector = new SignatureInspector(TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "tl")), new SimulatedTime(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)));

        inspector.Inspect(row.File, row.Read()).Signatures.Count(s => s.Level == SignatureLevel.LTA).ShouldBe(count);
    }
}
