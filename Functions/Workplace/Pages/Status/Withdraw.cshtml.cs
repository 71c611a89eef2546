using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>The resident asks to end the application; a person confirms it, as with a letter.</summary>
internal sealed class WithdrawModel(ResidentDesk desk, ResidentUploads uploads, ResidentLimits limits, IOptions<ResidentOptions> options, SignInOptions signIn)
    : StatusPageBase(desk, limits, options, signIn)
{
    public IntakeRow? Receipt { get; private set; }

    public bool IsUnconfirmed { get; private set; }

    public static bool IsPossible(ResidentCase found) => found.Record.State is { Registration: not null, Approval: null, Withdrawal: null, Closed: null };

    public async Task<IActionResult> OnGetAsync() => !IsAllowed() ? TooOften() : await LoadAsync() ? Page() : Neutral();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAllowed())
        {
            return TooOften();
        }

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
