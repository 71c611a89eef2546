namespace SocialWorkflows.Casework.People;

/// <summary>Something the machine cannot settle: a named role must look at it.</summary>
public sealed record PersonTask
{
    /// <summary>Idempotency key: the same trouble makes one task.</summary>
    public required string Key { get; init; }

    public required string Municipality { get; init; }

    public required string Role { get; init; }

    /// <summary>Stable word: <c>send-unknown</c>, <c>send-failed</c>, <c>instance-failed</c>, <c>mailbox</c>, <c>scanner</c>, <c>no-address</c>, <c>mail-bounced</c>,
    /// <c>trusted-list-refused</c>, <c>trusted-list-due</c>, <c>scanner-signatures</c>, <c>scanner-unclear</c>, <c>scanner-limits</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Case or intake id.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Without personal data.</summary>
    public required Bilingual Text { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    public string? Note { get; init; }
}

public interface IPersonTasks
{
    Task RaiseAsync(PersonTask task, CancellationToken cancellation);

    Task<IReadOnlyList<PersonTask>> ListOpenAsync(string municipality, CancellationToken cancellation);

    Task<int> CountOpenAsync(string municipality, CancellationToken cancellation);

    Task<bool> CloseAsync(string municipality, string key, string by, string note, CancellationToken cancellation);
}
