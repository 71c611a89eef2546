using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A case that will be late, as the reader may see it.</summary>
/// <param name="Line">Of the forecast.</param>
/// <param name="IsHidden">It is restricted and not the reader's work: its reason and who could take it would tell about it.</param>
/// <param name="SuggestedName">Who could take it, where the reader may pass it on; else null.</param>
internal sealed record LateCase(ForecastLine Line, bool IsHidden, string? SuggestedName);

/// <summary>What one person's day begins with. Numbers, days and reasons; no resident's name and no need.</summary>
/// <param name="Today">The day.</param>
/// <param name="Open">Cases that are the reader's.</param>
/// <param name="Due">Of these, due today or before.</param>
/// <param name="Late">What will miss its day, as far as the reader must know it; the soonest first.</param>
internal sealed record Morning(DateOnly Today, int Open, int Due, IReadOnlyList<LateCase> Late)
{
    public bool SaysNothing => Open == 0 && Late.Count == 0;
}

/// <summary>The morning's digest and overdue forecast, with one tap to pass a case on. On the page the same stands on the board and under "duty".</summary>
internal static class MorningCard
{
    public const string PassOnVerb = "pass-on";
    public const string RefreshVerb = "refresh-morning";

    /// <summary>In the data of every action: the day on which the message that shows the card was sent, as a day number.</summary>
    public const string SentOn = "day";

    private const int MostLines = 15;

    /// <param name="texts">The reader's language.</param>
    /// <param name="morning">As the reader may see it.</param>
    /// <param name="page">Where staff reach the page; null leaves the link out.</param>
    /// <param name="readerInTeams">Who sees the card anew when it is looked at again.</param>
    /// <param name="sentOn">Day number of the message the card stands in, whatever day it shows; a card of yesterday that shows today is no copy of today's.</param>
    public static AdaptiveCard Build(UiTexts texts, Morning morning, Uri? page, string readerInTeams, long sentOn) => AdaptiveCard.Create(
        texts.Lang,
        [
            new TextBlock(texts.Format("digest.title", LatvianDate.Numeric(morning.Today))) { Weight = "bolder", Size = "medium" },
            new TextBlock(texts.Format("digest.cases", morning.Open, morning.Due)),
            new TextBlock(morning.Late.Count == 0 ? texts["digest.none"] : texts.Format("digest.late", morning.Late.Count)) { Color = morning.Late.Count == 0 ? "good" : "attention" },
            .. morning.Late.Take(MostLines).SelectMany(late => Lines(texts, late, sentOn)),
            .. morning.Late.Count > MostLines ? [new TextBlock(texts.Format("digest.more", morning.Late.Count - MostLines)) { IsSubtle = true }] : Array.Empty<CardElement>(),
        ],
        page is null ? [] : [new OpenUrlAction(texts["digest.open"], new Uri(page, "duty"))]) with
    {
        Refresh = new CardRefresh(new ExecuteAction(texts["digest.open"], RefreshVerb, new JsonObject { [SentOn] = sentOn }), [readerInTeams]),
    };

    private static IEnumerable<CardElement> Lines(UiTexts texts, LateCase late, long sentOn)
    {
        var row = late.Line.Case;
        var number = row.Number ?? texts["case.no-number"];
        var reason = late.IsHidden ? texts["restricted.case"] : texts.Word("forecast", late.Line.Reason);
        yield return new TextBlock($"{LatvianDate.Numeric(late.Line.Due)} · {number} · {reason}");
        if (!late.IsHidden && late is { SuggestedName: { } name, Line.Suggested: { } suggested })
        {
            yield return new ActionSet(
            [
                new ExecuteAction(texts.Format("digest.pass-on", number, name), PassOnVerb, new JsonObject
                {
                    ["caseId"] = row.Case.CaseId,
                    ["version"] = row.Version,
                    ["to"] = suggested,
                    ["verb"] = PassOnVerb,
                    [SentOn] = sentOn,
                }),
            ]);
        }
    }
}
