using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Who sees which tasks, and who closes them.</summary>
internal static class TaskRights
{
    /// <summary>About machines, not about people: what an operator sees. A kind added later is not theirs until it is named here.</summary>
    private static readonly string[] OfMachines =
    [
        "instance-failed", "mailbox-count", "mailbox-silent", "scanner", "scanner-limits", "scanner-signatures", "scanner-unclear", "seal-ends", "self-check", "sender-refused", "sender-silent",
        "trusted-list-due", "trusted-list-refused",
    ];

    public static bool MaySee(StaffMember person, PersonTask task) =>
        person.Roles.Any(r => r != Roles.Operator) || task.Role == Roles.Operator || OfMachines.Contains(task.Kind);

    /// <summary>What the head must know is acknowledged by the head alone; an auditor closes nothing.</summary>
    public static bool MayClose(StaffMember person, PersonTask task) =>
        MaySee(person, task)
        && (task.Kind is CaseAccess.TaskKind or ConflictDesk.TaskKind
            ? person.Roles.Contains(Roles.Head)
            : person.Roles.Any(r => r != Roles.Auditor));
}
