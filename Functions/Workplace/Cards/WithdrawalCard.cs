using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The resident takes the application back: by letter, or by word of mouth that a person writes down.</summary>
internal static class WithdrawalCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.Withdraw,
        [new TextBlock(context.Texts["card.withdrawal.why"])],
        Inputs(context, context.Today, "note"),
        [context.Action(Verbs.Withdraw, context.State.NextProposalRound, "destructive")]);

    /// <summary>The same inside the card of the letter that asks for it.</summary>
    public static AdaptiveCard Nested(CardContext context, MessageFiled message) => AdaptiveCard.Create(
        context.Texts.Lang,
        [new TextBlock(context.Texts["card.withdrawal.why"]), .. Inputs(context, message.ReceivedOn < context.Today ? message.ReceivedOn : context.Today, null)],
        [context.Action(Verbs.Withdraw, context.State.NextProposalRound, "destructive", ("intakeId", message.IntakeId))]) with
    { Schema = null, Version = null };

    /// <summary>A nested card shares the note of the card around it: names of inputs are unique within a card.</summary>
    private static IReadOnlyList<CardElement> Inputs(CardContext context, DateOnly askedOn, string? note) =>
    [
        context.Day("askedOn", context.Texts["field.asked-on"], required: true, context.State.Received!.ReceivedOn, askedOn, context.Today),
        .. note is null ? Array.Empty<CardElement>() : [context.LongText(note, context.Texts["field.note"])],
        .. context.ContactInputs(),
    ];
}
