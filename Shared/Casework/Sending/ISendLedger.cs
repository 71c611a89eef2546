namespace SocialWorkflows.Casework.Sending;

/// <summary>Where a send stands. Only <c>Planned</c> may be tried; <c>Unknown</c> belongs to a person. Persisted.</summary>
public static class SendStates
{
    public const string Planned = "planned";
    public const string Sending = "sending";
    public const string Sent = "sent";
    public const string Unknown = "unknown";
    public const string Failed = "failed";
}

/// <summary>One thing sent outside for one reason. The operation id is derived from case, step and round.</summary>
public sealed record SendRow
{
    public required string OperationId { get; init; }

    public required string Municipality { get; init; }

    /// <summary>The case, or the intake id of a message that is no case.</summary>
    public required string SubjectId { get; init; }

    /// <summary>For example <c>receipt</c> or <c>decision-sent</c>.</summary>
    public required string Kind { get; init; }

    public required string Channel { get; init; }

    public required string MessageId { get; init; }

    public required string State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Error class or receipt, never content or address.</summary>
    public string? Detail { get; init; }
}

/// <summary>Every letter and e-mail, planned before it is sent and accounted for afterwards (design invariant I2).</summary>
public interface ISendLedger
{
    /// <summary>Writes a planned row, or returns the one that is there.</summary>
    Task<SendRow> PlanAsync(SendRow row, CancellationToken cancellation);

    /// <summary>Moves from one state to another; false when the row is not in <paramref name="from"/>.</summary>
    Task<bool> MoveAsync(string operationId, string from, string to, string? detail, CancellationToken cancellation);

    Task<SendRow?> FindAsync(string operationId, CancellationToken cancellation);

    Task<IReadOnlyList<SendRow>> ListAsync(string municipality, string? state, CancellationToken cancellation);
}
