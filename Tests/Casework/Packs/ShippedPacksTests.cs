using System.Collections;
using System.Reflection;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Packs;

public sealed class ShippedPacksTests
{
    [Fact]
    public void Load_ShippedFolder_ServesThreeMunicipalitiesAndKnowsTheRulesOfAFormerOne()
    {
        TestPacks.All.Select(p => p.Id).ShouldBe(["iecava", "kraslava", "smiltene"]);
        TestPacks.Kraslava.RuleSets.Keys.ShouldBe(["dagda"]);
        TestPacks.Smiltene.RuleSets.ShouldBeEmpty();
    }

    [Fact]
    public void Packs_EveryDatumWithASource_NamesIt()
    {
        var seen = 0;
        foreach (var (owner, source) in TestPacks.All.SelectMany(p => Sources(p, p.Id)))
        {
            source.ShouldNotBeNullOrWhiteSpace(owner);
            seen++;
        }

        foreach (var source in TestPacks.National.Holidays.Select(h => h.Source).Concat(TestPacks.National.Moved.Select(m => m.Source)))
        {
            source.ShouldNotBeNullOrWhiteSpace();
            seen++;
        }

        seen.ShouldBeGreaterThan(120);
    }

    [Fact]
    public void Smiltene_Services_AreTheTwentyThreeOfItsPage()
    {
        TestPacks.Smiltene.Services.Select(s => s.ListedAs ?? s.Id).Distinct().ShouldBe(
        [
            "SOC_DARBS", "APR_MAJAS", "ASIST_PILNG", "ASIST_BERN", "APR_5_18", "GIM_ASIST", "SOC_MENTORS", "REHAB_CIET", "REHAB_VEIC", "KRIZES_DZ",
            "ATB_GRUPAS", "DAC", "GRUPU_MAJA", "SPEC_DARBN", "REHAB_INDIV", "REHAB_INST_B", "KRIZES_C", "PATV_NAKTSP", "ISL_APR", "ILG_PILNG",
            "ILG_BERN", "SPEC_TRANSP", "HIGIENA",
        ]);
        TestPacks.Smiltene.FindService("REHAB_INDIV")!.Variants.Select(v => v.Id).ShouldBe(
            ["PSIHOLOGS", "LOGOPEDS", "MONTESORI", "FIZIOTERAPIJA", "ABA", "MUZIKA_MAKSLA"]);
        var ofFiveToEighteen = TestPacks.Smiltene.FindService("APR_5_18")!;
        (ofFiveToEighteen.MinimumAge, ofFiveToEighteen.BelowAge).ShouldBe((5, 18));
    }

    [Fact]
    public void Smiltene_Benefits_SeventeenNamedAndFourteenOpen()
    {
        var benefits = TestPacks.Smiltene.Benefits;

        benefits.Benefits.Count(b => b.Family == Families.SocialBenefit).ShouldBe(8);
        benefits.Benefits.Count(b => b.Family == Families.VoluntaryBenefit).ShouldBe(9);
        benefits.Claimed.ShouldBe(31);
        benefits.OpenNote.ShouldContain("14");
    }

    [Theory]
    [InlineData("KRIZES_C", false)]
    [InlineData("NAKTSPATVERSME", false)]
    [InlineData("PATVERSME", true)]
    [InlineData("APR_MAJAS", true)]
    public void Smiltene_PriorApplication_OnlyCrisisCentreAndNightShelterDoWithout(string service, bool expected) =>
        TestPacks.Smiltene.FindService(service)!.PriorApplication.ShouldBe(expected);

    [Fact]
    public void Smiltene_Shelter_AtMostThreeMonths()
    {
        TestPacks.Smiltene.FindService("PATVERSME")!.MaximumStayMonths.ShouldBe(3);
        TestPacks.Smiltene.Services.Where(s => s.Id != "PATVERSME").ShouldAllBe(s => s.MaximumStayMonths == null);
    }

    [Theory]
    [InlineData("ILG_PILNG", 58 + 60 + 64)]
    [InlineData("GRUPU_MAJA", 16 + 8)]
    public void Smiltene_Places_AsInThePresentation(string service, int places)
    {
        var facilities = TestPacks.Smiltene.FindService(service)!.Facilities;

        TestPacks.Smiltene.Facilities.Where(f => facilities.Contains(f.Id)).Sum(f => f.Places).ShouldBe(places);
    }

    [Theory]
    [InlineData("e-address", "working-day", 2)]
    [InlineData("signed-email", "working-day", 2)]
    [InlineData("registered", "calendar-day", 7)]
    [InlineData("post", "calendar-day", 8)]
    [InlineData("hand", "at-once", 0)]
    public void Packs_Channels_NotifiedByLaw(string channel, string unit, int days)
    {
        foreach (var rule in TestPacks.All.Select(p => p.FindChannel(channel)!))
        {
            (rule.NotifiedUnit, rule.NotifiedDays).ShouldBe((unit, days));
        }
    }

    [Fact]
    public void Packs_Isolation_NothingOfOneInTheOther()
    {
        TestPacks.Iecava.Institution.Email.ShouldEndWith(".example");
        TestPacks.Iecava.NumberPrefix.ShouldNotBe(TestPacks.Smiltene.NumberPrefix);
        TestPacks.Iecava.FindService("PATVERSME").ShouldBeNull();
        TestPacks.Iecava.FindDocument("APGADNIEKI").ShouldNotBeNull();
        TestPacks.Smiltene.FindDocument("APGADNIEKI").ShouldBeNull();
        foreach (var text in TestPacks.FilesOf("iecava").Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)))
        {
            text.Value.ShouldNotContain("Smilten", customMessage: text.Key);
        }

        foreach (var text in TestPacks.FilesOf("smiltene").Where(f => f.Key is "institution.json" or "decision.json" or "services.json"))
        {
            text.Value.ShouldNotContain("Iecav", customMessage: text.Key);
        }
    }

    [Fact]
    public void Iecava_LongTermCare_NeedsDoctorAndPerhapsPsychiatrist()
    {
        var documents = TestPacks.Iecava.FindService("ILG_PILNG")!.Documents.ToDictionary(d => d.Document, d => d.When);

        documents["ARSTA_IZZINA"].ShouldBe("always");
        documents["PSIHIATRA_ATZINUMS"].ShouldBe("if-applicable");
        TestPacks.Iecava.FindService("APR_MAJAS")!.Documents.Select(d => d.Document).ShouldNotContain("ARSTA_IZZINA");
    }

    [Theory]
    [InlineData("kraslava")]
    [InlineData("dagda")]
    public void RulesOfKraslava_Completeness_OnlyWhatTheNationalTextSays(string rules)
    {
        var pack = rules == "kraslava" ? TestPacks.Kraslava : TestPacks.Kraslava.RuleSets[rules];

        pack.DocumentRules.Documents.ShouldBeEmpty("no source says how old a paper may be there");
        pack.DocumentRules.Circumstances.Select(c => c.Id).ShouldBe(["INVALIDITATE", "GARIGA_RAKSTURA"]);
        pack.DocumentRules.Circumstances.ShouldAllBe(c => c.Source.StartsWith("Nacionālais vieglās valodas teksts", StringComparison.Ordinal));
    }

    [Fact]
    public void Latvija_Documents_AreTheSixOfTheNationalText() =>
        PackReader.Read("kraslava", TestPacks.FilesOf("kraslava")).Documents.Select(d => d.Id).ShouldBe(
            ["IESNIEGUMS", "IENAKUMI", "ARSTA_IZZINA", "PSIHIATRA_ATZINUMS", "INVALIDITATE", "CITI"]);

    [Fact]
    public void Load_SpoiltPackInAFolder_ToldWithFolderAndFile()
    {
        using var folder = new PackCopy();
        File.WriteAllText(Path.Combine(folder.Root, "iecava", "words.json"), "{}");
        File.Delete(Path.Combine(folder.Root, "smiltene", "terms.json"));

        var refused = Should.Throw<PackException>(() => PackFolder.Load(folder.Root));

        refused.Problems.Select(p => p.File).Distinct().ShouldBe(["iecava/words.json", "smiltene/terms.json"]);
    }

    [Fact]
    public void Load_OneMailboxInTwoPacks_Refused()
    {
        using var folder = new PackCopy();
        var path = Path.Combine(folder.Root, "iecava", "institution.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("soc.dienests@iecava.example", TestPacks.Smiltene.Institution.Email, StringComparison.Ordinal));

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root))
            .Problems.ShouldHaveSingleItem().ToString().ShouldContain("already belongs to iecava");
    }

    [Fact]
    public void Load_PackWithoutTemplates_RefusedAtTheStartInsteadOfWhenALetterIsDue()
    {
        using var folder = new PackCopy();
        var path = Path.Combine(folder.Root, "iecava", "institution.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"templatesFrom\": \"latvija\",", "", StringComparison.Ordinal));

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root))
            .Problems.ShouldContain(p => p.File == "iecava/institution.json" && p.Path == "$.templatesFrom" && p.Reason.Contains("letters/decision.hbs is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_LocalThresholdAboveTheStatesHighest_Refused()
    {
        using var folder = new PackCopy();
        var path = Path.Combine(folder.Root, "smiltene", "income.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"first\": 473", "\"first\": 550", StringComparison.Ordinal));

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root))
            .Problems.ShouldHaveSingleItem().ToString().ShouldContain("does not lie between the thresholds of the state from 2024-01-01: 343/240 to 549/384");
    }

    [Fact]
    public void Load_FeeOfAnUnknownService_Refused()
    {
        using var folder = new PackCopy();
        var path = Path.Combine(folder.Root, "latvija", "income.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("[\"APR_MAJAS\"]", "[\"APRUPE\"]", StringComparison.Ordinal));

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root)).Problems.ShouldHaveSingleItem().ToString().ShouldBe(
            "latvija/income.json $.fee.services[0]: \"APRUPE\" is not in services.json");
    }

    [Fact]
    public void Load_FileNotUtf8_Refused()
    {
        using var folder = new PackCopy();
        File.WriteAllBytes(Path.Combine(folder.Root, "iecava", "words.json"), [0x7B, 0xE2, 0x7D]);

        Should.Throw<PackException>(() => PackFolder.Load(folder.Root))
            .Problems.ShouldHaveSingleItem().ToString().ShouldBe("iecava/words.json $: is not UTF-8 text: save it as UTF-8");
    }

    [Fact]
    public void Load_NoFolder_Refused()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "no-such-packs");

        Should.Throw<PackException>(() => PackFolder.Load(nowhere)).Message.ShouldContain("has no folder of a municipality");
        Should.Throw<PackException>(() => PackFolder.LoadCalendar(nowhere)).Message.ShouldContain("latvija/calendar.json");
    }

    private static IEnumerable<(string Owner, string? Source)> Sources(object datum, string path)
    {
        foreach (var property in datum.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(datum);
            if (property.Name == "Source")
            {
                yield return (path, (string?)value);
            }

            var parts = value switch
            {
                null or string => [],
                IEnumerable many => many.Cast<object>(),
                _ => [value],
            };
            foreach (var (part, i) in parts.Select((p, i) => (p, i)).Where(p => p.p.GetType().Assembly == typeof(MunicipalityPack).Assembly))
            {
                foreach (var inner in Sources(part, $"{path}.{property.Name}[{i}]"))
                {
                    yield return inner;
                }
            }
        }
    }
}
