using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>What a municipality's own file may not say against the state's: no right of the person shortened, no limit of ours lengthened.</summary>
public sealed class NationalLimitTests
{
    [Theory]
    [InlineData("smiltene", "e-address", "working-day", 1, true)]
    [InlineData("smiltene", "e-address", "calendar-day", 2, true)]
    [InlineData("smiltene", "e-address", "calendar-day", 30, true)]
    [InlineData("smiltene", "e-address", "at-once", 0, true)]
    [InlineData("smiltene", "e-address", "working-day", 3, false)]
    [InlineData("dagda", "signed-email", "working-day", 1, true)]
    [InlineData("kraslava", "registered", "calendar-day", 6, true)]
    [InlineData("iecava", "post", "at-once", 0, true)]
    [InlineData("iecava", "post", "calendar-day", 7, true)]
    [InlineData("iecava", "post", "working-day", 7, true)]
    [InlineData("iecava", "post", "working-day", 8, false)]
    [InlineData("iecava", "post", "calendar-day", 9, false)]
    [InlineData("iecava", "hand", "calendar-day", 1, false)]
    public void Join_ChannelOfAMunicipality_NeverEarlierThanTheLaw(string municipality, string channel, string unit, int days, bool refused)
    {
        var problems = Problems(municipality, "channels.json", root =>
        {
            var rule = root.AsArray().Single(c => c!["id"]!.GetValue<string>() == channel)!;
            (rule["notifiedUnit"], rule["notifiedDays"]) = (unit, days);
        });

        Told(problems, refused, $"{municipality}/channels.json", "].notifiedDays", $"\"{channel}\" as notified earlier");
    }

    [Theory]
    [InlineData("smiltene", "post")]
    [InlineData("kraslava", "hand")]
    public void Join_ChannelTakenAway_Refused(string municipality, string channel) => Told(
        Problems(municipality, "channels.json", root => root.AsArray().RemoveAll(c => c!["id"]!.GetValue<string>() == channel)),
        refused: true, $"{municipality}/channels.json", "$", $"\"{channel}\" is missing");

    [Theory]
    [InlineData("smiltene", "outerLimit", 2, "at most 1")]
    [InlineData("dagda", "outerLimit", 3, "at most 1")]
    [InlineData("smiltene", "extension", 5, "at most 4")]
    [InlineData("kraslava", "extension", 12, "at most 4")]
    [InlineData("smiltene", "extension", 3, null)]
    [InlineData("iecava", "contest", 2, null)]
    public void Join_TermOfAMunicipality_WithinTheLaw(string municipality, string term, int months, string? reason) => Told(
        Problems(municipality, "terms.json", root => root[0]![term]!["months"] = months),
        reason is not null, $"{municipality}/terms.json", $"$[0].{term}.months", reason ?? "");

    /// <summary>The law of today gives one month; where it gives two, one is too little.</summary>
    [Fact]
    public void Join_ContestShorterThanTheLaw_RefusedForTheVersionsThatMeet()
    {
        var files = TestPacks.FilesOf(NationalPack.Id);
        files["terms.json"] = Changed(files["terms.json"], root => root[0]!["contest"]!["months"] = 2);
        var national = NationalPackReader.Read(files);

        var problems = national.Contradictions(TestPacks.Smiltene).ToList();

        problems.ShouldContain(p => p.File == "terms.json" && p.Path == "$[0].contest.months" && p.Reason.Contains("at least 2", StringComparison.Ordinal));
        NationalPackReader.Read(TestPacks.FilesOf(NationalPack.Id)).Contradictions(TestPacks.Smiltene).ShouldBeEmpty();
    }

    [Fact]
    public void Join_ExtensionUnknownToTheLaw_Refused()
    {
        var files = TestPacks.FilesOf(NationalPack.Id);
        files["terms.json"] = Changed(files["terms.json"], root => root[0]!.AsObject().Remove("extension"));

        NationalPackReader.Read(files).Contradictions(TestPacks.Smiltene).ShouldContain(p => p.Path == "$[0].extension.months" && p.Reason.Contains("leave it out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("terms.json", "decision", 24, true)]
    [InlineData("terms.json", "decision", 250, true)]
    [InlineData("terms.json", "decision", 23, false)]
    [InlineData("statuses.json", "decisionTerm", 24, true)]
    [InlineData("statuses.json", "decisionTerm", 23, false)]
    public void Join_DecisionTermThatCannotEndWithinTheOuterLimit_Refused(string file, string term, int days, bool refused) => Told(
        Problems("smiltene", file, root => root[0]![term]!["workingDays"] = days),
        refused, $"smiltene/{file}", $"$[0].{term}.workingDays", $"{days} cannot end within outerLimit");

    private static void Told(List<PackProblem> problems, bool refused, string file, string path, string reason)
    {
        if (refused)
        {
            problems.ShouldContain(p => p.File == file && p.Path.EndsWith(path, StringComparison.Ordinal) && p.Reason.Contains(reason, StringComparison.Ordinal), string.Join('\n', problems));
        }
        else
        {
            problems.ShouldBeEmpty();
        }
    }

    private static List<PackProblem> Problems(string municipality, string file, Action<JsonNode> change)
    {
        using var copy = new PackCopy();
        var files = TestPacks.FilesOf(municipality);
        File.WriteAllText(Path.Combine(copy.Root, municipality, file), Changed(files[file], change));
        try
        {
            PackFolder.Load(copy.Root);
            return [];
        }
        catch (PackException refused)
        {
            return [.. refused.Problems];
        }
    }

    private static string Changed(string json, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(json)!;
        change(root);
        return root.ToJsonString();
    }
}
