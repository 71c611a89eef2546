using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Reports;

/// <summary>A line of a report. <c>Count</c> null: hidden.</summary>
internal sealed record ReportLine(string Name, int? Count);

/// <summary>A table of a report with its total, where it has one.</summary>
internal sealed record ReportTable(string Id, string Title, IReadOnlyList<ReportLine> Lines, ReportLine? Total = null);

/// <summary>Page and file show the same tables, in which small counts of residents are hidden already. What counts staff's work is not about residents and stays.</summary>
internal static class ReportTables
{
    public static IReadOnlyList<ReportTable> Of(Report report, MunicipalityPack pack, StaffDirectory staff, UiTexts texts)
    {
        var (year, clocks) = (report.Year, report.Clocks);
        return
        [
            Parts("households", [("report.poor", year.Poor), ("report.low-income", year.LowIncome), ("report.other-households", year.Households - year.Poor - year.LowIncome)]),
            Parts("persons", [("report.children", year.Children), ("report.unknown-ages", year.UnknownAges), ("report.adults", year.Persons - year.Children - year.UnknownAges)]),
            new ReportTable("cases", texts["report.cases"], [Alone("report.cases-all", year.Cases), Alone("report.cases-new", year.NewCases), Alone("report.cases-open", year.OpenCases)]),
            Grouped("services", year.Services, id => pack.FindServiceAnywhere(id) is { } service ? texts.ServiceName(service) : id),
            Parts("decision-clock", [("report.in-time", clocks.DecidedInTime), ("report.late", clocks.Decided - clocks.DecidedInTime)]),
            Grouped("why-decided", clocks.WhyDecided, reason => texts.Word("late", reason)),
            Parts("notice-clock", [("report.in-time", clocks.NotifiedInTime), ("report.late", clocks.Notified - clocks.NotifiedInTime)]),
            Grouped("why-notified", clocks.WhyNotified, reason => texts.Word("late", reason)),
            Parts("both-clocks", [("report.in-time", clocks.BothInTime), ("report.late", clocks.Notified - clocks.BothInTime)]),
            new ReportTable("load", texts["report.load"], [.. report.Load.Select(l => new ReportLine(l.Key.Length == 0 ? texts["board.unassigned"] : staff.Find(l.Key)?.Name ?? l.Key, l.Value))]),
            new ReportTable("waiting", texts["report.waiting"], [.. report.Waiting.Select(w => new ReportLine(w.Key.Length == 0 ? texts["board.machine"] : texts.Word("step", w.Key), w.Value))]),
        ];

        ReportLine Alone(string key, int count) => new(texts[key], Suppression.Of(count));

        ReportTable Parts(string id, (string Key, int Count)[] parts) => Table(id, [.. parts.Select(p => (texts[p.Key], p.Count))]);

        ReportTable Grouped(string id, IReadOnlyDictionary<string, int> counts, Func<string, string> name) => Table(id, [.. counts.Select(c => (name(c.Key), c.Value))]);

        ReportTable Table(string id, IReadOnlyList<(string Name, int Count)> lines)
        {
            var (shown, total) = Suppression.Of([.. lines.Select(l => l.Count)]);
            return new ReportTable(id, texts.Word("report", id), [.. lines.Select((l, i) => new ReportLine(l.Name, shown[i]))], new ReportLine(texts["report.total"], total));
        }
    }
}
