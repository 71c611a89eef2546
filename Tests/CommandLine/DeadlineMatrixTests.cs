using System.Text.Json;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.CommandLine;

/// <summary>
/// The contest term of every channel, municipality and day around the moved days, in both forms of the command: the later date of
/// both calendars, with the day of notification it really runs from.
/// </summary>
public sealed class DeadlineMatrixTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Municipalities() => new("smiltene", "iecava", "kraslava", "dagda", "latvija");

    /// <summary>channel | days until notified | counted in working days (domain facts, section 2.6).</summary>
    public static IEnumerable<(string Channel, int Days, bool Working)> Channels() =>
        [("hand", 0, false), ("post", 8, false), ("registered", 7, false), ("e-address", 2, true), ("signed-email", 2, true)];

    [Theory]
    [MemberData(nameof(Municipalities))]
    public void Contest_EveryChannelAroundEveryMove_OneLedgerOneNotificationTheLaterEnd(string municipality)
    {
        var whole = TestPacks.All.FirstOrDefault(p => p.Id == municipality)
            ?? TestPacks.All.FirstOrDefault(p => p.RuleSets.ContainsKey(municipality))
            ?? NationalRules.Read(TestPacks.All[0], PackFolder.DefaultRoot);
        var own = new WorkingCalendar(whole.Calendar, TestPacks.National);
        var differing = 0;
        foreach (var sentOn in Days())
        {
            var pack = whole.For(municipality == "latvija" ? null : municipality, sentOn);
            foreach (var (channel, count, working) in Channels())
            {
                var term = DeadlineCalculator.Compute(pack, own, DeadlineKind.Contest, sentOn, channel);
                var (moves, law) = (Ends(true, sentOn, count, working), Ends(false, sentOn, count, working));
                var later = moves.Due > law.Due || (moves.Due == law.Due && moves.Notified >= law.Notified) ? moves : law;
                var place = $"{municipality} {channel} {sentOn:yyyy-MM-dd}";

                term.Due.ShouldBe(own.WorkingDayFrom(later.Due), place);
                term.SafeDue.ShouldBe(term.Due, place);
                term.NotifiedOn.ShouldBe(later.Notified, place);
                term.OtherNotifiedOn.ShouldBe(moves.Notified == law.Notified ? null : (moves.Notified < law.Notified ? moves : law).Notified, place);
                differing += term.OtherNotifiedOn is null ? 0 : 1;

                using var json = JsonDocument.Parse(DeadlineReport.Json(term));
                json.RootElement.GetProperty("notifiedOn").GetString().ShouldBe($"{later.Notified:yyyy-MM-dd}", place);
                json.RootElement.GetProperty("due").GetString().ShouldBe($"{term.Due:yyyy-MM-dd}", place);
                json.RootElement.GetProperty("days").EnumerateArray().Last().GetProperty("date").GetString().ShouldBe($"{term.Due:yyyy-MM-dd}", place);
                json.RootElement.TryGetProperty("otherNotifiedOn", out _).ShouldBe(term.OtherNotifiedOn is not null, place);

                var text = DeadlineReport.Text(term, pack, explain: true);
                text.ShouldContain($"mēnesis pēc paziņošanas {LatvianDate.Numeric(later.Notified)}", customMessage: place);
                text.ShouldContain($"līdz {LatvianDate.Dative(term.Due)}", customMessage: place);
                text.Contains("pēc otra kalendāra", StringComparison.Ordinal).ShouldBe(term.OtherNotifiedOn is not null, place);
                term.Days.Last(d => d.Date < sentOn.AddDays(20) && d.Counted).Date.ShouldBe(later.Notified, place);
            }
        }

        differing.ShouldBeGreaterThan(20, "the days around the moves are what this is about");
    }

    /// <summary>The vectors of the domain facts, section 3.5, through the command.</summary>
    [Theory]
    [InlineData("2026-06-12", "2026-06-16", "2026-07-16", null)]
    [InlineData("2026-06-18", "2026-06-25", "2026-07-27", "2026-06-22")]
    [InlineData("2026-11-20", "2026-11-24", "2026-12-28", null)]
    [InlineData("2026-12-22", "2026-12-28", "2027-01-28", null)]
    public void Run_ContestVectorsOfEAddress_AsTheOracleForEverybody(string sent, string notified, string due, string? other)
    {
        foreach (var municipality in new[] { "smiltene", "iecava", "kraslava", "dagda", "latvija" })
        {
            using var output = new StringWriter();
            DeadlineCommand.Run(municipality, sent, null, "contest", "e-address", null, explain: false, json: true, output, TextWriter.Null, PackFolder.DefaultRoot).ShouldBe(0);
            using var json = JsonDocument.Parse(output.ToString());

            json.RootElement.GetProperty("notifiedOn").GetString().ShouldBe(notified, municipality);
            json.RootElement.GetProperty("due").GetString().ShouldBe(due, municipality);
            (json.RootElement.TryGetProperty("otherNotifiedOn", out var second) ? second.GetString() : null).ShouldBe(other, municipality);
        }
    }

    [Theory]
    [InlineData("2027-01-31", "2027-03-01")]
    [InlineData("2026-12-31", "2027-02-01")]
    public void Run_ContestVectorsOfTheDayOfNotification_AsTheOracle(string notified, string due)
    {
        using var output = new StringWriter();
        DeadlineCommand.Run("smiltene", notified, null, "contest", "hand", null, explain: false, json: true, output, TextWriter.Null, PackFolder.DefaultRoot).ShouldBe(0);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("due").GetString().ShouldBe(due);
    }

    /// <summary>The real process, edges of the calendar and slips of the hand: exit code, one line, nothing of our insides.</summary>
    [Theory]
    [InlineData(0, "2026-07-27", "--municipality", "latvija", "--from", "2026-06-18", "--step", "contest", "--channel", "e-address", "--json")]
    [InlineData(0, "\"provisional\":true", "--municipality", "smiltene", "--from", "1990-01-01", "--json")]
    [InlineData(0, "\"provisional\":true", "--municipality", "smiltene", "--from", "2100-12-31", "--json")]
    [InlineData(2, "2026-02-30", "--municipality", "smiltene", "--from", "2026-02-30")]
    [InlineData(2, "1800-01-01", "--municipality", "smiltene", "--from", "1800-01-01")]
    [InlineData(2, "9999-12-31", "--municipality", "smiltene", "--from", "9999-12-31")]
    [InlineData(2, "atlantida", "--municipality", "atlantida", "--from", "2026-06-08")]
    [InlineData(2, "--step \"appeal\"", "--municipality", "smiltene", "--from", "2026-06-08", "--step", "appeal")]
    [InlineData(2, "\"fax\"", "--municipality", "smiltene", "--from", "2026-06-08", "--step", "contest", "--channel", "fax")]
    [InlineData(2, "--service \"NAV\"", "--municipality", "smiltene", "--from", "2026-06-08", "--service", "NAV")]
    [InlineData(2, "--from", "--municipality", "smiltene")]
    public async Task Process_EdgesAndSlips_ExitCodeAndOneClearLine(int code, string says, params string[] arguments)
    {
        var result = await Product.RunAsync(Limit, ["deadline", .. arguments]);

        result.ExitCode.ShouldBe(code, result.Error);
        (code == 0 ? result.Output : result.Error).ShouldContain(says);
        result.Error.ShouldNotContain("   at ");
        (result.Error.Length > 0).ShouldBe(code != 0);
    }

    /// <summary>By one calendar alone, counted with nothing but a wall calendar.</summary>
    private static (DateOnly Notified, DateOnly Due) Ends(bool follow, DateOnly sentOn, int count, bool working)
    {
        var calendar = TestPacks.Calendar(follow);
        var notified = sentOn;
        for (var left = count; left > 0; left -= !working || calendar.IsWorkingDay(notified) ? 1 : 0)
        {
            notified = notified.AddDays(1);
        }

        var due = notified.AddMonths(1);
        while (!calendar.IsWorkingDay(due))
        {
            due = due.AddDays(1);
        }

        return (notified, due);
    }

    /// <summary>Every day from three weeks before a moved day to one week after, and so also those whose month ends on one.</summary>
    private static IEnumerable<DateOnly> Days() => TestPacks.National.Moved.Where(m => m.Year >= 2024).SelectMany(m => m.Moves)
        .SelectMany(m => new[] { m.Free, m.Working }).SelectMany(d => Enumerable.Range(-45, 53).Select(n => d.AddDays(n))).Distinct();
}
