using System.Xml;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Time;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>BDOC time-marks, with a container of the corpus: no demo service makes them.</summary>
public sealed class TimeMarkTests
{
    private const string FileName = "asice/3_signatures_TM_LT_LTA.sce";

    [Fact]
    public void Inspect_TimeMarkOfAListedService_ProvesTheTimeButIsNeverAcceptedAutomatically()
    {
        var row = SignatureCorpus.Rows("asice").Single(r => r.File == FileName);

        var report = new SignatureInspector(Lists(), new SimulatedTime(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))).Inspect(row.File, row.Read());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Signatures[0].HasTrustedTimeStamp.ShouldBeFalse();
        report.Signatures[0].BestTime!.Value.Year.ShouldBe(2021);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Warnings.ShouldContain(w => w.Contains("time-mark", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_OtherSignatureValueOrUnlistedService_ProvesNothing()
    {
        var document = new XmlDocument();
        document.Load(new MemoryStream(Container.Open(SignatureCorpus.Rows("asice").Single(r => r.File == FileName).Read())["META-INF/signatures0.xml"]));
        byte[] Bytes(string name) => Convert.FromBase64String(document.SelectSingleNode($"//*[local-name()='{name}']")!.InnerText);
        var (answer, value) = (Bytes("EncapsulatedOCSPValue"), Bytes("SignatureValue"));
        var listed = new OcspCheck(new CertificatePaths(Lists()));

        TimeMark.Find([answer], value, listed, []).ShouldNotBeNull();
        value[^1] ^= 1;
        TimeMark.Find([answer], value, listed, []).ShouldBeNull();
        value[^1] ^= 1;
        TimeMark.Find([answer], value, new OcspCheck(new CertificatePaths(TrustStore.Empty)), []).ShouldBeNull();
        answer[90] ^= 1;
        TimeMark.Find([answer, [], [0x30, 0x00]], value, listed, []).ShouldBeNull();
    }

    private static TrustStore Lists() => TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "tl"));
}
