using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Reports;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Reports for any day, from the journals.</summary>
internal sealed class ReportsModel(ReportDesk desk, StaffDirectory staff, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public ReportPeriod Period { get; private set; } = null!;

    public IReadOnlyList<ReportTable> Tables { get; private set; } = [];

    /// <summary>Cases that are in no count.</summary>
    public IReadOnlyList<string> Unreadable { get; private set; } = [];

    public async Task OnGetAsync(string? from, string? until, CancellationToken cancellation)
    {
        var period = ReportPeriod.Of(from, until, current.Today);
        Problem = period is null ? Texts["report.bad-period"] : null;
        Period = period ?? ReportPeriod.Of(null, null, current.Today)!;
        var report = await desk.OfAsync(current.Person.Municipality, Period.From, Period.Until, cancellation);
        Tables = ReportTables.Of(report, current.Municipality.Pack, staff, Texts);
        Unreadable = report.Unreadable;
    }
}
