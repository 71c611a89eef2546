using System.Text;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Smime;

/// <summary>Signed messages of Thunderbird's own tests, once with their test authority as the one anchor and once with the lists of the corpus.</summary>
public sealed class SmimeCorpusTests(ITestOutputHelper output)
{
    private static readonly SimulatedTime Today = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Proposed VALID, which needs their test authority; no list names it, so with the lists alone nobody vouches for the signer (docs/signatures.md).</summary>
    private static readonly string[] Argued = ["alice.dsig.SHA256.multipart.eml", "alice.sig.SHA256.opaque.eml", "alice.dsig.SHA512.multipart.eml"];

    [Fact]
    public void Inspect_EveryMessageOfTheCorpus_IsJudgedAsProposed()
    {
        var rows = SignatureCorpus.Rows("smime").Where(r => r.Proposed != "ANCHOR").ToList();
        var inspector = Trusting("smime");
        var listed = Trusting("tl");
        var table = new StringBuilder();
        var differences = new List<string>();
        var withLists = new List<string>();
        foreach (var row in rows)
        {
            var report = inspector.Inspect(row.File, row.Read());
            ContainerVerdict[] meant = row.Proposed switch
            {
                "VALID" => [ContainerVerdict.TotalPassed],
                "INVALID" => [ContainerVerdict.TotalFailed, ContainerVerdict.Rejected],
                "INDETERMINATE" => [ContainerVerdict.Indeterminate],
                _ => [ContainerVerdict.Unsupported],
            };
            var other = listed.Inspect(row.File, row.Read());
            if (other.Verdict != report.Verdict)
            {
                withLists.Add(Path.GetFileName(row.File));
                other.Signatures[0].SubIndication.ShouldBe(SubIndication.NoCertificateChainFound);
                EtsiWords.Of(other.Crypto).ShouldBe(row.Crypto);
            }

            table.AppendLine($"{row.File,-80} with smime {EtsiWords.Of(report.Verdict),-14} with tl {EtsiWords.Of(other.Verdict),-14} proposed {row.Proposed,-14} crypto {EtsiWords.Of(report.Crypto)}/{row.Crypto} inner {report.Inner.Count}");
            if (!meant.Contains(report.Verdict) || EtsiWords.Of(report.Crypto) != row.Crypto)
            {
                differences.Add(row.File);
            }
        }

        output.WriteLine(table.ToString());
        differences.ShouldBeEmpty();
        withLists.ShouldBe(Argued, ignoreOrder: true);
        rows.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Inspect_NestedSignatures_ReportsBothLayers()
    {
        var rows = SignatureCorpus.Rows("smime").Where(r => r.File.Contains("dave", StringComparison.Ordinal)).ToList();
        var inspector = new SignatureInspector(TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "smime")), Today);
        foreach (var row in rows)
        {
            var report = inspector.Inspect(row.File, row.Read());

            report.Inner.ShouldHaveSingleItem().Signatures.ShouldHaveSingleItem().Crypto.ShouldBe(CryptoState.Ok);
            report.Signatures.ShouldHaveSingleItem().Reasons.ShouldContain(r => r.Code == ReasonCode.InnerLayer);
            report.IsAcceptedAutomatically.ShouldBeFalse();
        }

        rows.Count.ShouldBe(2);
    }

    private static SignatureInspector Trusting(string folder) => new(TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, folder)), Today);
}
