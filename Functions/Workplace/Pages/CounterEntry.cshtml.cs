using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Counter;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Where an entry of the counter stands: being checked, a case, or a question that a person answers.</summary>
internal sealed class CounterEntryModel(DoorContacts contacts, DoorFiling filing, TwinCases twins, CaseReader cases, CaseAccess access, ILooks looks, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private readonly HashSet<CaseRef> _hidden = [];

    public DoorContact Entry { get; private set; } = null!;

    public CaseRecord? Case { get; private set; }

    public IReadOnlyList<CaseRecord> Twins { get; private set; } = [];

    public bool MayResolve => CounterRights.MayRegister(current.Person);

    public bool Waits => Entry.Row.Disposition == Dispositions.Pending;

    public bool AsksSame => Entry.Row is { Disposition: Dispositions.Review, Reason: DoorFiling.SamePerson };

    public bool AsksWhether => Entry.Row is { Disposition: Dispositions.Review, Reason: DoorFiling.NoApplication };

    public bool IsOpenContact => Entry.IsOpenContact;

    public string ServiceOf(CaseRecord record) =>
        _hidden.Contains(record.Case) ? Texts["restricted.case"]
        : record.State.ServiceId is { } id && current.Municipality.Pack.FindServiceAnywhere(id) is { } service ? Texts.ServiceName(service) : Texts["board.no-service"];

    public async Task<IActionResult> OnGetAsync(string intakeId, CancellationToken cancellation) =>
        await ReadAsync(intakeId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string intakeId, string? joinCaseId, CancellationToken cancellation)
    {
        if (!await ReadAsync(intakeId, cancellation))
        {
            return NotFound();
        }

        if (!MayResolve)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            var end = await filing.ResolveAsync(Entry.Row, string.IsNullOrEmpty(joinCaseId) ? null : joinCaseId, current.Person, cancellation);
            return LocalRedirect($"/cases/{Uri.EscapeDataString(end.CaseId!)}");
        }
        catch (CommandRefusedException refused)
        {
            Problem = Texts.Explain(refused);
            return Page();
        }
    }

    private async Task<bool> ReadAsync(string intakeId, CancellationToken cancellation)
    {
        if (await contacts.FindAsync(current.Person.Municipality, intakeId, cancellation) is not { } entry)
        {
            return false;
        }

        Entry = entry;
        Case = entry.Row.CaseId is { } id ? await cases.FindAsync(id, cancellation) : null;
        if (entry.Row.CaseId is not null && Case is null)
        {
            return false;
        }

        await looks.WriteAsync(new Look { Municipality = entry.Row.Municipality, SubjectId = intakeId, PersonId = current.Person.Id, Kind = LookKinds.Message }, cancellation);
        Twins = AsksSame && entry.Record.Applicant is not null ? await twins.OfAsync(entry.Row, entry.Record, entry.Record.ServiceId, cancellation) : [];
        foreach (var twin in Twins)
        {
            if (!await access.IsOpenToAsync(twin, current.Person, cancellation))
            {
                _hidden.Add(twin.Case);
            }
        }

        return true;
    }
}
