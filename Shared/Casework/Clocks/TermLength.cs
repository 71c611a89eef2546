namespace SocialWorkflows.Casework.Clocks;

/// <summary>The length a computed term was given, read back from its ledger: a case keeps it whatever the rules say later.</summary>
internal static class TermLength
{
    /// <summary>Months are told apart from the few days by which a term that ends on a free day is moved.</summary>
    private const int LongestMonths = 12;

    public static int WorkingDays(Deadline term) => term.Days.Count(d => d.Counted);

    /// <summary>Whole months from <paramref name="from"/> to the day on which the term ended.</summary>
    public static int Months(DateOnly from, DateOnly due)
    {
        var months = 1;
        while (months < LongestMonths && from.AddMonths(months + 1) <= due)
        {
            months++;
        }

        return months;
    }

    /// <summary>The ledger of a term of months begins at its nominal last day, that of working days on the day after the event.</summary>
    public static bool IsMonths(Deadline term) => term.Days[0].Date > term.From.AddDays(1);
}
