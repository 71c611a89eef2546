using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

internal static class HolidayChecks
{
    private const int LeapYear = 2024;
    private const int LastNth = 4;
    private const int FarthestFromEaster = 80;

    public static void Check(IReadOnlyList<HolidayRule> holidays, string file, ProblemList problems)
    {
        var before = problems.Count;
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

        if (problems.Count == before)
        {
            Repeated(holidays, file, problems);
        }
    }

    /// <summary>The days decide, not the way they are written: a holiday entered again would rename the first or free a day twice.</summary>
    private static void Repeated(IReadOnlyList<HolidayRule> holidays, string file, ProblemList problems)
    {
        var days = holidays.Select(h => Enumerable.Range(h.FromYear, LastYearOf(h) - h.FromYear + 1).SelectMany(h.In).ToHashSet()).ToList();
        for (var i = 0; i < holidays.Count; i++)
        {
            var same = Enumerable.Range(0, i).FirstOrDefault(j => IsSame(holidays[j], days[j], holidays[i], days[i]), -1);
            problems.Check(
                same < 0,
                file,
                $"$.holidays[{i}].rule",
                $"\"{holidays[i].Id}\" is the same day in the same years as {(same < 0 ? "" : $"\"{holidays[same].Id}\" ($.holidays[{same}])")}");
        }
    }

    /// <summary>Two rules may meet in single years (Mother's Day and Pentecost); a date that is entered by itself may not.</summary>
    private static bool IsSame(HolidayRule one, HashSet<DateOnly> days, HolidayRule other, HashSet<DateOnly> otherDays)
    {
        if (one.Rule == HolidayRules.Dates || other.Rule == HolidayRules.Dates)
        {
            return days.Overlaps(otherDays);
        }

        var (from, to) = (Math.Max(one.FromYear, other.FromYear), Math.Min(LastYearOf(one), LastYearOf(other)));
        return from <= to && days.Where(d => d.Year >= from && d.Year <= to).All(otherDays.Contains);
    }

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
