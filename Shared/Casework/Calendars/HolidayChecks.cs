using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

internal static class HolidayChecks
{
    private const int LeapYear = 2024;
    private const int LastNth = 4;
    private const int FarthestFromEaster = 80;

    public static void Check(IReadOnlyList<HolidayRule> holidays, string file, ProblemList problems)
    {
        problems.Check(holidays.Count > 0, file, "$.holidays", "has no holidays");
        problems.Unique(holidays.Select(h => h.Id), file, i => $"$.holidays[{i}].id");
        for (var i = 0; i < holidays.Count; i++)
        {
            var path = $"$.holidays[{i}]";
            problems.Text(holidays[i].Id, file, $"{path}.id");
            problems.Text(holidays[i].Name, file, $"{path}.name");
            problems.Text(holidays[i].Source, file, $"{path}.source");
            Years(holidays[i], file, path, problems);
            Day(holidays[i], file, path, problems);
        }
    }

    private static void Years(HolidayRule holiday, string file, string path, ProblemList problems)
    {
        problems.Check(
            holiday.FromYear is >= NationalCalendarReader.FirstYear and <= NationalCalendarReader.LastYear,
            file,
            $"{path}.fromYear",
            $"{holiday.FromYear} is out of range {NationalCalendarReader.FirstYear}–{NationalCalendarReader.LastYear}");
        problems.Check(
            holiday.ToYear is not { } to || to >= holiday.FromYear,
            file,
            $"{path}.toYear",
            $"{holiday.ToYear} is before fromYear {holiday.FromYear}");
        problems.Check(
            holiday.SubstituteFromYear is not { } from || from >= holiday.FromYear,
            file,
            $"{path}.substituteFromYear",
            $"{holiday.SubstituteFromYear} is before fromYear {holiday.FromYear}");
    }

    private static void Day(HolidayRule holiday, string file, string path, ProblemList problems)
    {
        var fits = holiday switch
        {
            { Rule: HolidayRules.Fixed, Month: { } month, Day: { } day, Offset: null, Nth: null, Dates: null } =>
                month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(LeapYear, month) && (month, day) != (2, 29),
            { Rule: HolidayRules.Easter, Offset: { } offset, Month: null, Day: null, Nth: null, Dates: null } =>
                Math.Abs(offset) <= FarthestFromEaster,
            { Rule: HolidayRules.NthSunday, Month: { } month, Nth: { } nth, Day: null, Offset: null, Dates: null } =>
                month is >= 1 and <= 12 && nth is >= 1 and <= LastNth,
            { Rule: HolidayRules.Dates, Dates: { Count: > 0 } dates, Month: null, Day: null, Offset: null, Nth: null } =>
                dates.All(d => d.Year >= holiday.FromYear && d.Year <= NationalCalendarReader.LastYear),
            _ => false,
        };
        problems.Check(
            fits,
            file,
            $"{path}.rule",
            "must be \"fixed\" with month and day, \"easter\" with offset (−80 to 80), \"nth-sunday\" with month and nth (1–4), "
            + "or \"dates\" with dates not before fromYear; nothing else, and the day must exist");
    }
}
