using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

/// <summary>Reads the national calendar data strictly: contradictory moves and impossible days are refused.</summary>
public static class NationalCalendarReader
{
    /// <summary>Years for which holidays can be asked for at all.</summary>
    internal const int FirstYear = 1990;

    internal const int LastYear = 2100;

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static NationalCalendar Read(string file, string json)
    {
        var problems = new ProblemList();
        var read = StrictJson.Read<CalendarFile>(file, json, problems);
        problems.ThrowIfAny();

        HolidayChecks.Check(read!.Holidays, file, problems);
        problems.ThrowIfAny();

        var lawOnly = new NationalCalendar(read.Holidays, []);
        MoveChecks.Check(lawOnly, read.MovedDays, file, problems);
        problems.ThrowIfAny();
        return new NationalCalendar(read.Holidays, read.MovedDays);
    }

    private sealed record CalendarFile
    {
        public required IReadOnlyList<HolidayRule> Holidays { get; init; }

        public required IReadOnlyList<MovedDays> MovedDays { get; init; }
    }
}
