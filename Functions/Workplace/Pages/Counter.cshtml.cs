using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Counter;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>A paper application is registered: who, what, where and when it was handed over, and its scans.</summary>
[RequestSizeLimit(KeptFiles.MostBytes + RoomForFields)]
[RequestFormLimits(MultipartBodyLengthLimit = KeptFiles.MostBytes + RoomForFields)]
internal sealed class CounterModel(DoorDesk desk, KeptFiles kept, DoorContacts contacts, ILooks looks, CurrentStaff current, UiTexts texts) : CounterPage(desk, current, texts)
{
    /// <summary>Room for the fields beside the files, in bytes.</summary>
    private const long RoomForFields = 1024 * 1024;

    private DoorContact? _contact;

    public IReadOnlyList<KeptFile> Kept { get; private set; } = [];

    public string KeptToken { get; private set; } = "";

    public bool MayRegister => CounterRights.MayRegister(Current.Person);

    public async Task<IActionResult> OnGetAsync(string? contact, CancellationToken cancellation)
    {
        FormToken = NewToken();
        if (contact is not null && await contacts.FindAsync(Current.Person.Municipality, contact, cancellation) is { IsOpenContact: true } found)
        {
            _contact = found;
            await looks.WriteAsync(new Look { Municipality = found.Row.Municipality, SubjectId = found.IntakeId, PersonId = Current.Person.Id, Kind = LookKinds.Message }, cancellation);
        }

        return Page();
    }

    public override string? Value(string field) => base.Value(field) ?? field switch
    {
        "contact" => _contact?.IntakeId,
        "given" => _contact?.Record.Applicant?.GivenName,
        "surname" => _contact?.Record.Applicant?.Surname,
        "code" => _contact?.Record.Applicant?.PersonalCode,
        "note" => _contact?.Text,
        "takenOn" => Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!MayRegister)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var form = Form();
        var record = form.Application();
        Kept = [.. kept.Read(Request.Form["kept"].FirstOrDefault(), Current.Person.Id), .. await kept.StoreAsync(Request.Form.Files, cancellation)];
        List<FieldProblem> problems = [.. form.Problems];
        if (Kept.Count == 0 || Kept.Count > KeptFiles.Most || Kept.Sum(f => f.Size) > KeptFiles.MostBytes)
        {
            problems.Add(new FieldProblem("files", Kept.Count == 0 ? Texts["counter.problem.files"] : Texts.Format("counter.problem.many-files", KeptFiles.Most, KeptFiles.MostBytes / 1024 / 1024)));
        }

        if (record is null || problems.Count > 0)
        {
            Problems = problems;
            FormToken = Request.Form["form"].FirstOrDefault() is { Length: > 0 } token ? token : NewToken();
            KeptToken = kept.Token(Kept, Current.Person.Id);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var row = await Desk.AcceptAsync(
            Current.Person.Municipality, TokenOf(), record, await kept.LoadAsync(Kept, cancellation), "Papīra iesniegums", EntryText.Of(record, Current.Municipality.Pack), cancellation);
        return LocalRedirect($"/counter/{row.IntakeId}");
    }
}
