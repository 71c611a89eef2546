using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Who looked at a message, an entry of the counter or a list; messages by their number, wherever they ended. Those of a case stand at the case.</summary>
internal sealed class SubjectLooksModel(IIntakeLedger ledger, SendLists lists, LookLines looks, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>What the looks were at, in words; null where nothing was asked for or found.</summary>
    public string? Subject { get; private set; }

    public IReadOnlyList<LookLine>? Lines { get; private set; }

    public string? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!looks.MaySee)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await SubjectAsync(cancellation) is not (var id, var name))
        {
            Problem = string.IsNullOrWhiteSpace(Number) && string.IsNullOrWhiteSpace(List) ? null : Texts["looks.not-found"];
            return Page();
        }

        Subject = name;
        Lines = await looks.OfAsync(current.Person.Municipality, id, Before, PageSize, cancellation);
        Older = Lines.Count == PageSize && Lines[^1].Number > 1
            ? $"/looks?{(List is null ? $"number={Uri.EscapeDataString(Number!)}" : $"list={Uri.EscapeDataString(List)}")}&before={Lines[^1].Number}"
            : null;
        return Page();
    }

    private async Task<(string Id, string Name)?> SubjectAsync(CancellationToken cancellation)
    {
        if (List is { Length: SendList.IdLength } list && list.All(char.IsAsciiHexDigitLower))
        {
            return await lists.FindAsync(current.Person.Municipality, list, cancellation) is { } found ? (found.Id, found.Occasion) : null;
        }

        return Number?.Trim() is { Length: > 0 } number && await ledger.FindByNumberAsync(current.Person.Municipality, number, cancellation) is { } row ? (row.IntakeId, row.Number) : null;
    }
}
