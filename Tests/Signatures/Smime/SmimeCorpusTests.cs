using System.Text;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Smime;

/// <summary>Signed messages of Thunderbird's own tests, with their test authority as the one anchor.</summary>
public sealed class SmimeCorpusTests(ITestOutputHelper output)
{
    private static readonly SimulatedTime Today = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Inspect_EveryMessageOfTheCorpus_IsJudgedAsProposed()
    {
        var rows = SignatureCorpus.Rows("smime").Where(r => r.Proposed != "ANCHOR").ToList();
        var inspector = new SignatureInspector(TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "smime")), Today);
        var table = new StringBuilder();
        var differences = new List<string>();
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
            table.AppendLine($"{row.File,-80} {EtsiWords.Of(report.Verdict),-14} proposed {row.Proposed,-14} crypto {EtsiWords.Of(report.Crypto)}/{row.Crypto} inner {report.Inner.Count}");
            if (!meant.Contains(report.Verdict) || EtsiWords.Of(report.Crypto) != row.Crypto)
            {
                differences.Add(row.File);
            }
        }

        output.WriteLine(table.ToString());
        differences.ShouldBeEmpty();
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
}
