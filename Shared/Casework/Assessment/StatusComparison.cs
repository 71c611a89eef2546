namespace SocialWorkflows.Casework.Assessment;

/// <summary>
/// Holds the status staff write down against the income they calculated. It asks and never decides: a status may have been granted
/// earlier, and property and savings count besides the income.
/// </summary>
public static class StatusComparison
{
    private static readonly string[] Ranks = [IncomeStatuses.None, IncomeStatuses.LowIncome, IncomeStatuses.Poor];

    /// <summary>The question in Latvian; null when both go together.</summary>
    public static string? Question(string recorded, IncomeCalculation calculation)
    {
        ArgumentNullException.ThrowIfNull(calculation);
        var (rank, highest) = (Rank(recorded), calculation.Possible.Max(Rank));
        if (IsHigher(recorded, calculation))
        {
            return $"Ierakstīts statuss „{Latvian(recorded)}”, bet vidējie ienākumi {EuroText.Write(calculation.Average)} EUR pārsniedz tā slieksni. Vai statuss piešķirts agrāk un vēl ir spēkā?";
        }

        if (calculation.FitsStatus is { } fits)
        {
            return rank < Rank(fits)
                ? $"Vidējie ienākumi {EuroText.Write(calculation.Average)} EUR atbilst statusam „{Latvian(fits)}”, bet ierakstīts „{Latvian(recorded)}”. Vai iemesls ir īpašums, uzkrājumi vai tas, ka statuss nav lūgts?"
                : null;
        }

        return rank > 0 && rank <= highest
            ? $"Ierakstīts statuss „{Latvian(recorded)}”, bet slieksnis šim datumam nav ievadīts, un ienākumus ar to nevar salīdzināt. Kas statusu apliecina?"
            : null;
    }

    /// <summary>The status says more need than the income allows: somebody confirms it.</summary>
    public static bool IsHigher(string recorded, IncomeCalculation calculation)
    {
        ArgumentNullException.ThrowIfNull(calculation);
        return Rank(recorded) > calculation.Possible.Max(Rank);
    }

    private static int Rank(string status) => Array.IndexOf(Ranks, status);

    private static string Latvian(string status) => status switch
    {
        IncomeStatuses.Poor => "trūcīga mājsaimniecība",
        IncomeStatuses.LowIncome => "maznodrošināta mājsaimniecība",
        _ => "bez statusa",
    };
}
