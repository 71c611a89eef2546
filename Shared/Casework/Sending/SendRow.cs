namespace SocialWorkflows.Casework.Sending;

/// <summary>One thing sent outside for one reason. The operation id is derived from case, step and round.</summary>
public sealed record SendRow
{
    public required string OperationId { get; init; }

    public required string Municipality { get; init; }

    /// <summary>The case, or the intake id of a message that is no case.</summary>
    public required string SubjectId { get; init; }

    /// <summary>For example <c>receipt</c> or <c>decision-sent</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The how manieth of its kind for the subject.</summary>
    public int Round { get; init; }

    public required string Channel { get; init; }

    public required string MessageId { get; init; }

    /// <summary>One of <see cref="SendLanes"/>.</summary>
    public int Lane { get; init; } = SendLanes.Usual;

    public required string State { get; init; }

    /// <summary>Tries that count: one that only found the provider down is taken back.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the machine has to look at the row: a planned one is tried, a lease is over, a doubt was waited for, the case or a person is told. Null: nothing is left for the machine.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Begin of the newest try.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>Who tries: process and try.</summary>
    public string? Lease { get; init; }

    /// <summary>Document with the mail as it was planned, so that every try sends the same one. Null for rows of other channels, and for rows of older versions.</summary>
    public string? ContentId { get; init; }

    /// <summary>The provider's own id of the mail or of its draft.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Error class or receipt, never content or address.</summary>
    public string? Detail { get; init; }

    /// <summary>Counts changes; given by the ledger.</summary>
    public int Version { get; init; }
}
