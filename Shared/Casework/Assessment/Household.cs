namespace SocialWorkflows.Casework.Assessment;

/// <summary>Money one person of the household received in one month.</summary>
/// <param name="Month">Any day of the calendar month.</param>
/// <param name="Amount">Euro, never negative.</param>
public sealed record IncomeEntry(DateOnly Month, decimal Amount)
{
    /// <summary>Whose it is: 1 the applicant, 2 and on the other members in the order of their codes; null in ledgers from before persons were kept.</summary>
    public int? Person { get; init; }
}

/// <summary>A household as it applies: how many live in it and what they received.</summary>
public sealed record Household
{
    /// <summary>The day whose thresholds hold: the application's.</summary>
    public required DateOnly AppliedOn { get; init; }

    /// <summary>Everybody, the applicant included.</summary>
    public required int Persons { get; init; }

    /// <summary>Of these, whom the others maintain: children and others without income of their own.</summary>
    public int Dependants { get; init; }

    public required IReadOnlyList<IncomeEntry> Income { get; init; }

    /// <summary>The first days of the full calendar months before the application, oldest first.</summary>
    public static IReadOnlyList<DateOnly> FullMonths(DateOnly appliedOn, int months)
    {
        var first = new DateOnly(appliedOn.Year, appliedOn.Month, 1);
        return [.. Enumerable.Range(1, months).Select(n => first.AddMonths(-n)).Reverse()];
    }
}
