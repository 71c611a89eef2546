using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>Who signed a list, and what a container is worth under it.</summary>
public sealed partial class TrustedListTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Inspect_ServicesOfAVerifiedList_IsAcceptedAndNamesTheList(int version)
    {
        var report = Inspect(TestList.Of(fixture, version).Verified());

        report.IsAcceptedAutomatically.ShouldBeTrue();
        report.Warnings.ShouldBeEmpty();
        report.Signatures[0].TrustAnchor.ShouldBe("DEMO ICA (XX trusted list no. 7)");
        report.Signatures[0].Qualification.ShouldBe(SignatureQualification.QESig);
        report.ToJson().ShouldContain("\"qualification\": \"QESig\"");
    }

    [Fact]
    public void Inspect_UnverifiedList_SaysTestTrustInAnchorAndWarning()
    {
        var report = Inspect(TestList.Of(fixture).Unverified());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Signatures[0].TrustAnchor!.ShouldContain("test trust");
        report.Warnings.ShouldContain(w => w.StartsWith("Test trust", StringComparison.Ordinal));
    }

    /// <summary>F23: while trust data is missing or old, nobody is told "invalid", and the day of submission is kept.</summary>
    [Fact]
    public void F23_ListPastItsNextUpdate_WaitsForAPersonAndIsNeverInvalid()
    {
        var report = Inspect(TestList.Of(fixture, nextUpdate: "<dateTime>2026-02-01T00:00:00Z</dateTime>").Verified());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Warnings.ShouldContain(w => w.Contains("out of date", StringComparison.Ordinal));
        report.ForResident.ShouldContain("iesniegšanas diena saglabājas");
        report.ForStaff.ShouldNotContain("nav derīgs");
    }

    /// <summary>Acceptance rests on the time-stamp as much as on the signer.</summary>
    [Theory]
    [InlineData("2026-02-01", false)]
    [InlineData("2026-07-01", true)]
    public void F23_ListOfTheTimeStampAlonePastItsNextUpdate_WaitsForAPerson(string due, bool accepted)
    {
        var list = new TestList { NextUpdate = $"<dateTime>{due}T00:00:00Z</dateTime>" }.Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted").Verified();
        var trust = TrustStore.Combine(TrustStore.FromCertificates([fixture.Pki.Issuing]), TrustStore.FromLists([list]));

        var report = new SignatureInspector(trust, fixture.Time).Inspect("iesniegums.edoc", fixture.Signed());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBe(accepted);
    }

    [Fact]
    public void Inspect_ClosedListWithoutNextUpdate_IsNotOverdue() =>
        Inspect(TestList.Of(fixture, nextUpdate: "").Verified()).IsAcceptedAutomatically.ShouldBeTrue();

    [Theory]
    [InlineData("CA/PKC", "granted", "2020-01-01T00:00:00Z")]
    [InlineData("TSA/QTST", "granted", "2020-01-01T00:00:00Z")]
    [InlineData("CA/QC", "withdrawn", "2020-01-01T00:00:00Z")]
    [InlineData("CA/QC", "recognisedatnationallevel", "2020-01-01T00:00:00Z")]
    [InlineData("CA/QC", "granted", "2026-03-02T09:00:00Z")]
    public void Inspect_AuthorityOfAnotherKindOrStanding_IsNotTrusted(string kind, string status, string since)
    {
        var list = new TestList().Service("DEMO ICA", kind, fixture.Pki.Issuing, status, since)
            .Service("DEMO Root", "CA/QC", fixture.Pki.Root, "granted")
            .Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted");

        var report = Inspect(list.Verified());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.NotTrusted);
        report.Signatures[0].HasTrustedTimeStamp.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_WithdrawnBetweenIssuanceAndSigning_IsNotTrusted()
    {
        var history = TestList.Past("DEMO ICA", "CA/QC", "granted", "2020-01-01T00:00:00Z");
        var list = new TestList().Service("DEMO ICA", "CA/QC", fixture.Pki.Issuing, "withdrawn", "2026-03-02T09:29:00Z", history: history)
            .Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted");

        Inspect(list.Verified()).Signatures[0].Reasons.ShouldContain(r => r.Text.Contains("not in good standing", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_WithdrawnAfterSigning_StaysAccepted()
    {
        var history = TestList.Past("DEMO ICA", "CA/QC", "granted", "2020-01-01T00:00:00Z");
        var list = new TestList().Service("DEMO ICA", "CA/QC", fixture.Pki.Issuing, "withdrawn", "2026-03-02T09:31:00Z", history: history)
            .Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted");

        Inspect(list.Verified()).IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void ReadVerified_WrongPin_IsRefused() =>
        Should.Throw<TrustedListException>(() => TrustedListReader.ReadVerified(TestList.Of(fixture).Signed(), [TestList.NewOperator("Other DEMO")])).Message.ShouldContain("pinned");

    [Fact]
    public void ReadVerified_ChangedList_IsRefused()
    {
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestList.Of(fixture).Signed()).Replace("Svctype/TSA/QTST", "Svctype/CA/QC", StringComparison.Ordinal));

        Should.Throw<TrustedListException>(() => TrustedListReader.ReadVerified(changed, [TestList.Operator])).Message.ShouldContain("changed after signing");
    }

    [Fact]
    public void ReadVerified_UnsignedList_IsRefused() =>
        Should.Throw<TrustedListException>(() => TrustedListReader.ReadVerified(TestList.Of(fixture).Unsigned(), [TestList.Operator])).Message.ShouldContain("not signed");

    [Fact]
    public void ReadVerified_VersionSeven_AsksForAnUpdate() =>
        Should.Throw<TrustedListException>(() => TestList.Of(fixture, version: 7).Verified()).Message.ShouldContain("version 7");

    [Fact]
    public void ReadUnverified_NotAList_SaysSo() =>
        Should.Throw<TrustedListException>(() => TrustedListReader.ReadUnverified("<x/>"u8.ToArray())).Message.ShouldContain("not a trusted list");

    /// <summary>Signed by four scheme operators with other software; version 6 is among them.</summary>
    [Theory]
    [InlineData("LV_seq41_2023-09-12.xml", 5, 29)]
    [InlineData("EE_seq62_2023-10-05.xml", 5, 54)]
    [InlineData("LT_2023.xml", 5, 64)]
    [InlineData("EE_T_test.xml", 6, 31)]
    [InlineData("EU_LOTL_seq332_2023-09-27.xml", 5, 0)]
    public void ReadVerified_ListsOfOthersPinnedByTheirSigner_Verify(string file, int version, int services)
    {
        var path = SharedData.File("corpus", "tl", file);
        var text = File.ReadAllText(path);
        var certificates = Certificate().Matches(text).Select(m => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(m.Groups["base64"].Value))).ToList();

        var list = TrustedListReader.ReadVerified(File.ReadAllBytes(path), [certificates[^1]]);

        list.Version.ShouldBe(version);
        list.Services.Count.ShouldBe(services);
        output.WriteLine($"{file}: number {list.Sequence}, {list.Services.Count} services");
        var changed = Encoding.UTF8.GetBytes(text.Replace("<TSLSequenceNumber>", "<TSLSequenceNumber>1", StringComparison.Ordinal).Replace("<tsl:TSLSequenceNumber>", "<tsl:TSLSequenceNumber>1", StringComparison.Ordinal));
        Should.Throw<TrustedListException>(() => TrustedListReader.ReadVerified(changed, [certificates[^1]]));
    }

    [Fact]
    public void FromFolder_CompactBundle_GivesServicesByKeyHash()
    {
        var path = SharedData.Folder("corpus", "tl");
        var trust = TrustStore.FromFolder(path);

        trust.Lists.Select(l => l.Territory).ShouldBe(["EE", "EE_T", "EU", "LT", "LV"], ignoreOrder: true);
        trust.Lists.Single(l => l.Territory == "LV").Sequence.ShouldBe(41);
        trust.Compact.Count.ShouldBeGreaterThan(3000);
        trust.Compact.ShouldContain(s => s.Name == "eParaksts TSA A 2023E");
    }

    [Fact]
    public void FromFolder_BrokenList_SaysWhichFile()
    {
        var folder = Peer.Folder();
        File.WriteAllText(Path.Combine(folder, "broken.xml"), "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\"><SchemeInformation/></TrustServiceStatusList>");

        TrustStore.FromFolder(folder).Problems.ShouldHaveSingleItem().ShouldContain("broken.xml");
        Directory.Delete(folder, recursive: true);
    }

    private SignatureReport Inspect(TrustedList list) =>
        new SignatureInspector(TrustStore.FromLists([list]), new SimulatedTime(SignaturesFixture.Now.AddMinutes(10))).Inspect("iesniegums.edoc", fixture.Signed());

    [GeneratedRegex("<(?:[a-z0-9]+:)?X509Certificate>(?<base64>[^<]+)<", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Certificate();
}
