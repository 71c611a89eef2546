namespace SocialWorkflows.Casework.Cases;

/// <summary>Why a case was opened beside another one. Persisted: add, never rename.</summary>
public static class SiblingKinds
{
    /// <summary>Another outcome of the same application.</summary>
    public const string Split = "split";

    /// <summary>The decision about a place that was offered from the queue and accepted.</summary>
    public const string Place = "place";

    /// <summary>A new period of a service that was granted before.</summary>
    public const string Renewal = "renewal";

    /// <summary>Whether a running service, benefit or status ends before its time; the institution itself begins it.</summary>
    public const string Discontinuance = "discontinuance";
}

/// <summary>The case another one comes from. A split-off case belongs to the same application; the others are applications of their own.</summary>
public sealed record CaseOrigin(string CaseId, string Kind);

/// <summary>A case that this case's journal asks to be opened; it exists as soon as the outbox mark of the same commit was seen to.</summary>
public sealed record SiblingCase(string CaseId, string Kind, string ServiceId, bool AdmitFirst, DateOnly AskedOn);

/// <summary>
/// One application has further outcomes, a place of the queue is to be decided about, or a service is to go on: each named case
/// has its own clock, decision and notice.
/// </summary>
public sealed record SiblingsNamed(IReadOnlyList<SiblingCase> Siblings, string By) : CaseEvent;

/// <summary>
/// What the former case already knows; cards show it as a suggestion that a person confirms. Income is never among it: it must be
/// of the last full months.
/// </summary>
public sealed record CasePrefill
{
    public Contact? Contact { get; init; }

    public IReadOnlyList<NotNeededDocument> NotNeeded { get; init; } = [];

    public string? Level { get; init; }

    public string? NeedsFindings { get; init; }

    public string? FacilityId { get; init; }

    public string? Volume { get; init; }

    /// <summary>The decision that granted what may end now; null unless that is what the case is about.</summary>
    public GrantedBefore? Granted { get; init; }

    /// <summary>Date of birth of whoever the service is for, where it has ages.</summary>
    public DateOnly? RecipientBirthDate { get; init; }
}

/// <summary>The decision a discontinuance is about.</summary>
/// <param name="CaseNumber">Number of the case in which it was made.</param>
public sealed record GrantedBefore(string CaseNumber, string DecisionNumber, DateOnly DecidedOn);

/// <summary>There is no reason to end what was granted: nobody gets a letter and the case closes.</summary>
public sealed record DiscontinuanceDropped(DateOnly On, string Reason, string By) : CaseEvent;
