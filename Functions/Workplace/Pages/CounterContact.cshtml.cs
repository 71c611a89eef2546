using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Counter;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>The first contact: somebody called or came in. It waits on the review list until a person has dealt with it.</summary>
internal sealed class CounterContactModel(DoorDesk desk, CurrentStaff current, UiTexts texts) : CounterPage(desk, current, texts)
{
    public bool MayReceive => CounterRights.MayReceive(Current.Person);

    public void OnGet() => FormToken = NewToken();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!MayReceive)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var form = Form();
        if (form.FirstContact() is not { } contact)
        {
            Problems = form.Problems;
            FormToken = Request.Form["form"].FirstOrDefault() is { Length: > 0 } token ? token : NewToken();
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var row = await Desk.AcceptAsync(
            Current.Person.Municipality,
            TokenOf(),
            contact.Record,
            [],
            contact.Way == "call" ? "Pirmais kontakts: zvans" : "Pirmais kontakts: apmeklējums",
            EntryText.Of(contact.Record, Current.Municipality.Pack, contact.About, contact.Phone),
            cancellation);
        return LocalRedirect($"/counter/{row.IntakeId}");
    }
}
