using System.Text;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Files made by other people's software. The tables name file and verdict only.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Today = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, ContainerVerdict[]> Meaning = new(StringComparer.Ordinal)
    {
        ["VALID"] = [ContainerVerdict.TotalPassed],
        ["INDETERMINATE"] = [ContainerVerdict.Indeterminate],
        ["INVALID"] = [ContainerVerdict.TotalFailed, ContainerVerdict.Rejected],
        ["REJECT"] = [ContainerVerdict.Rejected, ContainerVerdict.TotalFailed],
        ["NO_SIGNATURE"] = [ContainerVerdict.NotSigned],
        ["UNSUPPORTED"] = [ContainerVerdict.Unsupported],
    };

    /// <summary>Where we differ from the manifest's proposal, argued in docs/signatures.md: an OCSP answer a day late.</summary>
    private static readonly string[] Argued = ["asice/EE_SER-AEX-B-LT-V-20.asice"];

    [Fact]
    public void Inspect_AsiceCorpusWithTheFolderOfLists_AgreesButForTheArguedFiles()
    {
        var rows = SignatureCorpus.Rows("asice");

        var agreement = Compare(rows, TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "tl")));

        agreement.FalselyPassed.ShouldBeEmpty();
        agreement.Differing.ShouldBe(Argued, ignoreOrder: true);
        agreement.Crypto.ShouldBe((41, 43));
    }

    [Fact]
    public void Inspect_AsiceCorpusWithEveryListedCertificateTrusted_NeverPassesWhatUpstreamDoesNot()
    {
        var rows = SignatureCorpus.Rows("asice");

        var agreement = Compare(rows, SignatureCorpus.EveryListedCertificate());

        agreement.FalselyPassed.ShouldBeEmpty();
        agreement.Differing.ShouldBeSubsetOf(Argued);
    }

    [Fact]
    public void Inspect_PadesCorpusWithTheFolderOfLists_AgreesButForTheArguedFiles()
    {
        var rows = SignatureCorpus.Rows("pades");

        var agreement = Compare(rows, TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "tl")));

        agreement.FalselyPassed.ShouldBeEmpty();
        agreement.Crypto.ShouldBe((34, 34));
        agreement.Differing.ShouldBe(["pades/hellopades-lt-sha1.pdf"]);
    }

    private (List<string> FalselyPassed, List<string> Differing, (int Right, int All) Crypto) Compare(IReadOnlyList<CorpusRow> rows, TrustStore trust)
    {
        var inspector = new SignatureInspector(trust, new SimulatedTime(Today));
        var table = new StringBuilder().AppendLine();
        var falselyPassed = new List<string>();
        var differing = new List<string>();
        var (crypto, cryptoAll, verdicts, verdictsAll) = (0, 0, 0, 0);
        foreach (var row in rows)
        {
            var report = inspector.Inspect(row.File, row.Read());
            var agrees = Meaning.TryGetValue(row.Proposed, out var meant) ? meant.Contains(report.Verdict) : (bool?)null;
            verdicts += agrees == true ? 1 : 0;
            verdictsAll += agrees is null ? 0 : 1;
            if (agrees == false)
            {
                differing.Add(row.File);
            }

            var ours = EtsiWords.Of(report.Crypto);
            if (row.Crypto != "n/a")
            {
                cryptoAll++;
                crypto += ours == row.Crypto ? 1 : 0;
            }

            if (report.Verdict == ContainerVerdict.TotalPassed && row is not { Expected: "VALID", Proposed: "VALID" })
            {
                falselyPassed.Add(row.File);
            }

            table.AppendLine($"{(agrees == false ? "x" : " ")} {row.File,-80} {EtsiWords.Of(report.Verdict),-14} proposed {row.Proposed,-14} crypto {ours}/{row.Crypto}");
        }

        table.AppendLine($"verdicts {verdicts}/{verdictsAll}, crypto {crypto}/{cryptoAll}, {trust.Anchors.Count} anchors, {trust.Lists.Count} lists");
        output.WriteLine(table.ToString());
        return (falselyPassed, differing, (crypto, cryptoAll));
    }
}
