namespace SocialWorkflows.Mail;

/// <summary>Hands a mail over for delivery.</summary>
public interface IMailSender
{
    /// <summary>
    /// True when the same <see cref="OutgoingMail.OperationId"/> can be handed over again without a second mail, so that a try
    /// interrupted by a crash may simply be repeated.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>One try. A failure before anything left the house is an exception; a doubt is <see cref="MailSendOutcome.Unknown"/>.</summary>
    /// <exception cref="TransientMailException">Certainly not sent; try later.</exception>
    /// <exception cref="PermanentMailException">Certainly not sent; a person has to change something.</exception>
    Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default);
}

public enum MailSendOutcome
{
    /// <summary>The next server, or the outbox, has taken responsibility.</summary>
    Accepted,

    /// <summary>The connection broke after the last byte and before the answer: it may have been sent. Never repeat it without a person.</summary>
    Unknown,
}

/// <param name="Outcome">Accepted or Unknown.</param>
/// <param name="Detail">The server's reply line or the file's name, for the send ledger; holds no address or subject.</param>
public sealed record MailSendResult(MailSendOutcome Outcome, string Detail);
