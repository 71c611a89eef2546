using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Messages that no rule could place; those with words of distress first.</summary>
internal sealed class ReviewModel(IIntakeLedger ledger, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public IReadOnlyList<IntakeRow> Rows { get; private set; } = [];

    public string Received(IntakeRow row) => LocalTime.Text(row.ReceivedAt, current.Municipality.Pack.Calendar.TimeZone);

    public ListPages Pages { get; private set; } = ListPages.None;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var rows = await ledger.ListAsync(current.Person.Municipality, Dispositions.Review, cancellation);
        Pages = ListPages.Of(rows.Count, Number, n => $"/review?p={n}");
        Rows = [.. rows.OrderBy(r => r.Lane).Skip(Pages.Skipped).Take(ListPages.Size)];
    }
}
