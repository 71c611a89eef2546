using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Assessment;

/// <summary>The status a household's average income would fit; the law asks for property and savings besides.</summary>
public static class IncomeStatuses
{
    public const string None = "none";
    public const string LowIncome = "low-income";
    public const string Poor = "poor";
}

/// <summary>The average income of a household held against the thresholds of its day, explained line by line in Latvian.</summary>
public sealed record IncomeCalculation
{
    /// <summary>Euro a month, rounded to cents.</summary>
    public required decimal Average { get; init; }

    /// <summary>
    /// The words of <see cref="IncomeStatuses"/> the income leaves open: one where the thresholds of that day answer, two where the
    /// municipality's own line is not known, all where nothing is.
    /// </summary>
    public required IReadOnlyList<string> Possible { get; init; }

    /// <summary>A word of <see cref="IncomeStatuses"/>; null where the thresholds of that day do not answer.</summary>
    public string? FitsStatus => Possible is [var only] ? only : null;

    /// <summary>Pgmi = (GMI1 + GMI2 × N) − I, never below zero; null where the thresholds are not known.</summary>
    public required decimal? GmiBenefit { get; init; }

    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>Of a ledger with every full month in it.</summary>
    /// <exception cref="ArgumentException">A full month is missing, a month is outside, an amount is negative, or nobody lives there.</exception>
    public static IncomeCalculation Of(Household household, IncomeRules rules)
    {
        var months = Household.FullMonths(household.AppliedOn, rules.FullMonths);
        var lines = new List<string>();
        var total = 0m;
        foreach (var month in months)
        {
            var entries = household.Income.Where(e => IsIn(e, month)).OrderBy(e => e.Person).ThenBy(e => e.Amount).ToList();
            var amounts = entries.Select(e => e.Amount).ToList();
            if (amounts.Count == 0)
            {
                throw new ArgumentException($"The income of {month:yyyy-MM} is missing; write 0 where there was none.", nameof(household));
            }

            if (amounts.Exists(a => a < 0))
            {
                throw new ArgumentException($"The income of {month:yyyy-MM} has a negative amount.", nameof(household));
            }

            if (entries.Where(e => e.Person is not null).GroupBy(e => e.Person).Any(p => p.Count() > 1))
            {
                throw new ArgumentException($"A person has two amounts in {month:yyyy-MM}.", nameof(household));
            }

            var sum = amounts.Sum();
            total += sum;
            lines.Add($"{LatvianMonth.Text(month)}: {(amounts.Count == 1 ? "" : string.Join(" + ", entries.Select(Written)) + " = ")}{EuroText.Write(sum)} EUR");
        }

        if (household.Income.Any(e => !months.Any(m => IsIn(e, m))))
        {
            throw new ArgumentException($"An amount lies outside the {rules.FullMonths} full months before {household.AppliedOn:yyyy-MM}.", nameof(household));
        }

        var average = EuroText.ToCents(total / months.Count);
        lines.Add($"Vidēji mēnesī: {EuroText.Write(total)} : {months.Count} = {EuroText.Write(average)} EUR");
        return Of(average, household.Persons, household.AppliedOn, rules, lines);
    }

    /// <summary>Of an average somebody worked out elsewhere, for example in the register.</summary>
    public static IncomeCalculation Of(decimal average, int persons, DateOnly appliedOn, IncomeRules rules) =>
        Of(average, persons, appliedOn, rules, [$"Vidējie ienākumi mēnesī: {EuroText.Write(average)} EUR"]);

    private static IncomeCalculation Of(decimal average, int persons, DateOnly appliedOn, IncomeRules rules, List<string> lines)
    {
        if (persons < 1)
        {
            throw new ArgumentException("A household has at least one person.", nameof(persons));
        }

        if (rules.On(appliedOn) is not { } thresholds)
        {
            lines.Add($"Ienākumu sliekšņi uz {LatvianDate.Numeric(appliedOn)} nav ievadīti: statusu un pabalstu programma nerēķina.");
            return new() { Average = average, Possible = [IncomeStatuses.None, IncomeStatuses.LowIncome, IncomeStatuses.Poor], GmiBenefit = null, Lines = lines };
        }

        var local = rules.LocalOn(appliedOn);
        var lowIncome = local?.LowIncome ?? thresholds.LowIncomeMost;
        string[] possible = average <= thresholds.Poor.For(persons) ? [IncomeStatuses.Poor]
            : average > lowIncome.For(persons) ? [IncomeStatuses.None]
            : local is null ? [IncomeStatuses.None, IncomeStatuses.LowIncome]
            : [IncomeStatuses.LowIncome];
        var guaranteed = thresholds.Gmi.For(persons);
        var benefit = Math.Max(0, EuroText.ToCents(guaranteed - average));
        lines.Add(Compare("Trūcīgas mājsaimniecības slieksnis", thresholds.Poor, persons, average));
        lines.Add(Compare(
            local is null ? "Maznodrošinātas mājsaimniecības augstākais iespējamais slieksnis (pašvaldības sliekšņa šim datumam nav)" : "Pašvaldības slieksnis maznodrošinātai mājsaimniecībai",
            lowIncome,
            persons,
            average));
        if (possible.Length > 1)
        {
            lines.Add("Vai mājsaimniecība ir maznodrošināta, no ienākumiem nevar pateikt: pašvaldības slieksnis šim datumam nav ievadīts.");
        }

        lines.Add($"GMI pabalsts: ({Sum(thresholds.Gmi, persons)}) − {EuroText.Write(average)} = {Signed(guaranteed - average)} EUR{(guaranteed <= average ? "; pabalsts nav aprēķināms" : "")}");
        lines.Add($"Sliekšņi spēkā {LatvianDate.Numeric(thresholds.ValidFrom)}–{LatvianDate.Numeric(thresholds.ValidTo)} Avots: {thresholds.Source}");
        lines.Add("Aprēķins statusu nepiešķir: jāvērtē arī īpašums un uzkrājumi.");
        return new() { Average = average, Possible = possible, GmiBenefit = benefit, Lines = lines };
    }

    private static string Written(IncomeEntry entry) => entry.Person switch
    {
        null => EuroText.Write(entry.Amount),
        1 => $"iesniedzējs {EuroText.Write(entry.Amount)}",
        _ => $"{entry.Person}. persona {EuroText.Write(entry.Amount)}",
    };

    private static string Compare(string name, PersonAmounts amounts, int persons, decimal average)
    {
        var limit = amounts.For(persons);
        return $"{name}: {Sum(amounts, persons)}{(persons == 1 ? "" : $" = {EuroText.WriteShort(limit)}")} EUR; {EuroText.Write(average)} {(average <= limit ? "≤" : ">")} {EuroText.WriteShort(limit)}: {(average <= limit ? "atbilst" : "neatbilst")}";
    }

    private static string Sum(PersonAmounts amounts, int persons) => persons == 1
        ? EuroText.WriteShort(amounts.First)
        : $"{EuroText.WriteShort(amounts.First)} + {persons - 1} × {EuroText.WriteShort(amounts.Other)}";

    private static string Signed(decimal amount) => amount < 0 ? $"−{EuroText.Write(-amount)}" : EuroText.Write(amount);

    private static bool IsIn(IncomeEntry entry, DateOnly month) => entry.Month.Year == month.Year && entry.Month.Month == month.Month;
}
