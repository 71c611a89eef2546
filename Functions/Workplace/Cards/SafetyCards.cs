using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>How the person may be written to by e-mail, and where.</summary>
internal static class SafetyCards
{
    public static StepContent SafeMode(CardContext context)
    {
        var texts = context.Texts;
        string[] modes = context.Pack.ResidentMail?.Neutral is null ? [SafeModes.Off, SafeModes.Silent] : [SafeModes.Off, SafeModes.Neutral, SafeModes.Silent];
        return new StepContent(
            Verbs.SetSafeMode,
            [new TextBlock(texts.Format("card.safe-mode.why", texts.Word("safe-mode", context.State.SafeMode)))],
            [
                context.Choice("mode", texts["field.safe-mode"], [.. modes.Select(m => new Choice(texts.Word("safe-mode", m), m))]),
                context.LongText("note", texts["field.note"]),
            ],
            [context.Action(Verbs.SetSafeMode, 1, "positive")]);
    }

    public static StepContent ReplyAddress(CardContext context) => new(
        Verbs.ChangeReplyAddress,
        [new TextBlock(context.Texts["card.reply-address.why"])],
        [context.Text("email", context.Texts["field.reply-address"])],
        [context.Action(Verbs.ChangeReplyAddress, 1, "positive")]);
}
