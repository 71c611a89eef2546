using System.Text.Json;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.CommandLine;

public sealed class DeadlineCommandTests
{
    [Theory]
    [InlineData(null, "2026-06-25")]
    [InlineData("follow", "2026-06-25")]
    [InlineData("ignore", "2026-06-22")]
    public void Run_SmilteneDecision_DueBySwitchAndSafeDue(string? moved, string due)
    {
        var (code, output, _) = Run(moved: moved, json: true);

        code.ShouldBe(0);
        using var json = JsonDocument.Parse(output);
        json.RootElement.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["from", "due", "safeDue", "notifiedOn", "provisional", "days", "sentence"]);
        json.RootElement.GetProperty("from").GetString().ShouldBe("2026-06-08");
        json.RootElement.GetProperty("due").GetString().ShouldBe(due);
        json.RootElement.GetProperty("safeDue").GetString().ShouldBe("2026-06-22");
        json.RootElement.GetProperty("notifiedOn").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("provisional").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("days")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["date", "counted", "reason"]);
        json.RootElement.GetProperty("days").EnumerateArray().Count(d => d.GetProperty("counted").GetBoolean()).ShouldBe(10);
    }

    [Fact]
    public void Run_Contest_NotifiedAndDue()
    {
        var (code, output, _) = Run(from: "2026-06-18", step: "contest", channel: "e-address", json: true);

        code.ShouldBe(0);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("notifiedOn").GetString().ShouldBe("2026-06-25");
        json.RootElement.GetProperty("due").GetString().ShouldBe("2026-07-27");
    }

    [Fact]
    public void Run_FormerMunicipality_ComputesByItsRulesAndIsNamedAmongTheKnown()
    {
        var (code, output, _) = Run(municipality: "dagda", json: true);
        var (bad, _, error) = Run(municipality: "nowhere");

        code.ShouldBe(0);
        JsonDocument.Parse(output).RootElement.GetProperty("days").EnumerateArray().Count(d => d.GetProperty("counted").GetBoolean()).ShouldBe(10);
        bad.ShouldBe(2);
        error.ShouldContain("dagda, iecava, kraslava, smiltene, latvija");
    }

    [Fact]
    public void Run_Iecava_FollowsItsOwnSwitch()
    {
        var (_, output, _) = Run(municipality: "iecava", json: true);

        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("due").GetString().ShouldBe("2026-06-22");
    }

    [Fact]
    public void Run_Explain_ListsEveryDayAndTheSafeDate()
    {
        var (_, output, _) = Run(explain: true);

        output.ShouldContain("Lēmums jāpieņem līdz 2026. gada 25. jūnijam");
        output.ShouldContain("22.06.2026., jo kalendāri");
        output.ShouldContain("pašvaldība vēl nav apstiprinājusi");
        output.ShouldContain("19.06.2026.    9  darba diena");
        output.ShouldContain("22.06.2026.    –  pārcelta darba diena (27.06.2026.)");
        output.ShouldContain("25.06.2026.   10  darba diena");
    }

    [Theory]
    [InlineData("contest", "e-address", "25.06.2026.    2  darba diena", "27.07.2026.       darba diena")]
    [InlineData("outer-limit", null, "18.07.2026.    –  mēneša termiņa pēdējā diena: sestdiena", "20.07.2026.       darba diena")]
    public void Run_ExplainATermOfMonths_ItsLastDaysHaveNoNumber(string step, string? channel, string before, string last)
    {
        var (_, output, _) = Run(from: "2026-06-18", step: step, channel: channel, explain: true);

        output.ShouldContain(before);
        output.TrimEnd().ShouldEndWith(last);
    }

    [Theory]
    [InlineData("smiltene", "2020-01-01", "APR_MAJAS", "it is there from ")]
    [InlineData("dagda", "2019-01-01", "APR_MAJAS", "it is there from 2021-07-01")]
    public void Run_ServiceBeforeItsFirstDay_SaysFromWhenItIsThere(string municipality, string from, string service, string help)
    {
        var (code, _, error) = Run(municipality, from, service);

        code.ShouldBe(2);
        error.ShouldContain($"--service \"{service}\" is not in the data on {from}");
        error.ShouldContain(help);
    }

    [Theory]
    [InlineData("riga", "2026-06-08", null, "decision", null, null, "--municipality \"riga\"", "iecava, kraslava, smiltene")]
    [InlineData("smiltene", "08.06.2026", null, "decision", null, null, "--from \"08.06.2026\"", "2026-06-08")]
    [InlineData("smiltene", "2026-02-30", null, "decision", null, null, "--from \"2026-02-30\"", "2026-06-08")]
    [InlineData("smiltene", "1800-01-01", null, "decision", null, null, "--from \"1800-01-01\"", "1990-01-01")]
    [InlineData("smiltene", "9999-12-31", null, "decision", null, null, "--from \"9999-12-31\"", "2100-12-31")]
    [InlineData("smiltene", "2026-06-08", "XYZ", "decision", null, null, "--service \"XYZ\"", "APR_MAJAS")]
    [InlineData("smiltene", "2026-06-08", null, "appeal", null, null, "--step \"appeal\"", "decision, notice, contest")]
    [InlineData("smiltene", "2026-06-08", null, "contest", null, null, "--channel", "e-address")]
    [InlineData("smiltene", "2026-06-08", null, "contest", "fax", null, "\"fax\"", "e-address")]
    [InlineData("smiltene", "2021-06-08", null, "submission", null, null, "2021-06-08", "2022-08-09")]
    [InlineData("smiltene", "2101-01-01", null, "decision", null, null, "--from \"2101-01-01\"", "2100-12-31")]
    [InlineData("smiltene", "", null, "decision", null, null, "--from \"\"", "2026-06-08")]
    [InlineData("smiltene", "2026-06-08", null, "decision", null, "maybe", "--moved-days \"maybe\"", "follow, ignore")]
    public void Run_BadInput_ExitTwoWithWhatWhereAndWhatToDo(
        string municipality, string from, string? service, string step, string? channel, string? moved, string what, string help)
    {
        var (code, output, error) = Run(municipality, from, service, step, channel, moved);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain(what);
        error.ShouldContain(help);
    }

    [Fact]
    public void Run_ChannelWithoutContest_NotedButAnswered()
    {
        var (code, output, error) = Run(channel: "post");

        code.ShouldBe(0);
        output.ShouldNotBeEmpty();
        error.ShouldContain("--channel has no effect");
    }

    [Fact]
    public void Run_NoPacks_ExitTwo()
    {
        var (code, _, error) = Run(root: Path.Combine(Path.GetTempPath(), "no-such-packs"));

        code.ShouldBe(2);
        error.ShouldContain("has no folder of a municipality");
    }

    private static (int Code, string Output, string Error) Run(
        string municipality = "smiltene",
        string from = "2026-06-08",
        string? service = null,
        string step = "decision",
        string? channel = null,
        string? moved = null,
        bool explain = false,
        bool json = false,
        string? root = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = DeadlineCommand.Run(
            municipality, from, service, step, channel, moved, explain, json, output, error, root ?? PackFolder.DefaultRoot);
        return (code, output.ToString(), error.ToString());
    }
}
