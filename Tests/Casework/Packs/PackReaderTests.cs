using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Packs;

public sealed class PackReaderTests
{
    /// <summary>file | JSON path to change (dots and indexes) | new value as JSON, or "-" to remove | path in the problem | words of the reason.</summary>
    public static TheoryData<string, string, string, string, string> BadFields() => new()
    {
        { "institution.json", "numberPrefix", "-", "$.numberPrefix", "is missing" },
        { "institution.json", "numberPrefix", "\"sd 1\"", "$.numberPrefix", "capital letters" },
        { "institution.json", "colour", "\"red\"", "$.colour", "not known here" },
        { "institution.json", "institution.email", "\"soc.dienests@smiltenesno vads.lv\"", "$.institution.email", "not an e-mail address" },
        { "institution.json", "institution.email", "7", "$.institution.email", "expected a text, found 7" },
        { "institution.json", "institution.name", "null", "$.institution.name", "expected a text, found null" },
        { "institution.json", "institution.nameLocative", "\" \"", "$.institution.nameLocative", "is empty" },
        { "institution.json", "institution.registrationNumber", "\"90009\"", "$.institution.registrationNumber", "11 digits" },
        { "institution.json", "institution.source", "\"\"", "$.institution.source", "is empty" },
        { "calendar.json", "timeZone", "\"Europe/Smiltene\"", "$.timeZone", "must be \"Europe/Riga\"" },
        { "calendar.json", "timeZone", "\"Europe/London\"", "$.timeZone", "must be \"Europe/Riga\"" },
        { "calendar.json", "followsMovedDays[0].follows", "\"yes\"", "$.followsMovedDays[0].follows", "expected true or false" },
        { "calendar.json", "followsMovedDays", "[]", "$.followsMovedDays", "has no versions" },
        { "calendar.json", "followsMovedDays[0].source", "\"\"", "$.followsMovedDays[0].source", "is empty" },
        { "calendar.json", "followsMovedDays[0].validFrom", "-", "$.followsMovedDays[0].validFrom", "is missing" },
        { "calendar.json", "followsMovedDays[0].exceptions", "[{ \"free\": \"2026-06-22\", \"follows\": true, \"source\": \"x\" }]", "$.followsMovedDays[0].exceptions[0].follows", "says the same" },
        { "calendar.json", "followsMovedDays[0].exceptions", "[{ \"free\": \"2020-06-22\", \"follows\": false, \"source\": \"x\" }]", "$.followsMovedDays[0].exceptions[0].free", "outside the version" },
        { "terms.json", "[0].reply.workingDays", "0", "$[0].reply.workingDays", "0 is not a term" },
        { "calendar.json", "source", "\"\"", "$.source", "is empty" },
        { "terms.json", "[0].decision.workingDays", "0", "$[0].decision.workingDays", "0 is not a term" },
        { "terms.json", "[0].notice.workingDays", "-10", "$[0].notice.workingDays", "-10 is not a term" },
        { "terms.json", "[0].decision.workingDays", "10.5", "$[0].decision.workingDays", "expected a whole number" },
        { "terms.json", "[0].decision.workingDays", "\"10\"", "$[0].decision.workingDays", "expected a whole number" },
        { "terms.json", "[0].decision.source", "-", "$[0].decision.source", "is missing" },
        { "terms.json", "[0].decision.source", "\"\"", "$[0].decision.source", "is empty" },
        { "terms.json", "[0].documentReminder.workingDays", "10", "$[0].documentReminder.workingDays", "before the request ends" },
        { "terms.json", "[0].contest.months", "0", "$[0].contest.months", "0 is not a term" },
        { "terms.json", "[0].outerLimit.months", "13", "$[0].outerLimit.months", "13 is not a term" },
        { "terms.json", "[0].rungs", "[]", "$[0].rungs", "nobody would be reminded" },
        { "terms.json", "[0].rungs[1].workingDaysLeft", "5", "$[0].rungs[1].workingDaysLeft", "less than on the rung before" },
        { "terms.json", "[0].rungs[0].workingDaysLeft", "10", "$[0].rungs[0].workingDaysLeft", "does not lie inside" },
        { "terms.json", "[0].rungs[3].workingDaysLeft", "-1", "$[0].rungs[3].workingDaysLeft", "does not lie inside" },
        { "terms.json", "[0].rungs[0].role", "\"boss\"", "$[0].rungs[0].role", "must be one of assignee" },
        { "terms.json", "[0].rungs[1].role", "\"assignee\"", "$[0].rungs[1].role", "stands twice" },
        { "decision.json", "contestBodyLocative", "\"\"", "$.contestBodyLocative", "is empty" },
        { "channels.json", "[0].id", "\"fax\"", "$[0].id", "must be one of e-address" },
        { "channels.json", "[1].id", "\"e-address\"", "$[1].id", "stands twice" },
        { "channels.json", "[0].notifiedUnit", "\"week\"", "$[0].notifiedUnit", "must be one of at-once" },
        { "channels.json", "[0].notifiedDays", "0", "$[0].notifiedDays", "does not fit the unit" },
        { "channels.json", "[4].notifiedDays", "1", "$[4].notifiedDays", "does not fit the unit" },
        { "channels.json", "[2].source", "\"\"", "$[2].source", "is empty" },
        { "documents.json", "[1].id", "\"IESNIEGUMS\"", "$[1].validFrom", "in force at the same time as $[0]" },
        { "documents.json", "[1].id", "\"ienākumi\"", "$[1].id", "capital letters" },
        { "documents.json", "[1].isApplication", "true", "$", "exactly one document" },
        { "documents.json", "[1].mustState", "\"x\"", "$[1].easyMustState", "in both language levels" },
        { "documents.json", "[1].words", "[]", "$[1].words", "has no words" },
        { "documents.json", "[1].words[0]", "\"Alga\"", "$[1].words[0]", "lower case" },
        { "documents.json", "[1].words[0]", "null", "$[1].words[0]", "expected a text" },
        { "documents.json", "[0]", "null", "$[0]", "expected an object" },
        { "facilities.json", "[0].places", "0", "$[0].places", "at least 1" },
        { "facilities.json", "[1].id", "\"GATARTA\"", "$[1].validFrom", "in force at the same time as $[0]" },
        { "regulations.json", "[1].id", "\"SN-9-2021\"", "$[1].validFrom", "in force at the same time as $[0]" },
        { "regulations.json", "[0].validTo", "\"2020-01-01\"", "$[0].validTo", "before validFrom" },
        { "regulations.json", "[0].validFrom", "\"2021-02-30\"", "$[0].validFrom", "expected a date like" },
        { "services.json", "[0].id", "\"APR_MAJAS\"", "$[1].validFrom", "in force at the same time as $[0]" },
        { "services.json", "[0].family", "\"help\"", "$[0].family", "must be one of work" },
        { "services.json", "[1].documents[1].document", "\"PASE\"", "$[1].documents[1].document", "not in documents.json" },
        { "services.json", "[1].documents[1].document", "\"IESNIEGUMS\"", "$[1].documents[1].document", "stands twice" },
        { "services.json", "[1].documents[1].when", "\"sometimes\"", "$[1].documents[1].when", "must be always" },
        { "services.json", "[1].documents[3].condition", "-", "$[1].documents[3].condition", "say when the document applies" },
        { "services.json", "[1].documents", "[]", "$[1].documents", "must always ask for the application" },
        { "services.json", "[12].facilities[0]", "\"ROJA\"", "$[12].facilities[0]", "not in facilities.json" },
        { "services.json", "[1].words[0]", "\"patversm\"", "$[18].words[0]", "already belongs to APR_MAJAS" },
        { "services.json", "[18].maximumStayMonths", "0", "$[18].maximumStayMonths", "must be 1 to" },
        { "services.json", "[0].decisionTerm", "{\"workingDays\":0,\"source\":\"x\"}", "$[0].decisionTerm.workingDays", "0 is not a term" },
        { "services.json", "[0].priorApplication", "-", "$[0].priorApplication", "is missing" },
        { "services.json", "[0].legalBasis", "\"\"", "$[0].legalBasis", "is empty" },
        { "services.json", "[1].doubtWords[0]", "\"\"", "$[1].doubtWords[0]", "is empty" },
        { "services.json", "[0].validFrom", "-", "$[0].validFrom", "is missing: give the first day" },
        { "services.json", "[0].validTo", "\"2020-01-01\"", "$[0].validTo", "before validFrom" },
        { "services.json", "[0].regulation", "\"SN-1-99\"", "$[0].regulation", "not in regulations.json" },
        { "services.json", "[4].belowAge", "5", "$[4].belowAge", "more than minimumAge" },
        { "services.json", "[4].minimumAge", "-1", "$[4].minimumAge", "0 to 120" },
        { "services.json", "[14].variants[1].id", "\"PSIHOLOGS\"", "$[14].variants[1].id", "stands twice" },
        { "services.json", "[14].variants[0].words[0]", "\"asistent\"", "$[14].variants[0].words[0]", "already belongs to ASIST_PILNG" },
        { "regulations.json", "[1].subject", "\"social-benefits\"", "$[1].validFrom", "in force at the same time as $[0]" },
        { "regulations.json", "[0].validFrom", "-", "$[0].validFrom", "is missing" },
        { "benefits.json", "benefits[0].id", "\"APR_MAJAS\"", "$.benefits[0].id", "is a service already" },
        { "benefits.json", "benefits[0].family", "\"care\"", "$.benefits[0].family", "must be one of social-benefit" },
        { "benefits.json", "benefits[0].words[0]", "\"asistent\"", "$.benefits[0].words[0]", "already belongs to ASIST_PILNG" },
        { "benefits.json", "claimed", "16", "$.claimed", "fewer than the 17" },
        { "benefits.json", "openNote", "\"\"", "$.openNote", "say why 14 of 31" },
        { "benefits.json", "source", "\"\"", "$.source", "is empty" },
        { "information.json", "[0].kind", "\"gossip\"", "$[0].kind", "must be one of definition" },
        { "information.json", "[0].value", "3", "$[0].unit", "a value needs its unit" },
        { "information.json", "[1].id", "\"KAS_IR_PAKALPOJUMI\"", "$[1].validFrom", "in force at the same time as $[0]" },
        { "words.json", "urgent", "[]", "$.urgent", "has no words" },
        { "words.json", "source", "\"\"", "$.source", "is empty" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public void Read_BadField_ToldByFilePathAndReason(string file, string target, string value, string path, string reason)
    {
        var files = TestPacks.FilesOf("smiltene");
        files[file] = Spoil(files[file], target, value);

        var refused = Should.Throw<PackException>(() => PackReader.Read("smiltene", files));

        refused.Problems.ShouldContain(p => p.File == file && p.Path == path && p.Reason.Contains(reason, StringComparison.Ordinal), refused.Message);
        refused.Message.ShouldContain($"{file} {path}: ");
    }

    [Theory]
    [InlineData("former[1].places[0]", "\"Krāslava\"", "$.former[1].places[0]", "already belongs to kraslava")]
    [InlineData("former[1].id", "\"kraslava\"", "$.former[1].id", "stands twice")]
    [InlineData("former[2].places", "[]", "$.former[2].places", "has no places")]
    [InlineData("validTo", "\"2020-01-01\"", "$.validTo", "before validFrom")]
    [InlineData("source", "\"\"", "$.source", "is empty")]
    public void Read_BadTransition_ToldByFilePathAndReason(string target, string value, string path, string reason)
    {
        var files = TestPacks.FilesOf("kraslava");
        files["transition.json"] = Spoil(files["transition.json"], target, value);

        Should.Throw<PackException>(() => PackReader.Read("kraslava", files)).Problems
            .ShouldContain(p => p.File == "transition.json" && p.Path == path && p.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-12-31", "2027-01-02", "\"terms\" has no version from 2027-01-01 until 2027-01-01")]
    [InlineData("2027-01-01", "2027-01-01", "in force at the same time as $[0]")]
    [InlineData("2026-12-31", "2027-01-01", null)]
    public void Read_TwoVersionsOfTheTerms_MustMeet(string until, string from, string? reason)
    {
        var files = TestPacks.FilesOf("smiltene");
        var versions = JsonNode.Parse(files["terms.json"])!.AsArray();
        var later = versions[0]!.DeepClone();
        versions[0]!["validTo"] = until;
        later["validFrom"] = from;
        later["decision"]!["workingDays"] = 22;
        versions.Add(later);
        files["terms.json"] = versions.ToJsonString();

        if (reason is not null)
        {
            Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Message.ShouldContain($"terms.json $[1].validFrom: ");
            Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Message.ShouldContain(reason);
            return;
        }

        var pack = PackReader.Read("smiltene", files);
        pack.On(new DateOnly(2026, 12, 31)).Terms.Decision.WorkingDays.ShouldBe(10);
        pack.On(new DateOnly(2027, 1, 1)).Terms.Decision.WorkingDays.ShouldBe(22);
        pack.On(new DateOnly(2027, 1, 1)).On(new DateOnly(2027, 1, 1)).Terms.Decision.WorkingDays.ShouldBe(22);
    }

    [Fact]
    public void On_DayBeforeTheFirstOfTwoVersionsOfTheTerms_TheFirstMarkedProvisional()
    {
        var (day, first) = (new DateOnly(2020, 6, 10), TestPacks.Smiltene.Terms with { ValidTo = new DateOnly(2026, 12, 31) });
        var newest = first with { ValidFrom = new DateOnly(2027, 1, 1), ValidTo = null, Decision = first.Decision with { WorkingDays = 22 } };
        var pack = TestPacks.Smiltene with { Terms = newest, TermVersions = [first, newest] };

        var term = DeadlineCalculator.Compute(pack.On(day), TestPacks.Calendar(true), DeadlineKind.Decision, day);
        var later = DeadlineCalculator.Compute(pack, TestPacks.Calendar(true), DeadlineKind.Decision, new DateOnly(2026, 6, 10));

        term.Days.Count(d => d.Counted).ShouldBe(10);
        term.Provisional.ShouldBeTrue();
        term.Sentence.ShouldEndWith("Noteikumi datos ir tikai no 01.01.2021.; šis datums rēķināts pēc tiem.");
        later.Sentence.ShouldNotContain("Noteikumi datos", customMessage: "the first version covers the day");
    }

    [Fact]
    public void On_VersionsOfAService_EachOnItsDays()
    {
        var services = TestPacks.Smiltene.Services;
        var care = TestPacks.Smiltene.FindService("APR_MAJAS")!;
        var pack = TestPacks.Smiltene with
        {
            Services = [care with { ValidTo = new DateOnly(2026, 6, 30) }, care with { ValidFrom = new DateOnly(2026, 7, 1), MaximumStayMonths = 6 }, .. services.Where(s => s.Id != "APR_MAJAS")],
        };

        pack.On(new DateOnly(2026, 6, 30)).FindService("APR_MAJAS")!.MaximumStayMonths.ShouldBeNull();
        pack.On(new DateOnly(2026, 7, 1)).FindService("APR_MAJAS")!.MaximumStayMonths.ShouldBe(6);
        pack.On(new DateOnly(2023, 1, 1)).FindService("APR_MAJAS").ShouldBeNull();
    }

    [Fact]
    public void Read_SeveralProblems_AllToldAtOnce()
    {
        var files = TestPacks.FilesOf("smiltene");
        files["terms.json"] = Spoil(Spoil(files["terms.json"], "[0].decision.workingDays", "\"x\""), "[0].surprise", "1");
        files["words.json"] = "{";
        files.Remove("facilities.json");

        var refused = Should.Throw<PackException>(() => PackReader.Read("smiltene", files));

        refused.Problems.Select(p => $"{p.File} {p.Path}").ShouldBe(
            ["terms.json $[0].surprise", "terms.json $[0].decision.workingDays", "words.json $", "facilities.json $"],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("{ /* note */ }", "is not the JSON expected here")]
    [InlineData("{ \"urgent\": [\"a\",], \"withdrawal\": [\"b\"], \"source\": \"c\", \"validFrom\": \"2026-01-01\" }", "is not the JSON expected here")]
    [InlineData("{ \"urgent\": [\"a\"], \"urgent\": [\"a\"], \"withdrawal\": [\"b\"], \"source\": \"c\", \"validFrom\": \"2026-01-01\" }", "is not the JSON expected here")]
    [InlineData("{ \"Urgent\": [\"a\"], \"withdrawal\": [\"b\"], \"source\": \"c\", \"validFrom\": \"2026-01-01\" }", "not known here")]
    [InlineData("[]", "expected an object")]
    [InlineData("", "is not the JSON expected here")]
    public void Read_LaxJson_Refused(string json, string reason)
    {
        var files = TestPacks.FilesOf("smiltene");
        files["words.json"] = json;

        var refused = Should.Throw<PackException>(() => PackReader.Read("smiltene", files));

        refused.Problems.ShouldContain(p => p.File == "words.json" && p.Reason.Contains(reason, StringComparison.Ordinal), refused.Message);
    }

    [Fact]
    public void Read_VersionsOfARegulationOneAfterTheOther_Accepted()
    {
        var files = TestPacks.FilesOf("smiltene");
        files["regulations.json"] = Spoil(
            Spoil(files["regulations.json"], "[5].subject", "\"low-income-threshold\""), "[2].validTo", "\"2024-04-17\"");

        PackReader.Read("smiltene", files).Regulations.Count(r => r.Subject == "low-income-threshold").ShouldBe(2);
    }

    [Fact]
    public void Read_GapBetweenRegulations_ToldByFilePathAndReason()
    {
        var files = TestPacks.FilesOf("smiltene");
        files["regulations.json"] = Spoil(
            Spoil(files["regulations.json"], "[5].subject", "\"low-income-threshold\""), "[2].validTo", "\"2024-03-31\"");

        Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Problems.ShouldHaveSingleItem().ToString().ShouldBe(
            "regulations.json $[5].validFrom: \"low-income-threshold\" has no version from 2024-04-01 until 2024-04-17: let $[2] and this one meet");
    }

    [Theory]
    [InlineData("regulations.json", "[4].validTo", "\"2026-06-30\"", "$[4].validTo", "while SOC_DARBS, APR_MAJAS, ASIST_PILNG and 21 more still rest on it")]
    [InlineData("terms.json", "[0].validTo", "\"2026-06-30\"", "$[0].validTo", "still rest on it")]
    [InlineData("documents.json", "[0].validTo", "\"2026-06-30\"", "$[0].validTo", "still rest on it")]
    [InlineData("decision.json", "validTo", "\"2026-06-30\"", "$.validTo", "nothing can follow it")]
    [InlineData("services.json", "[0].validFrom", "\"2023-11-22\"", "$[0].validFrom", "before its regulation (\"SN-25-23\")")]
    [InlineData("facilities.json", "[0].validTo", "\"2026-06-30\"", "$[0].validTo", "still rest on it")]
    public void Read_SomethingEndsWhileALiveServiceRestsOnIt_ToldByFilePathAndReason(string file, string target, string value, string path, string reason)
    {
        var files = TestPacks.FilesOf("smiltene");
        files[file] = Spoil(files[file], target, value);

        Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Problems
            .ShouldContain(p => p.File == file && p.Path == path && p.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FacilityThatBeginsAfterItsServiceEnded_ToldAtTheService()
    {
        var files = TestPacks.FilesOf("smiltene");
        files["facilities.json"] = Spoil(files["facilities.json"], "[0].validFrom", "\"2030-01-01\"");
        PackReader.Read("smiltene", files).Facilities[0].ValidFrom.Year.ShouldBe(2030, "a house may open later");
        var ending = JsonNode.Parse(files["services.json"])!.AsArray().ToList().FindIndex(s => s!["facilities"] is JsonArray named && named.Any(f => f!.GetValue<string>() == "GATARTA"));
        files["services.json"] = Spoil(files["services.json"], $"[{ending}].validTo", "\"2026-12-31\"");

        Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Problems
            .ShouldContain(p => p.File == "services.json" && p.Path == $"$[{ending}].validTo" && p.Reason.Contains("before a facility it names (\"GATARTA\"), which begins on 2030-01-01", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("income.json", "fee.services[0]", "\"APR_MAJA\"", "$.fee.services[0]", "not in services.json")]
    [InlineData("income.json", "fee.services", "[]", "$.fee.services", "names no service")]
    [InlineData("income.json", "careLevels[0].level", "\"none\"", "$.careLevels[0].level", "no care at all")]
    [InlineData("calendar.json", "holidays[0].toYear", "9999", "$.holidays[0].toYear", "9999 must be fromYear")]
    [InlineData("calendar.json", "movedDays[0].year", "2300", "$.movedDays[0].year", "2300 is out of range")]
    [InlineData("services.json", "[0].documents[0].document", "\"PASE\"", "$[0].documents[0].document", "not in documents.json")]
    [InlineData("terms.json", "[0].decision.workingDays", "0", "$[0].decision.workingDays", "0 is not a term")]
    public void ReadNational_BadField_ToldByFilePathAndReason(string file, string target, string value, string path, string reason)
    {
        var files = TestPacks.FilesOf("latvija");
        files[file] = Spoil(files[file], target, value);

        Should.Throw<PackException>(() => NationalPackReader.Read(files)).Problems
            .ShouldContain(p => p.File == file && p.Path == path && p.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Templates_KeyedByPathWithoutExtension()
    {
        var files = TestPacks.FilesOf("smiltene");
        files["templates/letters/try-out.hbs"] = "Lēmums {{number}}";
        files["templates/notes.txt"] = "not a template";

        var pack = PackReader.Read("smiltene", files);

        pack.Templates["letters/try-out"].ShouldBe("Lēmums {{number}}");
        pack.Templates.Keys.ShouldNotContain("notes");
    }

    [Fact]
    public void Read_EmptyTemplate_Refused()
    {
        var files = TestPacks.FilesOf("smiltene");
        files["templates/letters/try-out.hbs"] = "\n";

        Should.Throw<PackException>(() => PackReader.Read("smiltene", files))
            .Problems.ShouldHaveSingleItem().File.ShouldBe("templates/letters/try-out.hbs");
    }

    private static string Spoil(string json, string target, string value)
    {
        var root = JsonNode.Parse(json)!;
        var steps = target.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        var at = steps[..^1].Aggregate(root, (node, step) => step[0] == '[' ? node[int.Parse(step[1..^1])]! : node[step]!);
        var last = steps[^1];
        if (last[0] == '[')
        {
            at[int.Parse(last[1..^1])] = JsonNode.Parse(value);
        }
        else if (value == "-")
        {
            at.AsObject().Remove(last).ShouldBeTrue();
        }
        else
        {
            at[last] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }
}
