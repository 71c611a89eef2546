using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Signs a person out everywhere: everybody themselves, the head and the operator anybody.</summary>
[AlsoForOperator]
[ReadsByPost("")]
internal sealed class SessionsModel(SessionEnds ends, StaffDirectory staff, CurrentStaff current, SignInOptions signIn, UiTexts texts) : StaffPage(texts)
{
    private const int MostLines = 20;

    public string Own => current.Person.Id;

    /// <summary>Whose sessions the reader may end; empty for whom it is their own only.</summary>
    public IReadOnlyList<StaffMember> Others { get; private set; } = [];

    public IReadOnlyList<string> Lines { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? person, CancellationToken cancellation)
    {
        if (person != current.Person.Id)
        {
            return await RefusedAsync(cancellation);
        }

        await ends.EndAsync(current.Person, current.Person, cancellation);
        Response.Cookies.Delete(SessionLimits.Cookie);
        if (signIn.IsDevelopment)
        {
            await HttpContext.SignOutAsync();
        }

        return Redirect(signIn.SignOutAddress ?? "/");
    }

    public async Task<IActionResult> OnPostOtherAsync(string? person, CancellationToken cancellation)
    {
        if (!MayEndOthers)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (person is null || staff.Find(person) is not { } other || !SessionEnds.May(current.Person, other))
        {
            return await RefusedAsync(cancellation);
        }

        await ends.EndAsync(current.Person, other, cancellation);
        return LocalRedirect("/sessions?notice=sessions");
    }

    private bool MayEndOthers => staff.People.Any(p => p.Id != Own && SessionEnds.May(current.Person, p));

    private async Task<IActionResult> RefusedAsync(CancellationToken cancellation)
    {
        Problem = Texts["sessions.choose"];
        await ShowAsync(cancellation);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Others = [.. staff.People.Where(p => p.Id != Own && SessionEnds.May(current.Person, p))];
        var zone = current.Municipality.Pack.Calendar.TimeZone;
        Lines = Others.Count == 0
            ? []
            : [.. (await ends.NewestAsync(current.Person.Municipality, MostLines, cancellation)).Select(e => Texts.Format("sessions.line", NameOf(e.Person), LocalTime.Text(e.At, zone), NameOf(e.By)))];
    }

    private string NameOf(string id) => staff.Find(id)?.Name ?? id;
}
