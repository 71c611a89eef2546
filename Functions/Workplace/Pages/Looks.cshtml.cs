using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Who looked at a case, page by page, the newest first. It tells nothing of the resident, so it is open where the case is restricted.</summary>
internal sealed class LooksModel(ICaseJournal journal, LookLines looks, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public string CaseId { get; private set; } = string.Empty;

    public string Number { get; private set; } = string.Empty;

    public IReadOnlyList<LookLine> Lines { get; private set; } = [];

    public bool HasMore => Lines.Count == PageSize && Lines[^1].Number > 1;

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(new CaseRef(current.Person.Municipality, caseId), cancellation) is not { } record)
        {
            return NotFound();
        }

        if (!looks.MaySee)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (CaseId, Number) = (caseId, record.State.Number ?? Texts["case.no-number"]);
        Lines = await looks.OfAsync(record, Before, PageSize, cancellation);
        return Page();
    }
}
