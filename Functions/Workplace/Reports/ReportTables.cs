using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Reports;

/// <summary>A line of a report. <c>Count</c> null: hidden.</summary>
internal sealed record ReportLine(string Name, int? Count);

/// <summary>A table of a report with its total, where it has one.</summary>
internal sealed record ReportTable(string Id, string Title, IReadOnlyList<ReportLine> Lines, ReportLine? Total = null);

/// <summary>Page and file show the same tables, in which small counts are hidden already, over all of them together.</summary>
internal static class ReportTables
{
    public static IReadOnlyList<ReportTable> Of(Report report, MunicipalityPack pack, StaffDirectory staff, UiTexts texts)
    {
        var figures = ReportFigures.Of(report);
        return
        [
            Table("households", [("report.poor", figures.Poor), ("report.low-income", figures.LowIncome), ("report.other-households", figures.OtherHouseholds)], figures.Households),
            Table("persons", [("report.children", figures.Children), ("report.unknown-ages", figures.UnknownAges), ("report.adults", figures.Adults)], figures.Persons),
            Table("disability", [("report.children-with-disability", figures.ChildrenWithDisability)], null),
            Table(
                "social-work",
                [("report.families-all", figures.Families), ("report.families-new", figures.NewFamilies), ("report.families-active", figures.ActiveFamilies), ("report.families-large", figures.LargeFamilies)],
                null),
            Table("cases", [("report.cases-all", figures.Cases), ("report.cases-new", figures.NewCases), ("report.cases-open", figures.OpenCases)], null),
            Grouped("services", figures.Services, Service, figures.Grants),
            Grouped("running", figures.Running, Service, figures.AllRunning),
            Grouped("consultations", figures.ConsultationThemes, theme => texts.Word("consultation.theme", theme), figures.Consultations),
            Table("decision-clock", [("report.in-time", figures.DecidedInTime), ("report.late", figures.DecidedLate)], figures.Decided),
            Grouped("why-decided", figures.WhyDecided, reason => texts.Word("late", reason), figures.DecidedLate),
            Table("notice-clock", [("report.in-time", figures.NotifiedInTime), ("report.late", figures.NotifiedLate)], figures.Notified),
            Grouped("why-notified", figures.WhyNotified, reason => texts.Word("late", reason), figures.NotifiedLate),
            Table("both-clocks", [("report.in-time", figures.BothInTime), ("report.decision-late", figures.DecisionLateOnly), ("report.notice-late", figures.NotifiedLate)], figures.Notified),
            Grouped("load", figures.Load, id => id.Length == 0 ? texts["board.unassigned"] : staff.Find(id)?.Name ?? id, figures.OpenCases),
            Grouped("waiting", figures.Waiting, step => step.Length == 0 ? texts["board.machine"] : texts.Word("step", step), null),
        ];

        string Service(string id) => pack.FindServiceAnywhere(id) is { } service ? texts.ServiceName(service) : id;

        ReportTable Table(string id, (string Key, Figure Figure)[] lines, Figure? total) => Lines(id, lines.Select(l => new ReportLine(texts[l.Key], l.Figure.Shown)), total);

        ReportTable Grouped(string id, IReadOnlyDictionary<string, Figure> counts, Func<string, string> name, Figure? total) =>
            Lines(id, counts.Select(c => new ReportLine(name(c.Key), c.Value.Shown)), total);

        ReportTable Lines(string id, IEnumerable<ReportLine> lines, Figure? total) =>
            new(id, texts.Word("report", id), [.. lines], total is null ? null : new ReportLine(texts["report.total"], total.Shown));
    }
}
