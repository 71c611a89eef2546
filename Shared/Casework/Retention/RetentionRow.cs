namespace SocialWorkflows.Casework.Retention;

/// <summary>Where a record stands at the end of its retention. Persisted: add, never rename.</summary>
public static class RetentionStates
{
    /// <summary>Its term is over; the head looks at it until the grace ends.</summary>
    public const string Proposed = "proposed";

    /// <summary>Somebody needs it longer, with a reason; it is not destroyed.</summary>
    public const string Held = "held";

    /// <summary>The head approved; the next round destroys it.</summary>
    public const string Approved = "approved";

    /// <summary>Destruction has begun: it is known what goes, and a round that was stopped goes on.</summary>
    public const string Destroying = "destroying";

    public const string Destroyed = "destroyed";

    /// <summary>It was held before its term was over and let go again; proposed when it is over.</summary>
    public const string Waiting = "waiting";
}

/// <summary>Who did what, when and why. <c>By</c> is a person's id or <c>machine</c>.</summary>
public sealed record RetentionStep(DateTimeOffset At, string By, string State, string? Note);

/// <summary>One line of the destruction list; it stays when the record is gone, and names no person.</summary>
public sealed record RetentionRow
{
    public required string Municipality { get; init; }

    /// <summary>One of the record types of <c>retention.json</c> that a person destroys: <c>case</c>, <c>message</c> or <c>list</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the case, message or list.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Number of the case or message, or kind and day of the list, for those who read it.</summary>
    public required string? Number { get; init; }

    public required string State { get; init; }

    /// <summary>The day on which the term began to run, and the one on which it was over.</summary>
    public required DateOnly From { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>Nothing is destroyed before this day, whoever approved.</summary>
    public required DateOnly GraceUntil { get; init; }

    /// <summary>The rule as it was when it was proposed, with its citation.</summary>
    public required string Rule { get; init; }

    /// <summary>SHA-256 of every stored file that goes with it; filled when destruction begins.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Messages that go with it, by intake id, and under which ids the mailbox knows them; filled when destruction begins.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    public IReadOnlyList<string> MailboxIds { get; init; } = [];

    /// <summary>Instances of the task hub that go with it; filled when destruction begins.</summary>
    public IReadOnlyList<string> Instances { get; init; } = [];

    /// <summary>Ids of everything that was sent or laid ready for it; filled when destruction begins.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>By operation, the id under which the sender's mailbox keeps what was sent; filled when destruction begins.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many stored files went with it at most; known when it is destroyed, for whoever has to tell destroyed files from lost ones.</summary>
    public int FilesGone { get; init; }

    public required IReadOnlyList<RetentionStep> Steps { get; init; }

    /// <summary>Counts changes; given by the ledger.</summary>
    public int Version { get; init; }

    /// <summary>What an earlier plan named goes as well: what it has taken away already cannot be found any more.</summary>
    public RetentionRow With(RetentionRow earlier) => this with
    {
        Files = [.. earlier.Files.Union(Files, StringComparer.Ordinal)],
        Messages = [.. earlier.Messages.Union(Messages, StringComparer.Ordinal)],
        MailboxIds = [.. earlier.MailboxIds.Union(MailboxIds, StringComparer.Ordinal)],
        Instances = [.. earlier.Instances.Union(Instances, StringComparer.Ordinal)],
        Operations = [.. earlier.Operations.Union(Operations, StringComparer.Ordinal)],
        Sent = earlier.Sent.Concat(Sent.Where(s => !earlier.Sent.ContainsKey(s.Key))).ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>Without what was planned to go: for a line that stays, and for the record of one that went.</summary>
    public RetentionRow WithoutPlan() => this with { Files = [], Messages = [], MailboxIds = [], Instances = [], Operations = [], Sent = new Dictionary<string, string>(StringComparer.Ordinal) };

    public RetentionRow Then(string state, DateTimeOffset at, string by, string? note = null) => this with { State = state, Steps = [.. Steps, new RetentionStep(at, by, state, note)] };
}

/// <summary>What is to be destroyed, what is held, and what was destroyed, by whom.</summary>
public interface IRetentionLedger
{
    /// <summary>False when the record is on the list already.</summary>
    Task<bool> AddAsync(RetentionRow row, CancellationToken cancellation);

    Task<RetentionRow?> FindAsync(string municipality, string kind, string subjectId, CancellationToken cancellation);

    /// <summary>Writes what changed, unless somebody changed it since it was read, by <see cref="RetentionRow.Version"/>.</summary>
    /// <returns>False when it was changed meanwhile, or is not there.</returns>
    Task<bool> ReplaceAsync(RetentionRow row, CancellationToken cancellation);

    /// <summary>By the day they were due.</summary>
    Task<IReadOnlyList<RetentionRow>> ListAsync(string municipality, string state, CancellationToken cancellation);
}
