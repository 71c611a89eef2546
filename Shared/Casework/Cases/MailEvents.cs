namespace SocialWorkflows.Casework.Cases;

/// <summary>A program's mail that belongs to the correspondence: read receipt, automatic answer, calendar. Nobody has to act on it.</summary>
/// <param name="IntakeId">The message in the intake ledger.</param>
/// <param name="Kind">Word of the kind of machine mail, or <c>repeated</c> for the same words again and again.</param>
public sealed record MachineMailFiled(string IntakeId, string Kind) : CaseEvent;

/// <summary>A person took it on themselves to hand out a file that was blocked for its kind; the scanner had called it clean.</summary>
public sealed record FileReleased(string FileId, string Reason, string By) : CaseEvent;

/// <summary>
/// Somebody else's paper, or one that is not needed (GDPR art. 5(1)(c)): it stays on record where it came from, nobody can open it any more, and it
/// counts as no document. The head can release it again.
/// </summary>
public sealed record FileSetAside(string FileId, string Reason, string By) : CaseEvent;

/// <summary>A status e-mail of ours was not delivered; a task tells a person.</summary>
/// <param name="OperationId">Of the send.</param>
/// <param name="Kind">Which status line it was.</param>
/// <param name="Cause">Stable word: address, mailbox, size, route, refused or unknown.</param>
/// <param name="Status">Enhanced status code of the other server (RFC 3463); empty when it gave none.</param>
/// <param name="IntakeId">The bounce in the intake ledger.</param>
public sealed record StatusMailBounced(string OperationId, string Kind, string Cause, string Status, string IntakeId) : CaseEvent;
