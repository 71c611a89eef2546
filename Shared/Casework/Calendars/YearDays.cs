namespace SocialWorkflows.Casework.Calendars;

/// <summary>What each day of one year is, by the law alone and with the moved working days.</summary>
internal sealed class YearDays
{
    private const string Workday = "darba diena";
    private readonly Day[] _lawOnly;
    private readonly Day[] _moved;

    private YearDays(Day[] lawOnly, Day[] moved)
    {
        _lawOnly = lawOnly;
        _moved = moved;
    }

    public Day this[DateOnly date, bool followMoved] => (followMoved ? _moved : _lawOnly)[date.DayOfYear - 1];

    public static YearDays Build(int year, IReadOnlyList<HolidayRule> holidays, IReadOnlyList<MovedDays> moved)
    {
        var length = DateTime.IsLeapYear(year) ? 366 : 365;
        var first = new DateOnly(year, 1, 1);
        var days = Enumerable.Range(0, length).Select(n => Plain(first.AddDays(n))).ToArray();
        foreach (var (holiday, date) in holidays.SelectMany(h => h.In(year).Select(d => (h, d))))
        {
            days[date.DayOfYear - 1] = new Day(DayKind.Holiday, holiday.Name);
        }

        foreach (var (holiday, date) in holidays.SelectMany(h => h.In(year).Select(d => (h, d))))
        {
            Substitute(days, holiday, date);
        }

        var withMoves = days.ToArray();
        foreach (var move in moved.SelectMany(m => m.Moves))
        {
            Apply(withMoves, year, move);
        }

        return new YearDays(days, withMoves);
    }

    private static Day Plain(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => new Day(DayKind.Weekend, "sestdiena"),
        DayOfWeek.Sunday => new Day(DayKind.Weekend, "svētdiena"),
        _ => new Day(DayKind.Working, Workday),
    };

    private static void Substitute(Day[] days, HolidayRule holiday, DateOnly date)
    {
        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        if (!weekend || date.Year < (holiday.SubstituteFromYear ?? int.MaxValue))
        {
            return;
        }

        var next = Array.FindIndex(days, date.DayOfYear, d => d.Kind == DayKind.Working);
        if (next >= 0)
        {
            var on = date.DayOfWeek == DayOfWeek.Saturday ? "sestdienā" : "svētdienā";
            days[next] = new Day(DayKind.Holiday, $"brīvdiena, jo {holiday.Name} ir {on}");
        }
    }

    private static void Apply(Day[] days, int year, DayMove move)
    {
        if (move.Free.Year == year)
        {
            days[move.Free.DayOfYear - 1] = new Day(DayKind.MovedFree, $"pārcelta darba diena ({LatvianDate.Numeric(move.Working)})");
        }

        if (move.Working.Year == year)
        {
            days[move.Working.DayOfYear - 1] =
                new Day(DayKind.MovedWorking, $"{Workday}, pārcelta no {LatvianDate.Numeric(move.Free)}");
        }
    }

    /// <summary>Kind of a day and the Latvian words that explain it.</summary>
    public readonly record struct Day(DayKind Kind, string Reason)
    {
        public bool IsWorking => Kind is DayKind.Working or DayKind.MovedWorking;
    }
}
