using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>The wish to be written to elsewhere; a person makes sure of it before it changes anything.</summary>
internal sealed class ContactModel(ResidentDesk desk, ResidentContacts contacts, SignInOptions signIn)
    : StatusPageBase(desk, signIn)
{
    private const int LongestAddress = 200;

    /// <summary>Taken now.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>A wish waits for a person, from now or before.</summary>
    public bool Waits => IsAsked || contacts.IsWaiting(Case!);

    public bool MayChangePost => ContactRequest.MayChangePost(Case!.Record.State);

    public string Email { get; private set; } = "";

    public string Address { get; private set; } = "";

    public ResidentProblem? Problem { get; private set; }

    /// <summary>Of the problem: the field's name.</summary>
    public string Wrong { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : Neutral();

    public Task<IActionResult> OnPostAskAsync()
    {
        Email = Request.Form["email"].ToString().Trim();
        return AnswerAsync(
            ContactParts.Email,
            Email,
            ReplyAddresses.IsUsable(Email) ? null : new("Ierakstiet vienu e-pasta adresi, piemēram, vards@pasts.lv.", "Enter one e-mail address, for example name@mail.com."));
    }

    public Task<IActionResult> OnPostAddressAsync()
    {
        Address = Request.Form["address"].ToString().Trim();
        return AnswerAsync(
            ContactParts.PostalAddress,
            Address,
            IsPostal(Address) ? null : new("Ierakstiet pasta adresi vienā rindā, piemēram, Liepu iela 1-2, Smiltene, LV-4729.", "Enter the postal address in one line, for example Liepu iela 1-2, Smiltene, LV-4729."));
    }

    private async Task<IActionResult> AnswerAsync(string what, string value, ResidentProblem? problem)
    {
        if (!await LoadAsync())
        {
            return Neutral();
        }

        Problem = problem ?? ProblemOf(await contacts.AskAsync(Case!, what, value, HttpContext.RequestAborted));
        (IsAsked, Wrong) = (Problem is null, what);
        return Page();
    }

    /// <summary>Hardly more than that it is one line with a house and a place: people at the service read it.</summary>
    private static bool IsPostal(string address) =>
        address.Length is >= 8 and <= LongestAddress && address.Any(char.IsLetter) && !address.Any(char.IsControl) && !address.Contains('@', StringComparison.Ordinal);

    private static ResidentProblem? ProblemOf(ContactAsk ask) => ask switch
    {
        ContactAsk.Waits => null,
        ContactAsk.AnotherWaits => new("Viens Jūsu lūgums vēl gaida. Ja tajā ir kļūda, zvaniet mums.", "One request of yours is still waiting. If there is a mistake in it, please call us."),
        ContactAsk.Known => new("Šo adresi mēs jau zinām. Uz to mēs rakstām tagad.", "We already know this address. We write to it now."),
        ContactAsk.NotByPost => new("Pasta adresi šeit vairs mainīt nevar. Zvaniet mums.", "The postal address can no longer be changed here. Please call us."),
        _ => new("Šodien to mēģināts pārāk daudz reižu. Zvaniet mums.", "It was tried too many times today. Please call us."),
    };
}
