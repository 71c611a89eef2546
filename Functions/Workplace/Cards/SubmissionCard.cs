using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A general submission: the answer that was sent, or the institution it was passed on to.</summary>
internal static class SubmissionCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var registered = context.State.Submission!.Registered;
        return new StepContent(
            Verbs.AnswerSubmission,
            [new TextBlock(texts.Format("card.submission.why", LatvianDate.Numeric(registered.AnswerTerm.Due), LatvianDate.Numeric(registered.ForwardTerm.Due)))],
            [
                context.Day("sentOn", texts["field.sent-on"], required: true, context.State.Received!.ReceivedOn, context.Today, context.Today),
                context.Text("evidence", texts["field.evidence"]) with { Placeholder = texts["field.evidence-hint"] },
            ],
            [
                new ShowCardAction(texts["verb.answer-submission"], Nested(
                    context,
                    [
                        context.Choice("channel", texts["field.channel"], [.. context.Pack.Channels.Select(c => new Choice(texts.ChannelName(c), c.Id))]),
                        context.LongText("note", texts["field.answer-given"]),
                    ],
                    context.Action(Verbs.AnswerSubmission, round, "positive"))),
                new ShowCardAction(texts["verb.forward-submission"], Nested(
                    context, [context.Text("institution", texts["field.institution"])], context.Action(Verbs.ForwardSubmission, round, "positive"))),
            ]);
    }

    private static AdaptiveCard Nested(CardContext context, IReadOnlyList<CardElement> inputs, CardAction action) =>
        AdaptiveCard.Create(context.Texts.Lang, inputs, [action]) with { Schema = null, Version = null };
}
