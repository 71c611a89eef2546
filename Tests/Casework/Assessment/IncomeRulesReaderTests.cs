using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Assessment;

public sealed class IncomeRulesReaderTests
{
    [Fact]
    public void ReadNational_OverlapGapAndImpossibleAmounts_ToldWithPath()
    {
        var file = Shipped();
        file["thresholds"]![2]!["validFrom"] = "2023-12-31";
        file["thresholds"]![3]!["validFrom"] = "2025-01-02";
        file["thresholds"]![4]!["poor"]!["first"] = 100;
        file["thresholds"]![4]!["source"] = " ";
        file["fullMonths"]!["months"] = 0;

        var problems = Should.Throw<PackException>(() => IncomeRulesReader.ReadNational("latvija/income.json", file.ToJsonString())).Problems;

        problems.Select(p => p.Path).ShouldBe(
            ["$.fullMonths.months", "$.thresholds[2].validFrom", "$.thresholds[3].validFrom", "$.thresholds[4].poor", "$.thresholds[4]", "$.thresholds[4].source"]);
        problems.ShouldContain(p => p.Reason.Contains("gap") && p.Path == "$.thresholds[3].validFrom");
    }

    [Fact]
    public void Read_LocalThresholdsThatOverlap_PackRefused()
    {
        var files = TestPacks.FilesOf("smiltene");
        var local = JsonNode.Parse(files["income.json"])!;
        var again = local["lowIncome"]![2]!.DeepClone();
        local["lowIncome"]!.AsArray().Add(again);
        files["income.json"] = local.ToJsonString();

        Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Problems.ShouldHaveSingleItem().Path.ShouldBe("$.lowIncome[3].validFrom");
    }

    private static JsonNode Shipped() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(PackFolder.DefaultRoot, PackFolder.NationalFolder, "income.json")))!;
}
