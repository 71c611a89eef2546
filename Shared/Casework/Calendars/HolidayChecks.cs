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
            problems.Check(
                holidays.Take(i).All(before => !IsSame(before, holidays[i])),
                file,
                $"{path}.rule",
                $"\"{holidays[i].Id}\" is the same day in the same years as a holiday before it");
        }
    }

    private static bool IsSame(HolidayRule one, HolidayRule other) =>
        (one.Rule, one.Month, one.Day, one.Offset, one.Nth) == (other.Rule, other.Month, other.Day, other.Offset, other.Nth)
        && one.Dates is null && other.Dates is null
        && one.FromYear <= LastYearOf(other) && other.FromYear <= LastYearOf(one);

    private static void Years(HolidayRule holiday, string file, string path, ProblemList problems)
    {
        problems.Check(
            holiday.FromYear is >= NationalCalendarReader.FirstYear and <= NationalCalendarReader.LastYear,
            file,
            $"{path}.fromYear",
            $"{holiday.FromYear} is out of range {NationalCalendarReader.FirstYear}–{NationalCalendarReader.LastYear}");
        problems.Check(
            holiday.ToYear is not { } to || (to >= holiday.FromYear && to <= NationalCalendarReader.LastYear),
            file,
            $"{path}.toYear",
            $"{holiday.ToYear} must be fromYear {holiday.FromYear} to {NationalCalendarReader.LastYear}; leave it out while no last year is known");
        problems.Check(
            holiday.SubstituteFromYear is not { } from || (from >= holiday.FromYear && from <= LastYearOf(holiday)),
            file,
            $"{path}.substituteFromYear",
            $"{holiday.SubstituteFromYear} does not lie in the holiday's years {holiday.FromYear}–{LastYearOf(holiday)}");
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
                dates.All(d => d.Year >= holiday.FromYear && d.Year <= LastYearOf(holiday)) && dates.Distinct().Count() == dates.Count,
            _ => false,
        };
        problems.Check(
            fits,
            file,
            $"{path}.rule",
            "must be \"fixed\" with month and day, \"easter\" with offset (−80 to 80), \"nth-sunday\" with month and nth (1–4), "
            + "or \"dates\" with dates not before fromYear nor after toYear, each once; nothing else, and the day must exist");
    }

    private static int LastYearOf(HolidayRule holiday) => Math.Min(holiday.ToYear ?? NationalCalendarReader.LastYear, NationalCalendarReader.LastYear);
}
