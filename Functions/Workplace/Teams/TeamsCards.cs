using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>The cards of the web page as Teams shows them: with a link to the case, fetched anew when looked at, and closed when the step is over.</summary>
internal sealed class TeamsCards(TeamsOptions options)
{
    public const string RefreshVerb = "refresh";

    /// <summary>What the notification says: number and step, nothing about the person.</summary>
    public static string Summary(CardContext context, string step) => context.Texts.Format(
        "teams.summary",
        context.State.Registration?.Number ?? context.Texts["teams.unnumbered"],
        context.Texts[$"step.{step}"]);

    /// <summary>Room for the link, the refresh and a note, in bytes.</summary>
    private const int Room = 2 * 1024;

    /// <summary>The card to act on; where it is larger than Teams takes, what it is about and the way to the page.</summary>
    public AdaptiveCard Open(CardContext context, StepCard card, TeamsConversation reader) => card.Card.Fits(Room) ? Whole(context, card, reader) : Short(context, card.Step);

    /// <summary>What it is about, and the way to the page.</summary>
    public AdaptiveCard Short(CardContext context, string step) => AdaptiveCard.Create(
        context.Texts.Lang,
        [new TextBlock(context.Texts[$"step.{step}"]) { Weight = "bolder", Size = "medium" }, context.Headline(), new TextBlock(context.Texts["teams.too-large"])],
        Link(context));

    private AdaptiveCard Whole(CardContext context, StepCard card, TeamsConversation reader) => card.Card with
    {
        Actions = [.. card.Card.Actions ?? [], .. Link(context)],
        Refresh = new CardRefresh(
            new ExecuteAction(context.Texts["teams.open"], RefreshVerb, new JsonObject
            {
                ["caseId"] = context.Record.Case.CaseId,
                ["step"] = card.Step,
                ["round"] = card.Round,
            }),
            [reader.UserId]),
    };

    /// <summary>What ended the step; null while it waits, or where nobody needs it any more.</summary>
    public static JournalEntry? EndOf(CaseRecord record, string step, int round) =>
        step == ReleaseCard.Step ? ReleaseCard.EndOf(record, round) : record.Entries.FirstOrDefault(e => e.Key == $"{step}:{round}");

    /// <summary>Who did it and when, or who does it now; without a question any more.</summary>
    /// <param name="context">The case for its reader.</param>
    /// <param name="step">The step.</param>
    /// <param name="round">Its round.</param>
    /// <param name="holder">Who has the open card; null where nobody has one: then it is the assignee's.</param>
    public AdaptiveCard Closed(CardContext context, string step, int round, string? holder = null)
    {
        var texts = context.Texts;
        var end = EndOf(context.Record, step, round);
        var line = end is not null && Actors.Of(end.Event) is { } by
            ? texts.Format("teams.done-by", context.NameOf(by), LocalTime.Text(end.At, context.Pack.Calendar.TimeZone))
            : context.Record.Standing.Find(step)?.Round == round && (holder ?? context.Acting) is { } doing && doing != context.Reader.Id
                ? texts.Format("teams.with-another", context.NameOf(doing))
                : texts["teams.not-needed"];
        return AdaptiveCard.Create(
            texts.Lang,
            [new TextBlock(texts[$"step.{step}"]) { Weight = "bolder", Size = "medium" }, context.Headline(), new TextBlock(line)],
            Link(context));
    }

    /// <summary>For somebody whose work the case no longer is: why, its number, and the way to the page, where a reason or a sign-in is asked for.</summary>
    public AdaptiveCard TakenBack(CaseRecord record, UiTexts texts) => AdaptiveCard.Create(
        texts.Lang,
        [
            new TextBlock(WhyTakenBack(record, texts)) { Weight = "bolder", Size = "medium" },
            new TextBlock(record.State.Number ?? texts["teams.unnumbered"]),
        ],
        Link(record, texts));

    public static string WhyTakenBack(CaseRecord record, UiTexts texts) => texts[record.State.IsRestricted ? "restricted.case" : "teams.not-yours"];

    private CardAction[] Link(CardContext context) => Link(context.Record, context.Texts);

    private CardAction[] Link(CaseRecord record, UiTexts texts) => options.Workplace is { } page
        ? [new OpenUrlAction(texts["teams.open"], new Uri(page, $"cases/{Uri.EscapeDataString(record.Case.CaseId)}"))]
        : [];
}
