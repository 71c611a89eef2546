using System.Globalization;
using SocialWorkflows.Functions.Lists.Csv;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Reports;

/// <summary>The report as a sheet: what the page shows and no more, and no cell that a spreadsheet would calculate.</summary>
internal static class ReportFile
{
    public static async Task<IResult> HandleAsync(string? from, string? until, ReportDesk desk, StaffDirectory staff, CurrentStaff current, UiTexts texts, HttpContext http)
    {
        if (ReportPeriod.Of(from, until, current.Today) is not { } period)
        {
            return Results.BadRequest(texts["report.bad-period"]);
        }

        var report = await desk.OfAsync(current.Person.Municipality, period.From, period.Until, http.RequestAborted);
        var tables = ReportTables.Of(report, current.Municipality.Pack, staff, texts);
        var sheet = InertCsv.Write(
        [
            [texts["report.table"], texts["report.line"], texts["report.count"]],
            .. tables.SelectMany(t => (t.Total is null ? t.Lines : t.Lines.Append(t.Total)).Select(l => new[] { t.Title, l.Name, l.Count?.ToString(CultureInfo.InvariantCulture) ?? texts["report.hidden"] })),
            .. report.Unreadable.Select(number => new[] { texts["report.unreadable"], number, string.Empty }),
        ]);
        return FileAnswer.Of(http, $"parskats-{period.From:yyyy-MM-dd}-{period.Until:yyyy-MM-dd}.csv", "text/csv", sheet, inline: false);
    }
}

/// <summary>The days of a report.</summary>
internal sealed record ReportPeriod(DateOnly From, DateOnly Until)
{
    /// <summary>Without days the year so far; null where they cannot be read, run backwards, or lie in the future.</summary>
    public static ReportPeriod? Of(string? from, string? until, DateOnly today)
    {
        if (Day(until, today) is not { } last || Day(from, new DateOnly(last.Year, 1, 1)) is not { } first)
        {
            return null;
        }

        return first <= last && last <= today ? new ReportPeriod(first, last) : null;
    }

    private static DateOnly? Day(string? text, DateOnly without) => string.IsNullOrEmpty(text)
        ? without
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
