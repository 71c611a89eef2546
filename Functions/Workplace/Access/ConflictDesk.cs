using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Knows who is near whom, and tells the head when somebody near decided.</summary>
internal sealed class ConflictDesk(CaseIndexKeys keys, IPersonTasks tasks, TimeProvider time)
{
    public const string TaskKind = "conflict";

    /// <summary>A word of <see cref="ConflictKinds"/>; null where nothing speaks for a conflict.</summary>
    public string? Of(CaseState state, StaffMember person) => NearPersons.ConflictOf(state, person, keys.PersonKey);

    /// <summary>For every declared conflict in the case; what was told before is told once.</summary>
    public async Task TellAsync(CaseRecord record, CancellationToken cancellation)
    {
        foreach (var (entry, conflict) in record.Entries.Select(e => (e, DeclaredIn(e.Event))).Where(e => e.Item2 is not null))
        {
            await tasks.RaiseAsync(
                new PersonTask
                {
                    Key = $"{TaskKind}:{record.Case.CaseId}:{entry.Key}",
                    Municipality = record.Case.Municipality,
                    Role = Roles.Head,
                    Kind = TaskKind,
                    SubjectId = record.Case.CaseId,
                    Text = TextOf(entry.Event, record.State.Number),
                    RaisedAt = time.GetUtcNow(),
                },
                cancellation);
        }
    }

    private static Bilingual TextOf(CaseEvent fact, string? number)
    {
        var (latvian, english) = (number ?? "bez numura", number ?? "without a number");
        return new(
            $"{(fact is CaseAssigned ? $"Lietu {latvian} saņēma" : $"Lietā {latvian} lēma")} darbinieks, kurš var būt iesniedzēja tuvinieks. Pamatojums ir lietas notikumu gaitā. Pārbaudiet un ierakstiet, ko secinājāt.",
            $"Case {english} was {(fact is CaseAssigned ? "given to" : "decided by")} somebody who may be close to the applicant. The reason is in the course of the case. Check it and write down what you found.");
    }

    public static DeclaredConflict? DeclaredIn(CaseEvent fact) => fact switch
    {
        DecisionProposed e => e.Conflict,
        DecisionApproved e => e.Conflict,
        DecisionSigned e => e.Conflict,
        CaseAssigned e => e.Conflict,
        _ => null,
    };
}
