using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>The resident asks to end the application; a person confirms it, as with a letter.</summary>
internal sealed class WithdrawModel(ResidentDesk desk, ResidentUploads uploads, SignInOptions signIn)
    : StatusPageBase(desk, signIn)
{
    public IntakeRow? Receipt { get; private set; }

    public bool IsUnconfirmed { get; private set; }

    public static bool IsPossible(ResidentCase found) => found.Record.State is { Registration: not null, Approval: null, Withdrawal: null, Closed: null };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : Neutral();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync())
        {
            return Neutral();
        }

        IsUnconfirmed = Request.Form["sure"] != "true";
        if (!IsUnconfirmed && IsPossible(Case!))
        {
            Receipt = await uploads.AskToWithdrawAsync(Case!, HttpContext.RequestAborted);
        }

        return Page();
    }
}
