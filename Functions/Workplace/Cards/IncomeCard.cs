using System.Globalization;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Income of the household by month, its status, and who is obliged to maintain the client.</summary>
internal static class IncomeCard
{
    private const int LargestHousehold = 30;

    private static readonly string[] Statuses = [IncomeStatuses.None, IncomeStatuses.LowIncome, IncomeStatuses.Poor];

    private static readonly string[] Obliged = [Maintenance.Unknown, Maintenance.Nobody, Maintenance.Poor, Maintenance.Solvent];

    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var appliedOn = context.State.FirstReceivedOn!.Value;
        var months = Household.FullMonths(appliedOn, context.Pack.Income.FullMonths);
        return new StepContent(
            Verbs.AssessIncome,
            [new TextBlock(texts["card.income.why"]), new TextBlock(texts["card.income.members"]) { IsSubtle = true }, .. Thresholds(context, appliedOn)],
            [
                .. months.Select(m => context.Text($"income.{Iso(m)}", texts.Format("field.income-of", Month(texts, m)), required: false) with { Placeholder = "312,50 + 120,00", MaxLength = 200 }),
                context.Text("monthlyIncome", texts["field.monthly-income"], required: false) with { Placeholder = "312,50", MaxLength = 40 },
                new ToggleInput("confirmAmount", texts["field.confirm-amount"], texts["field.confirm-amount-label"]),
                new NumberInput("householdSize", texts["field.household-size"], 1, LargestHousehold)
                {
                    IsRequired = true,
                    ErrorMessage = texts.Format("card.fill", texts["field.household-size"]),
                },
                context.Number("dependants", texts["field.dependants"]),
                .. FamilyCard.Counts(context, family: null),
                context.Text("memberCodes", texts["field.member-codes"], required: false) with { IsMultiline = true },
                context.Choice("status", texts["field.status"], [.. Statuses.Select(s => new Choice(texts[$"status.{s}"], s))]),
                new ToggleInput("confirmStatus", texts["field.confirm-status"], texts["field.confirm-status-label"]),
                context.Choice("maintenance", texts["field.maintenance"], [.. Obliged.Select(m => new Choice(texts[$"maintenance.{m}"], m))], required: false, value: Maintenance.Unknown),
                context.LongText("findings", texts["field.findings"]),
            ],
            [context.Action(Verbs.AssessIncome, round, "positive")]);
    }

    /// <summary>The thresholds of the application's day, or that the data do not reach it.</summary>
    private static IEnumerable<CardElement> Thresholds(CardContext context, DateOnly appliedOn)
    {
        var (texts, rules) = (context.Texts, context.Pack.Income);
        if (rules.On(appliedOn) is not { } state)
        {
            yield return new TextBlock(texts.Format("card.income.no-thresholds", LatvianDate.Numeric(appliedOn))) { Color = "attention" };
            yield break;
        }

        yield return new FactSet(
        [
            new Fact(texts["card.income.gmi"], Amounts(state.Gmi)),
            new Fact(texts["status.poor"], Amounts(state.Poor)),
            rules.LocalOn(appliedOn) is { } local
                ? new Fact(texts["status.low-income"], Amounts(local.LowIncome))
                : new Fact(texts["card.income.low-most"], Amounts(state.LowIncomeMost)),
        ]);

        string Amounts(PersonAmounts amounts) => texts.Format("card.income.amounts", EuroText.WriteShort(amounts.First), EuroText.WriteShort(amounts.Other));
    }

    private static string Month(Texts.UiTexts texts, DateOnly month) =>
        texts.Lang == Languages.Latvian ? LatvianMonth.Text(month) : Iso(month);

    private static string Iso(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
