using System.Globalization;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A municipality's day in numbers.</summary>
/// <param name="Today">The day.</param>
/// <param name="Open">Open cases.</param>
/// <param name="Due">Of these, due today or before.</param>
/// <param name="Messages">Messages on the review list.</param>
/// <param name="Tasks">Open tasks of all roles.</param>
/// <param name="Late">Day and number of what will miss its day, the soonest first.</param>
internal sealed record ChannelDay(DateOnly Today, int Open, int Due, int Messages, int Tasks, IReadOnlyList<(DateOnly Due, string? Number)> Late);

/// <summary>Cards that a whole channel reads: counts, numbers and days, nothing about anybody, and nothing to press but the way to the page.</summary>
internal static class ChannelCards
{
    private const int MostLines = 15;

    public static AdaptiveCard OfDay(UiTexts texts, ChannelDay day, Uri? page) => AdaptiveCard.Create(
        texts.Lang,
        [
            new TextBlock(texts.Format("channel.title", LatvianDate.Numeric(day.Today))) { Weight = "bolder", Size = "medium" },
            new FactSet(
            [
                new Fact(texts["channel.open"], day.Open.ToString(CultureInfo.InvariantCulture)),
                new Fact(texts["channel.due"], day.Due.ToString(CultureInfo.InvariantCulture)),
                new Fact(texts["channel.messages"], day.Messages.ToString(CultureInfo.InvariantCulture)),
                new Fact(texts["channel.tasks"], day.Tasks.ToString(CultureInfo.InvariantCulture)),
            ]),
            new TextBlock(day.Late.Count == 0 ? texts["digest.none"] : texts.Format("digest.late", day.Late.Count)) { Color = day.Late.Count == 0 ? "good" : "attention" },
            .. day.Late.Take(MostLines).Select(l => new TextBlock($"{LatvianDate.Numeric(l.Due)} · {l.Number ?? texts["case.no-number"]}")),
            .. day.Late.Count > MostLines ? [new TextBlock(texts.Format("digest.more", day.Late.Count - MostLines)) { IsSubtle = true }] : Array.Empty<CardElement>(),
        ],
        page is null ? [] : [new OpenUrlAction(texts["digest.open"], new Uri(page, "duty"))]);

    public static AdaptiveCard OfDuty(UiTexts texts, int added, int open, Uri? page) => AdaptiveCard.Create(
        texts.Lang,
        [
            new TextBlock(texts["channel.duty"]) { Weight = "bolder", Size = "medium" },
            new TextBlock(texts.Format("channel.duty-count", added, open)) { Color = "attention" },
        ],
        page is null ? [] : [new OpenUrlAction(texts["channel.open-tasks"], new Uri(page, "tasks"))]);
}
