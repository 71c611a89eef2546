using System.Globalization;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>
/// Income of the household: either every full month with each person's amount, or an average from elsewhere. What is unusual
/// or contradicts itself is asked about, never guessed.
/// </summary>
internal static class HouseholdRules
{
    private const int LargestHousehold = 30;

    /// <summary>Euro a month above which, like zero, an amount is confirmed before it is believed.</summary>
    private const decimal Unusual = 10_000;

    public static IReadOnlyList<CaseEvent> Assess(CommandContext context)
    {
        var inputs = context.Inputs;
        var persons = inputs.Count("householdSize", "Personas mājsaimniecībā", 1, LargestHousehold);
        var appliedOn = context.State.FirstReceivedOn!.Value;
        int? dependants = inputs.Optional("dependants") is null ? null : inputs.Count("dependants", "Apgādājamie", 0, LargestHousehold);
        if (dependants >= persons)
        {
            throw new CommandRefusedException(
                "bad-number", "Apgādājamo ir tikpat vai vairāk nekā personu mājsaimniecībā. Pārbaudiet skaitļus.", "There are as many dependants as persons in the household.");
        }

        var ledger = Ledger(context, appliedOn, persons, dependants ?? 0);
        var calculation = ledger.Count > 0
            ? IncomeCalculation.Of(new Household { AppliedOn = appliedOn, Persons = persons, Income = ledger }, context.Pack.Income)
            : IncomeCalculation.Of(inputs.Euro("monthlyIncome", "Mājsaimniecības ienākumi mēnesī"), persons, appliedOn, context.Pack.Income);
        Agree(context, calculation.Average, ledger.Count > 0);
        Confirmed(context, calculation.Average, ledger);
        var status = inputs.OneOf("status", "Statuss", IncomeStatuses.None, IncomeStatuses.LowIncome, IncomeStatuses.Poor);
        var question = Compared(context, status, calculation);
        return
        [
            new IncomeAssessed(
                calculation.Average,
                persons,
                status,
                inputs.Text("findings", "Konstatētais"),
                context.Actor.Id)
            {
                Ledger = ledger.Count == 0 ? null : ledger,
                Dependants = dependants,
                MemberCodes = Codes(context, persons) is { Length: > 0 } codes ? codes : null,
                Maintenance = inputs.Optional("maintenance") is null
                    ? null
                    : inputs.OneOf("maintenance", "Apgādnieks", Maintenance.Unknown, Maintenance.Nobody, Maintenance.Poor, Maintenance.Solvent),
                StatusQuestion = question,
                Lines = question is null ? calculation.Lines : [.. calculation.Lines, question],
            },
            .. FamilyRules.WithIncome(context),
        ];
    }

    /// <summary>The input of a month: <c>income.2026-03</c>.</summary>
    public static string InputOf(DateOnly month) => $"income.{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}";

    /// <summary>
    /// All full months or none, and in each one amount of everybody: the applicant first, then the others in the order of their codes.
    /// Only dependants may be left out; whose amount is not there is asked for, never taken as nothing.
    /// </summary>
    private static List<IncomeEntry> Ledger(CommandContext context, DateOnly appliedOn, int persons, int dependants)
    {
        var months = Household.FullMonths(appliedOn, context.Pack.Income.FullMonths);
        List<IncomeEntry> ledger =
        [
            .. months.SelectMany(m => context.Inputs.Euros(InputOf(m), LatvianMonth.Text(m)).Select((amount, i) => new IncomeEntry(m, amount) { Person = i + 1 })),
        ];
        foreach (var month in ledger.Count == 0 ? [] : months.Where(m => ledger.All(e => e.Month != m)))
        {
            context.Inputs.Text(InputOf(month), LatvianMonth.Text(month));
        }

        foreach (var month in ledger.Count == 0 ? [] : months)
        {
            var amounts = ledger.Count(e => e.Month == month);
            if (amounts < persons - dependants || amounts > persons || amounts != ledger.Count(e => e.Month == months[0]))
            {
                throw new CommandRefusedException(
                    "member-income",
                    $"{LatvianMonth.Text(month)}: ierakstītas {amounts} summas, bet bez apgādājamajiem mājsaimniecībā ir {persons - dependants}. Katrā mēnesī vajag vienu summu par katru cilvēku: "
                    + "vispirms iesniedzējs, tad pārējie kodu secībā. Kam apliecinājuma nav, to pieprasiet; 0 rakstiet tikai tad, ja apliecināts, ka ienākumu nebija.",
                    $"The month {month:yyyy-MM} has {amounts} amounts; each month needs one of every person who is not a dependant.");
            }
        }

        return ledger;
    }

    /// <summary>A status above the income is confirmed; every difference is kept with the assessment.</summary>
    private static string? Compared(CommandContext context, string status, IncomeCalculation calculation)
    {
        var confirmed = context.Inputs.Flag("confirmStatus");
        var question = StatusComparison.Question(status, calculation);
        return StatusComparison.IsHigher(status, calculation) && !confirmed
            ? throw new CommandRefusedException("status-question", $"{question} Ja tā ir, apstipriniet un konstatētajā ierakstiet, ar ko statuss apliecināts.", "The status is above what the income allows; confirm it and say what proves it.")
            : question;
    }

    private static void Agree(CommandContext context, decimal average, bool fromLedger)
    {
        if (fromLedger && context.Inputs.Optional("monthlyIncome") is not null && context.Inputs.Euro("monthlyIncome", "Mājsaimniecības ienākumi mēnesī") is var written && written != average)
        {
            throw new CommandRefusedException(
                "contradiction",
                $"Pēc mēnešiem vidēji iznāk {EuroText.Write(average)} eiro, bet ierakstīts {EuroText.Write(written)}. Kurš skaitlis ir pareizs? Nepareizo izdzēsiet.",
                "The months and the monthly income contradict each other; clear the wrong one.");
        }
    }

    private static void Confirmed(CommandContext context, decimal average, List<IncomeEntry> ledger)
    {
        var confirmed = context.Inputs.Flag("confirmAmount");
        if (!confirmed && (average == 0 || average > Unusual || ledger.Any(e => e.Amount > Unusual)))
        {
            throw new CommandRefusedException(
                "confirm-amount",
                average == 0
                    ? "Vai mājsaimniecībai tiešām nav ienākumu? Apstipriniet to un konstatētajā ierakstiet, no kā tā dzīvo."
                    : $"Vai tiešām vairāk nekā {EuroText.WriteShort(Unusual)} eiro mēnesī? Varbūt tā ir summa gadā. Apstipriniet vai labojiet.",
                "The amount is unusual (zero, or very high for a month); confirm or correct it.");
        }
    }

    private static string[] Codes(CommandContext context, int persons)
    {
        var written = (context.Inputs.Optional("memberCodes") ?? "").Split([',', ';', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var codes = new List<string>();
        foreach (var text in written)
        {
            codes.Add(PersonalCode.TryParse(text, out var code)
                ? code.Formatted
                : throw new CommandRefusedException("bad-code", "Kāds no locekļu personas kodiem nav pareizs. Rakstiet tos tā: 000000-00000.", "One of the members' personal codes is malformed."));
        }

        return codes.Distinct().Count() == codes.Count && codes.Count < persons
            ? [.. codes]
            : throw new CommandRefusedException(
                "bad-code",
                "Citu locekļu personas kodu ir vairāk nekā citu personu mājsaimniecībā, vai kāds atkārtojas.",
                "There are more member codes than other persons in the household, or one is repeated.");
    }
}
