namespace SocialWorkflows.Casework.Calendars;

/// <summary>A statutory holiday as dated data of the state: how its day is found and in which years it holds.</summary>
public sealed record HolidayRule
{
    public required string Id { get; init; }

    /// <summary>Latvian name as shown in ledgers: „Līgo diena”.</summary>
    public required string Name { get; init; }

    /// <summary><c>fixed</c> (month, day), <c>easter</c> (offset), <c>nth-sunday</c> (month, nth) or <c>dates</c>.</summary>
    public required string Rule { get; init; }

    public int? Month { get; init; }

    public int? Day { get; init; }

    /// <summary>Days from Easter Sunday; −2 is Good Friday, 49 is Pentecost.</summary>
    public int? Offset { get; init; }

    public int? Nth { get; init; }

    public IReadOnlyList<DateOnly>? Dates { get; init; }

    public required int FromYear { get; init; }

    public int? ToYear { get; init; }

    /// <summary>From this year the next working day is free when the holiday falls on a Saturday or Sunday; null = never.</summary>
    public int? SubstituteFromYear { get; init; }

    public required string Source { get; init; }

    /// <summary>The days of this holiday in a year, without substitutes.</summary>
    internal IEnumerable<DateOnly> In(int year)
    {
        if (year < FromYear || year > (ToYear ?? int.MaxValue))
        {
            return [];
        }

        return Rule switch
        {
            HolidayRules.Fixed => [new DateOnly(year, Month!.Value, Day!.Value)],
            HolidayRules.Easter => [Easter.Sunday(year).AddDays(Offset!.Value)],
            HolidayRules.NthSunday => [NthSundayOf(year)],
            _ => Dates!.Where(d => d.Year == year),
        };
    }

    private DateOnly NthSundayOf(int year)
    {
        const int daysInWeek = 7;
        var first = new DateOnly(year, Month!.Value, 1);
        var toSunday = (daysInWeek - (int)first.DayOfWeek) % daysInWeek;
        return first.AddDays(toSunday + ((Nth!.Value - 1) * daysInWeek));
    }
}

/// <summary>Values of <see cref="HolidayRule.Rule"/>.</summary>
internal static class HolidayRules
{
    public const string Dates = "dates";
    public const string Easter = "easter";
    public const string Fixed = "fixed";
    public const string NthSunday = "nth-sunday";
}
