using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The signed letter lies ready; a person confirms that it really left, with the evidence.</summary>
internal static class NoticeCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var channel = context.State.Dispatch!.Channel;
        return new StepContent(
            Verbs.ConfirmNotice,
            [
                new TextBlock(texts["card.notice.why"]),
                new FactSet([new Fact(texts["field.channel"], context.Pack.FindChannel(channel)?.Name ?? channel)]),
            ],
            [
                context.Day("sentOn", texts["field.sent-on"], required: true, context.State.Decision!.DecidedOn, context.Today, context.Today),
                context.Text("evidence", texts["field.evidence"]) with { Placeholder = texts["field.evidence-hint"] },
            ],
            [context.Action(Verbs.ConfirmNotice, round, "positive")]);
    }
}
