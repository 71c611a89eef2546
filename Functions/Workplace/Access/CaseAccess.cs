using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Cards;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Who may see a restricted case at this moment, at whichever door: whose work it is, and who broke the glass a short while ago.</summary>
internal sealed class CaseAccess(ILooks looks, ICaseJournal journal, IPersonTasks tasks, DutyBook duty, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>Task for the head: somebody opened a restricted case that is not their work.</summary>
    public const string TaskKind = "restricted-look";

    public const int ShortestReason = 10;
    public const int LongestReason = 500;

    /// <summary>As long as a call or a visit takes; then the reason is asked anew.</summary>
    public static readonly TimeSpan Glass = TimeSpan.FromHours(1);

    public async Task<bool> IsOpenToAsync(CaseRecord record, StaffMember person, CancellationToken cancellation) =>
        await IsWorkOfAsync(record, person, cancellation)
        || (await looks.LastGlassAsync(record.Case.Municipality, record.Case.CaseId, person.Id, cancellation) is { At: var at } && time.GetUtcNow() - at < Glass);

    /// <summary>Whether the case is open to all, or the person's work: as assignee, as who stands in for the assignee today, as head, or by name.</summary>
    public async Task<bool> IsWorkOfAsync(CaseRecord record, StaffMember person, CancellationToken cancellation) =>
        !record.State.IsRestricted || NeedToKnow.IsFor(record.State, person, await ActingAsync(record, cancellation));

    /// <summary>As the rungs tell it: the assignee, who stands in, or where nobody was named whoever is there and does such work.</summary>
    private async Task<string?> ActingAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.State.Assignee is not { } assignee)
        {
            return null;
        }

        var today = DutyDay.Of(municipalities.Get(record.Case.Municipality).Terms, time.GetUtcNow());
        return (await duty.RosterAsync(record.Case.Municipality, cancellation)).PersonFor(Roles.Assignee, assignee, today);
    }

    /// <summary>Of these rows, the cases of which the person may know the number only.</summary>
    public async Task<IReadOnlySet<CaseRef>> HiddenAsync(IEnumerable<CaseRow> rows, StaffMember person, CancellationToken cancellation)
    {
        HashSet<CaseRef> hidden = [];
        foreach (var row in rows.Where(r => r.Restricted))
        {
            if (await journal.ReadAsync(row.Case, cancellation) is not { } record || !await IsOpenToAsync(record, person, cancellation))
            {
                hidden.Add(row.Case);
            }
        }

        return hidden;
    }

    /// <summary>Opens the case to the person for a while, and tells the head; the head first, so that a crash between leaves no look untold.</summary>
    /// <returns>False where the reason says too little or too much.</returns>
    public async Task<bool> BreakGlassAsync(CaseRecord record, StaffMember person, string? reason, CancellationToken cancellation)
    {
        if (reason?.Trim() is not { Length: >= ShortestReason and <= LongestReason } said)
        {
            return false;
        }

        var now = time.GetUtcNow();
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"{TaskKind}:{record.Case.CaseId}:{person.Id}:{now.UtcTicks}",
                Municipality = record.Case.Municipality,
                Role = Roles.Head,
                Kind = TaskKind,
                SubjectId = record.Case.CaseId,
                Text = $"Ierobežotu lietu {record.State.Number ?? "bez numura"} atvēra darbinieks, kura darbs tā nav. Kurš un kāpēc, rāda lietas sadaļa „Kas skatījies”. Slēdzot uzdevumu, ierakstiet, vai tas bija pamatoti.",
                RaisedAt = now,
            },
            cancellation);
        await looks.WriteAsync(
            new Look { Municipality = record.Case.Municipality, SubjectId = record.Case.CaseId, PersonId = person.Id, Kind = LookKinds.Glass, Reason = Masks.In(said) },
            cancellation);
        return true;
    }
}
