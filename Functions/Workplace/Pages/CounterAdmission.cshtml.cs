using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Counter;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Somebody was let in before any application: the crisis centre and the night shelter, where the pack says so.</summary>
internal sealed class CounterAdmissionModel(DoorDesk desk, CurrentStaff current, UiTexts texts) : CounterPage(desk, current, texts)
{
    public bool MayReceive => CounterRights.MayReceive(Current.Person);

    public IReadOnlyList<Service> AtOnce => [.. Services.Where(s => !s.PriorApplication)];

    public IReadOnlyList<Facility> Facilities => [.. Pack.Facilities.Where(f => AtOnce.Any(s => s.Facilities.Contains(f.Id)))];

    public void OnGet() => FormToken = NewToken();

    public override string? Value(string field) =>
        base.Value(field) ?? (field == "admittedOn" ? Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!MayReceive)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var form = Form();
        if (form.Admission() is not { } record)
        {
            Problems = form.Problems;
            FormToken = Request.Form["form"].FirstOrDefault() is { Length: > 0 } token ? token : NewToken();
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var row = await Desk.AcceptAsync(Current.Person.Municipality, TokenOf(), record, [], "Uzņemšana bez iesnieguma", EntryText.Of(record, Current.Municipality.Pack), cancellation);
        return LocalRedirect($"/counter/{row.IntakeId}");
    }
}
