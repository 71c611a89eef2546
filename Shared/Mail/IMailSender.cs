namespace SocialWorkflows.Mail;

/// <summary>Hands a mail over for delivery.</summary>
public interface IMailSender
{
    /// <summary>
    /// True when the same <see cref="OutgoingMail.OperationId"/> can be handed over again without a second mail, so that a try
    /// interrupted by a crash may simply be repeated.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>What is done with a mail that may have left or not.</summary>
    MailDoubt Doubt => IsIdempotent ? MailDoubt.Repeat : MailDoubt.Person;

    /// <summary>One try. A failure before anything left the house is an exception; a doubt is <see cref="MailSendOutcome.Unknown"/>.</summary>
    /// <exception cref="TransientMailException">Certainly not sent; try later.</exception>
    /// <exception cref="PermanentMailException">Certainly not sent; a person has to change something.</exception>
    /// <exception cref="OperationCanceledException">Stopped by the token, and certainly not sent: once the mail may leave, the token counts no more.</exception>
    Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default);
}

/// <summary>
/// A provider that keeps a draft under an id of its own: however often one draft is sent, one mail leaves. The id must be durable before
/// the draft is sent; a draft whose id was lost was never sent.
/// </summary>
public interface IDraftSender : IMailSender
{
    /// <summary>Makes the draft, or finds the one of the same Message-ID that is not sent yet.</summary>
    /// <exception cref="TransientMailException">Certainly not sent; try later.</exception>
    /// <exception cref="PermanentMailException">Certainly not sent; a person has to change something.</exception>
    Task<string> DraftAsync(OutgoingMail mail, CancellationToken cancellationToken = default);

    /// <summary>Sends the draft, or finds that it was sent.</summary>
    /// <exception cref="TransientMailException">Not known to be sent; the same draft may be sent again.</exception>
    /// <exception cref="PermanentMailException">Certainly not sent; a person has to change something.</exception>
    /// <exception cref="OperationCanceledException">Stopped by the token before it was sent; from then on the token counts no more.</exception>
    Task<MailSendResult> SendDraftAsync(string draftId, CancellationToken cancellationToken = default);

    /// <summary>What became of the draft.</summary>
    /// <exception cref="TransientMailException">Nobody answers; nothing was changed.</exception>
    Task<DraftStanding> LookAsync(string draftId, CancellationToken cancellationToken = default);

    /// <summary>Throws a draft away that was not sent, so that it never will be. One that is gone already is no error.</summary>
    /// <exception cref="TransientMailException">It may still be there.</exception>
    Task WithdrawAsync(string draftId, CancellationToken cancellationToken = default);

    /// <summary>At the end of its retention: takes what was sent from the draft out of the sender's mailbox for good. False where that is left to a rule of the mailbox; true also when it is gone already.</summary>
    /// <exception cref="TransientMailException">It may still be there.</exception>
    /// <exception cref="MailboxUnavailableException">The mailbox does not answer: no further mail can be destroyed now.</exception>
    Task<bool> DestroyAsync(string draftId, CancellationToken cancellationToken = default);
}

public enum DraftStanding
{
    /// <summary>It waits and was not sent.</summary>
    Waiting,

    Sent,

    /// <summary>The provider does not know it any more.</summary>
    Gone,
}

/// <summary>What a sender's doubt is settled by.</summary>
public enum MailDoubt
{
    /// <summary>The same mail is handed over again; the receiving side makes one of the two.</summary>
    Repeat,

    /// <summary>The provider reports what it does: its word is waited for, and when none comes a person finds out. It is never handed over again.</summary>
    Events,

    /// <summary>Nobody but a person can find out. It is never handed over again.</summary>
    Person,
}

public enum MailSendOutcome
{
    /// <summary>The next server, or the outbox, has taken responsibility.</summary>
    Accepted,

    /// <summary>The connection broke after the last byte and before the answer: it may have been sent. Never repeat it without a person.</summary>
    Unknown,

    /// <summary>The provider only checked it, as it was set to, and delivers nothing.</summary>
    Checked,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">The server's reply line or the file's name, for the send ledger; holds no address or subject.</param>
public sealed record MailSendResult(MailSendOutcome Outcome, string Detail)
{
    /// <summary>The provider's own id of the mail.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Unknown because the server is silent or ill, not because of this mail: another mail would fare no better now.</summary>
    public bool IsOfTheServer { get; init; }

    /// <summary>Asked to wait so long before the next mail.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
