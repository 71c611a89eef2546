using System.Globalization;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Functions.Notification;

/// <summary>The calculations a decision rests on, as tables: who lives in the household, and what it received month by month.</summary>
internal static class CalculationTables
{
    public static IReadOnlyList<TableBlock> Of(CaseState state) => state.Income is { } income
        ? [Household(income), .. income.Ledger is { Count: > 0 } ledger ? [Income(ledger, income.MonthlyIncome)] : Array.Empty<TableBlock>()]
        : [];

    private static TableBlock Household(IncomeAssessed income)
    {
        List<IReadOnlyList<string>> rows = [["Mājsaimniecībā kopā", Whole(income.HouseholdSize)]];
        if (income.Dependants is { } dependants)
        {
            rows.Add(["tostarp apgādājamie", Whole(dependants)]);
        }

        return new TableBlock("Mājsaimniecība", [new("Personas"), new("Skaits", IsAmount: true)], rows);
    }

    private static TableBlock Income(IReadOnlyList<IncomeEntry> ledger, decimal average)
    {
        var named = ledger.Any(e => e.Person is not null);
        var rows = ledger.OrderBy(e => e.Month).ThenBy(e => e.Person).Select(e => Row(LatvianMonth.Text(e.Month), Whose(e.Person), e.Amount)).ToList();
        rows.Add(Row("Vidēji mēnesī", "", average));
        TableColumn[] columns = [new("Mēnesis"), .. named ? [new TableColumn("Persona")] : Array.Empty<TableColumn>(), new("Ienākumi, EUR", IsAmount: true)];
        return new TableBlock("Ienākumu aprēķins", columns, rows);

        IReadOnlyList<string> Row(string month, string person, decimal amount) => named ? [month, person, EuroText.Write(amount)] : [month, EuroText.Write(amount)];
    }

    private static string Whose(int? person) => person switch
    {
        null => "",
        1 => "iesniedzējs",
        _ => $"{Whole(person.Value)}. persona",
    };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
