using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Messages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A message for review as its reader may see it.</summary>
/// <param name="Row">Its row of the ledger.</param>
/// <param name="Sender">The address it came from; null where the message cannot be read.</param>
/// <param name="Received">When, as text.</param>
/// <param name="Seen">What speaks for which case; null where the message cannot be read.</param>
internal sealed record MessageInQuestion(IntakeRow Row, string? Sender, string Received, SeenMessage? Seen);

/// <summary>
/// "Whose message is this?": file it in a case, open a new one, or nobody's. The letter's subject and text stand on the page only: they may tell of health.
/// </summary>
internal static class WhoseMessageCard
{
    public const string FileVerb = "file-message";
    public const string OpenVerb = "open-application";
    public const string SettleVerb = "settle-message";
    public const string RefreshVerb = "refresh-message";

    /// <summary>More than these are for the page.</summary>
    private const int MostCandidates = 10;

    private const int LongestName = 200;

    /// <param name="texts">The reader's language.</param>
    /// <param name="message">As the reader may see it; still on the review list.</param>
    /// <param name="page">Where the message stands on the web page; null leaves the link out.</param>
    /// <param name="readerInTeams">Who sees the card anew when it is looked at again.</param>
    public static AdaptiveCard Build(UiTexts texts, MessageInQuestion message, Uri? page, string readerInTeams)
    {
        var candidates = message.Seen?.Candidates.Where(c => c.Number is not null).Take(MostCandidates).ToList() ?? [];
        List<CardElement> body = [.. Head(texts, message)];
        List<CardAction> actions = [];
        if (candidates.Count > 0)
        {
            actions.Add(new ShowCardAction(texts["whose.file"], Nested(
                texts,
                [
                    new ChoiceInput("caseId", texts["whose.which"], [.. candidates.Select(c => new Choice(Candidate(texts, c), c.CaseId))])
                    {
                        Style = "expanded",
                        IsRequired = true,
                        ErrorMessage = texts.Format("card.choose", texts["whose.which"]),
                        Value = candidates.Count == 1 ? candidates[0].CaseId : null,
                    },
                ],
                Action(texts["review.file"], FileVerb, message))));
        }
        else
        {
            body.Add(new TextBlock(texts["whose.no-candidates"]));
        }

        if (message.Seen?.HasHiddenCandidate == true)
        {
            body.Add(new TextBlock(texts["review.restricted"]) { Color = "attention" });
        }

        if (message.Seen is not null && CodelessApplications.IsOpen(message.Row))
        {
            actions.Add(new ShowCardAction(texts["whose.open"], Nested(
                texts,
                [Text("given", texts["review.given"]), Text("surname", texts["review.surname"]), Text("document", texts["review.document"])],
                Action(texts["review.open-case"], OpenVerb, message))));
        }

        actions.Add(new ShowCardAction(texts["whose.nobody"], Nested(
            texts,
            [Text("note", texts["review.note"]) with { IsMultiline = true, MaxLength = ReviewClosing.LongestNote }],
            Action(texts["review.close"], SettleVerb, message))));
        return AdaptiveCard.Create(texts.Lang, body, [.. actions, .. Link(texts, page)]) with
        {
            Refresh = new CardRefresh(Action(texts["whose.read"], RefreshVerb, message), [readerInTeams]),
        };

        TextInput Text(string id, string label) => new(id, label) { IsRequired = true, ErrorMessage = texts.Format("card.fill", label), MaxLength = LongestName };
    }

    /// <summary>Who dealt with it and when; without a question any more.</summary>
    public static AdaptiveCard Closed(UiTexts texts, IntakeRow row, string line, Uri? page) => AdaptiveCard.Create(
        texts.Lang, [Title(texts), new TextBlock(row.Number) { IsSubtle = true, Spacing = "none" }, new TextBlock(line)], Link(texts, page));

    private static TextBlock Title(UiTexts texts) => new(texts["whose.title"]) { Weight = "bolder", Size = "medium" };

    private static IEnumerable<CardElement> Head(UiTexts texts, MessageInQuestion message)
    {
        yield return Title(texts);
        yield return new TextBlock($"{message.Row.Number} · {message.Received}") { IsSubtle = true, Spacing = "none" };
        yield return new TextBlock(texts.Word("reason", message.Row.Reason ?? string.Empty));
        if (message.Sender is { } sender)
        {
            yield return new TextBlock(texts.Format("whose.from", sender));
        }

        foreach (var warning in message.Seen?.Warnings ?? [])
        {
            yield return new TextBlock(texts.Word("sender", warning)) { Color = "attention" };
        }
    }

    private static string Candidate(UiTexts texts, SeenCandidate candidate) =>
        $"{candidate.Number}: {string.Join(", ", candidate.Evidence.Select(e => texts.Word("evidence", e)))}";

    private static AdaptiveCard Nested(UiTexts texts, IReadOnlyList<CardElement> inputs, ExecuteAction action) => new() { Lang = texts.Lang, Body = inputs, Actions = [action] };

    private static ExecuteAction Action(string title, string verb, MessageInQuestion message) => new(title, verb, new JsonObject { ["intakeId"] = message.Row.IntakeId, ["verb"] = verb });

    private static OpenUrlAction[] Link(UiTexts texts, Uri? page) => page is null ? [] : [new OpenUrlAction(texts["whose.read"], page)];
}
