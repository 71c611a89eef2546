using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The visit's result: what the person needs.</summary>
internal static class NeedsCard
{
    private static readonly string[] Levels = ["1", "2", "3", "4", "none"];

    public static StepContent Build(CardContext context, int round) => new(
        Verbs.AssessNeeds,
        [new TextBlock(context.Texts["card.needs.why"])],
        [
            context.Choice("level", context.Texts["field.level"], [.. Levels.Select(l => new Choice(context.Texts[$"level.{l}"], l))], value: context.State.Received?.Prefill?.Level),
            context.LongText("findings", context.Texts["field.findings"], value: context.State.Received?.Prefill?.NeedsFindings),
        ],
        [context.Action(Verbs.AssessNeeds, round, "positive")]);
}

/// <summary>Income of the household and its status.</summary>
internal static class IncomeCard
{
    private const int LargestHousehold = 30;

    private static readonly string[] Statuses = ["none", "low-income", "poor"];

    public static StepContent Build(CardContext context, int round) => new(
        Verbs.AssessIncome,
        [new TextBlock(context.Texts["card.income.why"])],
        [
            context.Text("monthlyIncome", context.Texts["field.monthly-income"]) with { Placeholder = "312,50", MaxLength = 12 },
            new NumberInput("householdSize", context.Texts["field.household-size"], 1, LargestHousehold)
            {
                IsRequired = true,
                ErrorMessage = context.Texts.Format("card.fill", context.Texts["field.household-size"]),
            },
            context.Choice("status", context.Texts["field.status"], [.. Statuses.Select(s => new Choice(context.Texts[$"status.{s}"], s))]),
            context.LongText("findings", context.Texts["field.findings"]),
        ],
        [context.Action(Verbs.AssessIncome, round, "positive")]);
}

/// <summary>Can the municipality provide it, and where?</summary>
internal static class CapacityCard
{
    private static readonly string[] Answers = ["yes", "queue", "no"];

    public static StepContent Build(CardContext context, int round) => new(
        Verbs.AssessCapacity,
        [new TextBlock(context.Texts["card.capacity.why"])],
        [
            context.Choice("answer", context.Texts["field.answer"], [.. Answers.Select(a => new Choice(context.Texts[$"capacity.{a}"], a))]),
            .. context.FacilityInput(context.State.Received?.Prefill?.FacilityId),
            context.LongText("findings", context.Texts["field.findings"]),
        ],
        [context.Action(Verbs.AssessCapacity, round, "positive")]);
}
