namespace SocialWorkflows.Casework.Intake;

/// <summary>Where a message ended (design invariant I1). Persisted: add, never rename.</summary>
public static class Dispositions
{
    /// <summary>Accepted and being worked on; not an end.</summary>
    public const string Pending = "pending";
    public const string NewCase = "new-case";
    public const string ExistingCase = "existing-case";

    /// <summary>On a person's review list.</summary>
    public const string Review = "review";

    /// <summary>Answered with how to do it right, and closed by a person.</summary>
    public const string AnsweredRefusal = "answered-refusal";
    public const string Machine = "machine";

    /// <summary>A person dealt with it otherwise and wrote down how.</summary>
    public const string Settled = "settled";
}

/// <summary>A message as it was accepted: durable before the mailbox is told that we have it.</summary>
public sealed record AcceptedMessage
{
    public required string Municipality { get; init; }

    /// <summary>The mailbox's own id, for example the Maildir file name.</summary>
    public required string ProviderId { get; init; }

    /// <summary>Message-ID header, or empty.</summary>
    public required string MessageId { get; init; }

    /// <summary>SHA-256 of the raw bytes; also where they lie in the document store.</summary>
    public required string ContentHash { get; init; }

    /// <summary>
    /// SHA-256 of what stays the same when servers deliver one mail twice: the text and files, sender, addressees, subject and date, without the
    /// other headers, to which each server adds its trace. Of the raw bytes where there is no Message-ID.
    /// </summary>
    public required string IdentityHash { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>One of <see cref="Lanes"/>.</summary>
    public int Lane { get; init; } = Lanes.Usual;
}

/// <summary>In what order waiting messages are worked on: lower first, then by arrival. Persisted.</summary>
public static class Lanes
{
    /// <summary>Words of distress in it.</summary>
    public const int Urgent = 0;

    public const int Usual = 1;

    /// <summary>From a sender who writes more than anybody does.</summary>
    public const int Slow = 2;
}

public sealed record IntakeRow
{
    /// <summary>Opaque: derived from municipality, Message-ID and identity hash.</summary>
    public required string IntakeId { get; init; }

    public required string Municipality { get; init; }

    /// <summary>Number told to the sender, for example <c>I-2026/12</c>.</summary>
    public required string Number { get; init; }

    public required string MessageId { get; init; }

    public required string ContentHash { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Disposition { get; init; }

    public int Lane { get; init; } = Lanes.Usual;

    public string? CaseId { get; init; }

    /// <summary>Why it ended there: a stable word such as <c>unsigned</c>, with no personal data.</summary>
    public string? Reason { get; init; }

    /// <summary>Who decided: <c>machine</c> or a person's id.</summary>
    public string? By { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>An id under which the mailbox offered a message, and the row it became.</summary>
public sealed record IntakeDelivery(string ProviderId, string IntakeId);

/// <summary>One row per message ever accepted; count in = count out.</summary>
public interface IIntakeLedger
{
    /// <summary>Writes the row, or returns the row of the same message accepted before; either way it is known from then on under this provider id, too.</summary>
    Task<IntakeRow> AcceptAsync(AcceptedMessage message, CancellationToken cancellation);

    Task<IntakeRow?> FindAsync(string intakeId, CancellationToken cancellation);

    /// <summary>The message of this number (<c>I-2026/12</c>), which is one municipality's; null when it gave none.</summary>
    Task<IntakeRow?> FindByNumberAsync(string municipality, string number, CancellationToken cancellation);

    /// <summary>
    /// Moves a row to its disposition. A repeat of the same is ignored; only <c>pending</c> and <c>review</c> can be left.
    /// </summary>
    Task<IntakeRow> DisposeAsync(string intakeId, string disposition, string? caseId, string reason, string by, CancellationToken cancellation);

    /// <summary>
    /// Says anew why a row is in review, as when a signature that could not be checked turns out to be invalid. Only from the reason that is named, so
    /// that nobody's newer word is overwritten; a repeat, and a row that is elsewhere by now, are left as they are.
    /// </summary>
    Task<IntakeRow> ChangeReasonAsync(string intakeId, string from, string to, string by, CancellationToken cancellation);

    /// <summary>At the end of its retention: forgets the Message-ID and under which ids the mailbox offered it, what its tasks say and what the send ledger says of its answers; number, days and end stay. Repeatable.</summary>
    Task ForgetAsync(string intakeId, CancellationToken cancellation);

    /// <summary>The row of the message that was offered under this provider id; null when none was.</summary>
    Task<IntakeRow?> FindDeliveryAsync(string providerId, CancellationToken cancellation);

    /// <summary>Every delivery of all municipalities, in no order.</summary>
    IAsyncEnumerable<IntakeDelivery> DeliveriesAsync(CancellationToken cancellation);

    /// <summary>The messages to be worked on next: by lane, then by arrival.</summary>
    /// <param name="municipality">Whose.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<IntakeRow>> NextPendingAsync(string municipality, int most, CancellationToken cancellation);

    Task<IReadOnlyList<IntakeRow>> ListAsync(string municipality, string? disposition, CancellationToken cancellation);

    /// <summary>How many a list of this disposition would hold.</summary>
    Task<int> CountAsync(string municipality, string disposition, CancellationToken cancellation);
}
