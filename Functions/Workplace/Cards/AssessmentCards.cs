using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The visit's result: what the person needs.</summary>
internal static class NeedsCard
{
    public static StepContent Build(CardContext context, int round) => new(
        Verbs.AssessNeeds,
        [new TextBlock(context.Texts["card.needs.why"]), .. Levels(context)],
        [
            context.Choice("level", context.Texts["field.level"], [.. context.Pack.Income.LevelWords.Select(l => new Choice(context.Texts.Word("level", l), l))], value: context.State.Received?.Prefill?.Level),
            context.Number("hoursAWeek", context.Texts["field.hours-a-week"]),
            context.LongText("findings", context.Texts["field.findings"], value: context.State.Received?.Prefill?.NeedsFindings),
        ],
        [context.Action(Verbs.AssessNeeds, round, "positive")]);

    /// <summary>What sources say about the levels, so that the worker need not remember.</summary>
    private static IEnumerable<CardElement> Levels(CardContext context) => context.Pack.Income.CareLevels
        .Where(l => l.HoursAWeek is not null)
        .Select(l => new TextBlock(context.Texts.Format("card.needs.level", context.Texts.Word("level", l.Level), l.HoursAWeek!, l.Source)) { IsSubtle = true });
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
