using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The assessment shows that something more is needed: the clock stands still until it comes.</summary>
internal static class AskMoreCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.AskMore,
        [new TextBlock(context.Texts["card.ask-more.why"])],
        [
            .. (context.Service?.Documents ?? []).Select(d => new ToggleInput($"ask.{d.Document}", context.Pack.FindDocument(d.Document)?.Name ?? d.Document)),
            context.LongText("because", context.Texts["field.because"]),
            .. context.ContactInputs(),
        ],
        [context.Action(Verbs.AskMore, context.State.DocumentsRound)]);
}

/// <summary>The head moves the end of the term, with a reason the person will read.</summary>
internal static class ExtensionCard
{
    public static StepContent Build(CardContext context)
    {
        var state = context.State;
        var rule = context.Pack.Terms.Extension!;
        var former = state.DecisionClock?.Term.Due ?? state.Registration!.OuterLimit;
        var latest = ExtendedTerm.Latest(state.FirstReceivedOn!.Value, rule.Months);
        return new StepContent(
            Verbs.ExtendTerm,
            [new TextBlock(context.Texts.Format("card.extension.why", LatvianDate.Numeric(latest), rule.Basis))],
            [
                context.Day("until", context.Texts["field.extend-until"], required: true, former.AddDays(1), notAfter: latest),
                context.LongText("reason", context.Texts["field.extend-reason"]),
                context.LongText("easyReason", context.Texts["field.easy-reason"], required: false),
                .. context.ContactInputs(),
            ],
            [context.Action(Verbs.ExtendTerm, 1)]);
    }
}
