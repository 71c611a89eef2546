using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
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
        await IsWorkOfAsync(record, person, cancellation) || await IsGlassBrokenAsync(record.Case, person, cancellation);

    /// <summary>Whether the case is open to all, or the person's work: as assignee, as who stands in for the assignee today, as head, or by name.</summary>
    public async Task<bool> IsWorkOfAsync(CaseRecord record, StaffMember person, CancellationToken cancellation) =>
        !record.State.IsRestricted || NeedToKnow.IsFor(record.State, person, Acting(record.Case.Municipality, record.State.Assignee, await duty.RosterAsync(record.Case.Municipality, cancellation)));

    /// <summary>Of these rows, the cases of which the person may know the number only.</summary>
    public Task<IReadOnlySet<CaseRef>> HiddenAsync(IEnumerable<CaseRow> rows, StaffMember person, CancellationToken cancellation) =>
        HiddenAsync([.. RestrictedCase.Of(rows)], person, cancellation);

    /// <summary>Of these cases, those of which the person may know the number only, from what the lists know of them: the journal is read for rows of before alone.</summary>
    public async Task<IReadOnlySet<CaseRef>> HiddenAsync(IReadOnlyList<RestrictedCase> cases, StaffMember person, CancellationToken cancellation)
    {
        HashSet<CaseRef> hidden = [];
        if (cases.Count == 0)
        {
            return hidden;
        }

        var roster = await duty.RosterAsync(person.Municipality, cancellation);
        Dictionary<string, string?> acting = new(StringComparer.Ordinal);
        foreach (var restricted in cases)
        {
            if (restricted.Readers is { } readers
                ? !NeedToKnow.IsFor(restricted.Assignee, readers, person, ActingFor(restricted.Assignee))
                : await journal.ReadAsync(restricted.Case, cancellation) is not { } record || !NeedToKnow.IsFor(record.State, person, ActingFor(record.State.Assignee)))
            {
                hidden.Add(restricted.Case);
            }
        }

        if (hidden.Count > 0)
        {
            foreach (var subject in await looks.GlassesAsync(person.Municipality, person.Id, time.GetUtcNow() - Glass, cancellation))
            {
                var opened = new CaseRef(person.Municipality, subject);
                if (hidden.Contains(opened) && await IsGlassBrokenAsync(opened, person, cancellation))
                {
                    hidden.Remove(opened);
                }
            }
        }

        return hidden;

        string? ActingFor(string? assignee) =>
            assignee is null ? null : acting.TryGetValue(assignee, out var known) ? known : acting[assignee] = Acting(person.Municipality, assignee, roster);
    }

    private async Task<bool> IsGlassBrokenAsync(CaseRef reference, StaffMember person, CancellationToken cancellation) =>
        await looks.LastGlassAsync(reference.Municipality, reference.CaseId, person.Id, cancellation) is { At: var at } && time.GetUtcNow() - at < Glass;

    /// <summary>As the rungs tell it: the assignee, who stands in, or where nobody was named whoever is there and does such work; null before there is an assignee.</summary>
    private string? Acting(string municipality, string? assignee, DutyRoster roster) =>
        assignee is null ? null : roster.PersonFor(Roles.Assignee, assignee, DutyDay.Of(municipalities.Get(municipality).Terms, time.GetUtcNow()));

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
                Text = new(
                    $"Ierobežotu lietu {record.State.Number ?? "bez numura"} atvēra darbinieks, kura darbs tā nav. Kurš un kāpēc, rāda lietas sadaļa „Kas skatījies”. Slēdzot uzdevumu, ierakstiet, vai tas bija pamatoti.",
                    $"The restricted case {record.State.Number ?? "without a number"} was opened by somebody whose work it is not. Who and why is under “Who looked” in the case. When you close the task, write down whether it was justified."),
                RaisedAt = now,
            },
            cancellation);
        await looks.WriteAsync(
            new Look { Municipality = record.Case.Municipality, SubjectId = record.Case.CaseId, PersonId = person.Id, Kind = LookKinds.Glass, Reason = Masks.In(said) },
            cancellation);
        return true;
    }
}
