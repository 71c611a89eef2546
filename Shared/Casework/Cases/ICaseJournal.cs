namespace SocialWorkflows.Casework.Cases;

/// <summary>One stored event with its place in the chain.</summary>
public sealed record JournalEntry
{
    /// <summary>1 for the first event of a case, then without gaps.</summary>
    public required long Version { get; init; }

    /// <summary>Idempotency key (step and round) of the append this event belongs to.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset At { get; init; }

    public required CaseEvent Event { get; init; }

    /// <summary>SHA-256 over the previous entry's hash and this entry's stored bytes, lower-case hex.</summary>
    public required string Hash { get; init; }
}

public sealed record CaseRecord(CaseRef Case, long Version, CaseState State, IReadOnlyList<JournalEntry> Entries)
{
    public Standing Standing => Standing.Of(State);

    /// <summary>When the newest event happened; a wait began then at the earliest.</summary>
    public DateTimeOffset ChangedAt => Entries[^1].At;
}

/// <summary>What an append may look at while it decides; everything it reads is committed together with what it returns.</summary>
public interface IAppendContext
{
    CaseState State { get; }

    long Version { get; }

    DateTimeOffset Now { get; }

    /// <summary>Takes the next number of a series of this municipality, for example <c>SD-2026</c>: unique, gaps allowed.</summary>
    long NextNumber(string series);

    /// <summary>Places of a facility held by other cases of this municipality, offered ones among them, and by people without a case here.</summary>
    int PlacesTaken(string facilityId);

    /// <summary>Other cases that wait in the queue for the facility without an offer; for a case in the queue itself, only those before it.</summary>
    int QueueAhead(string facilityId);

    /// <summary>This case, or the one whose place it takes over, holds a place of the facility already.</summary>
    bool HoldsPlace(string facilityId);
}

/// <summary>
/// An idempotent append. The same <see cref="Key"/> on the same case never runs <see cref="Decide"/> twice: a repeat
/// returns the entries of the first. <see cref="Decide"/> is pure; returning no event stores nothing.
/// </summary>
public sealed record Append
{
    public required CaseRef Case { get; init; }

    /// <summary>Step and round, for example <c>documents:2</c>.</summary>
    public required string Key { get; init; }

    public required Func<IAppendContext, IReadOnlyList<CaseEvent>> Decide { get; init; }

    /// <summary>Generation of the orchestration that appends; an older one than the case's is refused. Null for people.</summary>
    public int? Generation { get; init; }

    /// <summary>The version a person saw; any other current version is refused. Null for the machine.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Whether the orchestration must be woken: leaves an outbox mark in the same commit.</summary>
    public bool Wakes { get; init; }
}

public sealed record AppendResult(CaseRecord Case, IReadOnlyList<JournalEntry> Entries, bool Repeated);

/// <summary>Somebody acted on a version that is no longer the newest.</summary>
public sealed class StaleVersionException(CaseRef reference, long seen, long current)
    : Exception($"Case {reference} is at version {current}; the action was based on version {seen}.")
{
    public long Current { get; } = current;
}

/// <summary>An orchestration that was presumed dead and replaced tried to act.</summary>
public sealed class StaleGenerationException(CaseRef reference, int seen, int current)
    : Exception($"Case {reference} belongs to generation {current}; generation {seen} may no longer act.");

/// <summary>The contents of the case were destroyed at the end of its retention: nothing can be read or added.</summary>
public sealed class CaseDestroyedException(CaseRef reference) : Exception($"The contents of case {reference} were destroyed at the end of its retention; nothing can be added to it.");

/// <summary>A nudge that must still be raised: committed with the append that caused it, cleared when raised.</summary>
public sealed record OutboxMark(CaseRef Case, int Generation, long Version, IReadOnlyList<string> EventNames, bool StartsInstance);

/// <summary>The append-only, hash-chained truth about every case.</summary>
public interface ICaseJournal
{
    /// <summary>Null when there is no such case, or its contents were destroyed (<see cref="ICaseShredder"/>).</summary>
    Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation);

    /// <exception cref="CaseDestroyedException">Its contents were destroyed.</exception>
    /// <exception cref="StaleVersionException"><see cref="Append.ExpectedVersion"/> is not the current version.</exception>
    /// <exception cref="StaleGenerationException"><see cref="Append.Generation"/> is older than the case's.</exception>
    Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation);

    /// <summary>Marks not cleared yet, oldest first.</summary>
    Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation);

    /// <summary>The same of one case: what a person waits for must not wait for the marks of all others.</summary>
    Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation);

    Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation);
}
