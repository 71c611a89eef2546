using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>What one person's day begins with. Numbers, days and reasons; nobody's name and no need.</summary>
/// <param name="Today">The day.</param>
/// <param name="Open">Cases that are the reader's.</param>
/// <param name="Due">Of these, due today or before.</param>
/// <param name="Late">What will miss its day, as far as the reader must know it; the soonest first.</param>
internal sealed record Morning(DateOnly Today, int Open, int Due, IReadOnlyList<ForecastLine> Late)
{
    public bool SaysNothing => Open == 0 && Late.Count == 0;
}

/// <summary>The morning's digest and overdue forecast. On the page the same stands on the board and under "duty".</summary>
internal static class MorningCard
{
    private const int MostLines = 15;

    /// <param name="page">Where staff reach the page; null leaves the link out.</param>
    public static AdaptiveCard Build(UiTexts texts, Morning morning, Uri? page) => AdaptiveCard.Create(
        texts.Lang,
        [
            new TextBlock(texts.Format("digest.title", LatvianDate.Numeric(morning.Today))) { Weight = "bolder", Size = "medium" },
            new TextBlock(texts.Format("digest.cases", morning.Open, morning.Due)),
            new TextBlock(morning.Late.Count == 0 ? texts["digest.none"] : texts.Format("digest.late", morning.Late.Count)) { Color = morning.Late.Count == 0 ? "good" : "attention" },
            .. morning.Late.Take(MostLines).Select(line => new TextBlock($"{LatvianDate.Numeric(line.Due)} · {line.Case.Number ?? texts["case.no-number"]} · {texts.Word("forecast", line.Reason)}")),
            .. morning.Late.Count > MostLines ? [new TextBlock(texts.Format("digest.more", morning.Late.Count - MostLines)) { IsSubtle = true }] : Array.Empty<CardElement>(),
        ],
        page is null ? [] : [new OpenUrlAction(texts["digest.open"], new Uri(page, "duty"))]);
}
