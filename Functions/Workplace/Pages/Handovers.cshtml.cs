using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Functions.Handover;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Reports;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Files for the registers of the state: what was made and what the receiver said. The head makes one; the auditor reads.</summary>
internal sealed class HandoversModel(HandoverBook book, HandoverDesk desk, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public IReadOnlyList<HandoverItem> Items { get; private set; } = [];

    public long After { get; private set; }

    public ReportPeriod Period { get; private set; } = null!;

    public bool MayMake => HandoverDesk.MayHandOver(current.Person);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        HandoverDesk.MayRead(current.Person) ? await ShownAsync(cancellation) : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync(string? from, string? until, string? after, CancellationToken cancellation)
    {
        if (!MayMake)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (ReportPeriod.Of(from, until, current.Today) is not { } period || !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
        {
            Problem = Texts["report.bad-period"];
            return await ShownAsync(cancellation);
        }

        var (id, problem) = await desk.MakeAsync(current.Person, period.From, period.Until, seen, cancellation);
        if (id is not null)
        {
            return LocalRedirect($"/handover/{id}?notice=handover-made");
        }

        Problem = Texts[$"handover.problem.{problem}"];
        return await ShownAsync(cancellation);
    }

    private async Task<IActionResult> ShownAsync(CancellationToken cancellation)
    {
        var (items, after) = await book.ReadAsync(current.Person.Municipality, cancellation);
        (Items, After, Period) = ([.. items.Reverse()], after, ReportPeriod.Of(null, null, current.Today)!);
        return Page();
    }
}
