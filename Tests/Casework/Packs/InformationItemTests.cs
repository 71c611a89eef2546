using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Packs;

public sealed class InformationItemTests
{
    [Fact]
    public void Smiltene_SupportOfOrganisations_AddsUp()
    {
        var funding = TestPacks.Smiltene.Information.Where(i => i.Kind == "funding").ToDictionary(i => i.Id, i => i.Value!.Value);

        funding.Where(f => f.Key != "NVO_KOPA").Sum(f => f.Value).ShouldBe(funding["NVO_KOPA"]);
        funding.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData("smiltene", 5, 3, 4)]
    [InlineData("iecava", 5, 4, 4)]
    [InlineData("kraslava", 5, 3, 0)]
    public void Packs_RightsDutiesPrinciples_AsTheirPagesList(string pack, int rights, int duties, int principles)
    {
        var items = TestPacks.All.Single(p => p.Id == pack).Information;

        (Count("right"), Count("duty"), Count("principle")).ShouldBe((rights, duties, principles));
        int Count(string kind) => items.Count(i => i.Kind == kind);
    }

    [Fact]
    public void National_EveryElement_IsTakenByAMunicipality()
    {
        var taken = TestPacks.All.Concat(TestPacks.Kraslava.RuleSets.Values).ToList();
        foreach (var (file, ids) in new (string, Func<MunicipalityPack, IEnumerable<string>>)[]
        {
            ("services.json", p => p.Services.Select(s => s.Id)),
            ("documents.json", p => p.Documents.Select(d => d.Id)),
            ("information.json", p => p.Information.Select(i => i.Id)),
            ("channels.json", p => p.Channels.Select(c => c.Id)),
        })
        {
            IdsOf(file).Except(taken.SelectMany(ids)).ShouldBeEmpty(file);
        }
    }

    private static IEnumerable<string> IdsOf(string file)
    {
        using var document = System.Text.Json.JsonDocument.Parse(TestPacks.FilesOf("latvija")[file]);
        return [.. document.RootElement.EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
    }
}
