namespace SocialWorkflows.Mail;

/// <summary>The public mailbox as seen by intake: look, read, and only after durable storage say so.</summary>
public interface IMailbox
{
    /// <summary>All mails not yet completed. A mail whose completion was lost in a crash comes again: the caller deduplicates.</summary>
    /// <exception cref="MailboxUnavailableException">The mailbox does not answer; what was not offered comes with the next look.</exception>
    IAsyncEnumerable<MailboxItem> UnclaimedAsync(CancellationToken cancellationToken = default);

    /// <summary>The bytes as received; null when the mail has vanished meanwhile.</summary>
    /// <exception cref="TransientMailException">It cannot be read now; the message names it.</exception>
    Task<Stream?> OpenAsync(MailboxItem item, CancellationToken cancellationToken = default);

    /// <summary>The whole mail; null when it has vanished meanwhile.</summary>
    /// <exception cref="TransientMailException">It cannot be read now; the message names it.</exception>
    /// <exception cref="PermanentMailException">It is larger than the limit; see <see cref="ReadHeadersAsync"/>.</exception>
    Task<ReadOnlyMemory<byte>?> ReadAsync(MailboxItem item, CancellationToken cancellationToken = default);

    /// <summary>Only the headers, for a mail that is too large to load: a mail without text and attachments; null when it has vanished.</summary>
    /// <exception cref="MailFormatException">No mail at all.</exception>
    /// <exception cref="TransientMailException">It cannot be read now; the message names it.</exception>
    Task<MailMessage?> ReadHeadersAsync(MailboxItem item, CancellationToken cancellationToken = default);

    /// <summary>The beginning of such a mail, for the letter in front of its files: about a megabyte, or the letter alone; null when it has vanished.</summary>
    /// <exception cref="TransientMailException">It cannot be read now; the message names it.</exception>
    Task<ReadOnlyMemory<byte>?> ReadStartAsync(MailboxItem item, CancellationToken cancellationToken = default);

    /// <summary>To be called after the mail is stored durably: it is not offered again, and stays in the mailbox. Repeatable.</summary>
    /// <exception cref="TransientMailException">The mark cannot be set now.</exception>
    Task CompleteAsync(MailboxItem item, CancellationToken cancellationToken = default);

    /// <summary>Returns when something may have arrived since the last call.</summary>
    Task WaitForNewAsync(CancellationToken cancellationToken = default);

    /// <summary>Everything the mailbox holds now, completed or not, counted without the marks that <see cref="UnclaimedAsync"/> goes by.</summary>
    /// <exception cref="MailboxUnavailableException">The mailbox does not answer.</exception>
    IAsyncEnumerable<MailboxEntry> InventoryAsync(CancellationToken cancellationToken = default);

    /// <summary>At the end of its retention: takes the mail out of the mailbox for good. False where this mailbox leaves that to a rule of its own, or never had a mail of such an id; true also when it is gone already.</summary>
    /// <exception cref="TransientMailException">It cannot be deleted now.</exception>
    /// <exception cref="MailboxUnavailableException">The mailbox does not answer: no further mail can be destroyed now.</exception>
    Task<bool> DestroyAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The next look begins from nothing: for mail that lies in the mailbox although it was not offered.</summary>
    Task LookFromTheBeginningAsync(CancellationToken cancellationToken = default);
}

/// <summary>One line of the mailbox's inventory.</summary>
/// <param name="IsCompleted">We have said that we have it.</param>
public sealed record MailboxEntry(MailboxItem Item, bool IsCompleted);

/// <summary>One mail in the box.</summary>
/// <param name="Id">Stable over moves between folders of the mailbox; no personal data.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ReceivedAt">When the mail server put it there.</param>
public sealed record MailboxItem(string Id, long Size, DateTimeOffset ReceivedAt)
{
    /// <summary>Past the size limit: kept, headers readable, body for a person.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>The id names this one mail for ever, also after moves, so that a second offer need not be read.</summary>
    public bool IdIsLasting { get; init; }

    /// <summary>The mailbox keeps no original bytes and writes the mail anew each time it is read.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>The mail was taken out of the box by somebody; only its id is known.</summary>
    public bool IsGone { get; init; }

    /// <summary>Why this entry can never be read (not a regular file), for a person; null when it can.</summary>
    public string? Problem { get; init; }
}
