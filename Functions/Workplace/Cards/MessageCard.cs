using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A letter of the resident that nobody has dealt with. Its text stands on the case page only: it may tell of health.</summary>
internal static class MessageCard
{
    public static StepContent Build(CardContext context, string intakeId)
    {
        var texts = context.Texts;
        var message = context.State.Messages.First(m => m.IntakeId == intakeId);
        List<CardAction> actions = [context.Action(Verbs.HandleMessage, context.State.Messages.Count, "positive", ("intakeId", intakeId))];
        if (message.WithdrawalSuspected && StepCards.Withdrawal(context) is not null)
        {
            actions.Add(new ShowCardAction(texts["step.withdrawal"], WithdrawalCard.Nested(context, message)));
        }

        if (context.May(Verbs.ReceiveContest) && context.State.Registration is not null)
        {
            actions.Add(new ShowCardAction(texts["step.contest-received"], ContestCard.Nested(context, message)));
        }

        return new StepContent(
            Verbs.HandleMessage,
            [
                new TextBlock(texts.Format("card.message.received", LatvianDate.Numeric(message.ReceivedOn), message.Files.Count)),
                .. message.LookTerm is { } term ? [new TextBlock(texts.Format("card.message.by", LatvianDate.Numeric(term.Due)))] : Array.Empty<CardElement>(),
                .. Suspicion(context, message),
            ],
            [context.LongText("note", texts["field.done"])],
            actions);
    }

    private static IEnumerable<CardElement> Suspicion(CardContext context, MessageFiled message) =>
        message.WithdrawalSuspected ? [new TextBlock(context.Texts["card.message.withdrawal"]) { Color = "attention" }] : [];
}
