using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

internal enum ContactStage
{
    Address,
    Code,
    Done,
}

/// <summary>Another address for status lines: first a number goes to the former one.</summary>
internal sealed class ContactModel(ResidentDesk desk, ResidentContacts contacts, ResidentLimits limits, IOptions<ResidentOptions> options, SignInOptions signIn)
    : StatusPageBase(desk, limits, options, signIn)
{
    public ContactStage Stage { get; private set; }

    public string Email { get; private set; } = "";

    public ResidentProblem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync() => !IsAllowed() ? TooOften() : await LoadAsync() ? Page() : Neutral();

    public Task<IActionResult> OnPostAskAsync() => AnswerAsync(async () =>
    {
        if (await contacts.SendCodeAsync(Case!, Email, HttpContext.RequestAborted))
        {
            Stage = ContactStage.Code;
        }
        else
        {
            Problem = new("Šodien to mēģināts pārāk daudz reižu. Zvaniet mums.", "It was tried too many times today. Please call us.");
        }
    });

    public Task<IActionResult> OnPostChangeAsync() => AnswerAsync(async () =>
    {
        var code = string.Concat(Request.Form["code"].ToString().Where(char.IsAsciiDigit));
        if (await contacts.ChangeAsync(Case!, Email, code, HttpContext.RequestAborted))
        {
            Stage = ContactStage.Done;
            End();
        }
        else
        {
            Stage = ContactStage.Code;
            Problem = new("Skaitlis nav pareizs. Pārbaudiet to e-pastā. Pēc piecām reizēm vajag jaunu saiti.", "The number is not right. Check it in the e-mail. After five tries you need a new link.");
        }
    });

    private async Task<IActionResult> AnswerAsync(Func<Task> act)
    {
        if (!IsAllowed())
        {
            return TooOften();
        }

        if (!await LoadAsync())
        {
            return Neutral();
        }

        Email = Request.Form["email"].ToString().Trim();
        if (ReplyAddresses.IsUsable(Email))
        {
            await act();
        }
        else
        {
            Problem = new("Ierakstiet vienu e-pasta adresi, piemēram, vards@pasts.lv.", "Enter one e-mail address, for example name@mail.com.");
        }

        return Page();
    }
}
