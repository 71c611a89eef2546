using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Calendars;

public sealed class NationalCalendarReaderTests
{
    [Theory]
    [InlineData("\"free\": \"2026-06-22\"", "\"free\": \"2026-06-23\"", "$.movedDays[8].moves[1].free", "free already")]
    [InlineData("\"free\": \"2026-06-22\"", "\"free\": \"2026-01-02\"", "$.movedDays[8].moves[1].free", "moved twice")]
    [InlineData("\"working\": \"2026-06-27\"", "\"working\": \"2026-06-26\"", "$.movedDays[8].moves[1].working", "must be a Saturday")]
    [InlineData("\"working\": \"2026-06-27\"", "\"working\": \"2026-12-26\"", "$.movedDays[8].moves[1].working", "no holiday")]
    [InlineData("\"working\": \"2026-06-27\"", "\"working\": \"2026-01-17\"", "$.movedDays[8].moves[1].working", "used twice")]
    [InlineData("\"year\": 2026", "\"year\": 2027", "$.movedDays[8].moves[0].free", "does not lie in 2027")]
    [InlineData("\"free\": \"2026-06-22\"", "\"free\": \"2031-06-20\"", "$.movedDays[8].moves[1].free", "does not lie in 2026")]
    [InlineData("\"working\": \"2026-06-27\"", "\"working\": \"2031-06-28\"", "$.movedDays[8].moves[1].working", "does not lie in 2026")]
    [InlineData("\"year\": 2026", "\"year\": 2300", "$.movedDays[8].year", "out of range 1990–2100")]
    [InlineData("\"fromYear\": 1996", "\"fromYear\": 1996, \"toYear\": 9999", "$.holidays[7].toYear", "9999 must be")]
    [InlineData("\"fromYear\": 1996", "\"fromYear\": 1996, \"toYear\": 2020, \"substituteFromYear\": 2021", "$.holidays[7].substituteFromYear", "does not lie in the holiday's years 1996–2020")]
    [InlineData("\"offset\": -2", "\"offset\": 0", "$.holidays[2].rule", "same day in the same years")]
    [InlineData("\"year\": 2026", "\"year\": 2025", "$.movedDays[8].year", "stands twice")]
    [InlineData("\"month\": 6, \"day\": 23", "\"month\": 6, \"day\": 31", "$.holidays[8].rule", "the day must exist")]
    [InlineData("\"month\": 6, \"day\": 23", "\"month\": 13, \"day\": 23", "$.holidays[8].rule", "the day must exist")]
    [InlineData("\"offset\": -2", "\"offset\": -200", "$.holidays[1].rule", "offset")]
    [InlineData("\"rule\": \"nth-sunday\"", "\"rule\": \"moon\"", "$.holidays[6].rule", "must be \"fixed\"")]
    [InlineData("\"fromYear\": 1997", "\"fromYear\": 97", "$.holidays[3].fromYear", "out of range")]
    [InlineData("\"substituteFromYear\": 2008", "\"substituteFromYear\": 1999", "$.holidays[5].substituteFromYear", "does not lie in the holiday's years")]
    [InlineData("\"fromYear\": 1996", "\"fromYear\": 1996, \"toYear\": 1990", "$.holidays[7].toYear", "must be fromYear 1996")]
    [InlineData("\"id\": \"jani-day\"", "\"id\": \"ligo-day\"", "$.holidays[9].id", "stands twice")]
    [InlineData("\"name\": \"Jāņu diena\"", "\"name\": \"\"", "$.holidays[9].name", "is empty")]
    [InlineData("\"2018-07-08\"", "\"2018-7-8\"", "$.holidays[10].dates[0]", "expected a date like")]
    [InlineData("\"2018-07-08\"", "\"2101-07-08\"", "$.holidays[10].rule", "not before fromYear")]
    [InlineData("\"fromYear\": 1997", "\"fromYear\": 2101", "$.holidays[3].fromYear", "out of range")]
    [InlineData("\"working\": \"2026-06-27\"", "\"working\": \"2026-06-20\" }, { \"free\": \"2026-06-22\", \"working\": \"2026-06-27\"", "$.movedDays[8].moves[2].free", "moved twice")]
    [InlineData("\"working\": \"2026-06-27\"", "\"working\": \"2026-12-12\"", "$.movedDays[8].moves[1].working", "more than 31 days")]
    [InlineData("\"dates\": [\"2023-05-29\"]", "\"dates\": [\"2026-06-23\"]", "$.holidays[17].rule", "same day in the same years as \"ligo-day\"")]
    [InlineData("\"dates\": [\"2018-09-24\"]", "\"dates\": [\"2018-09-24\", \"2027-03-26\"]", "$.holidays[16].rule", "as \"good-friday\"")]
    [InlineData("\"dates\": [\"2023-05-29\"]", "\"dates\": [\"2023-05-29\", \"2023-07-09\"]", "$.holidays[17].rule", "as \"song-festival\"")]
    [InlineData("\"movedDays\"", "\"moved\"", "$.movedDays", "is missing")]
    public void Read_BadDatum_ToldByFilePathAndReason(string good, string bad, string path, string reason)
    {
        var json = File.ReadAllText(Path.Combine(PackFolder.DefaultRoot, "latvija", "calendar.json"));
        json.ShouldContain(good);

        var refused = Should.Throw<PackException>(
            () => NationalCalendarReader.Read("latvija/calendar.json", json.Replace(good, bad, StringComparison.Ordinal)));

        refused.Problems.ShouldContain(
            p => p.File == "latvija/calendar.json" && p.Path == path && p.Reason.Contains(reason, StringComparison.Ordinal),
            refused.Message);
    }
}
