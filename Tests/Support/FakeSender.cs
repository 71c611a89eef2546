using System.Collections.Concurrent;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Support;

/// <summary>
/// A mail server as SMTP is: a repeat is a second mail. Every mail that really left is kept, also when the answer lied.
/// </summary>
internal sealed class FakeSender : IMailSender
{
    private readonly ConcurrentQueue<OutgoingMail> _left = new();

    public bool IsIdempotent => false;

    public int Tries { get; private set; }

    /// <summary>Nobody answers, whatever is to be sent.</summary>
    public bool IsDown { get; set; }

    /// <summary>The answer "later" to every recipient, or to <see cref="LaterTo"/> alone.</summary>
    public string? IsLaterToAll { get; set; }

    public string? LaterTo { get; init; }

    /// <summary>What it answers to a mail that it refuses; null: it takes it.</summary>
    public Func<OutgoingMail, Exception?> Refuses { get; set; } = _ => null;

    /// <summary>What the next tries do; after them everything is accepted.</summary>
    public Queue<Func<MailSendResult?>> Script { get; } = new();

    public IReadOnlyList<OutgoingMail> Left => [.. _left];

    public IEnumerable<OutgoingMail> To(string address) => Left.Where(m => m.To.Any(a => a.Address == address));

    public static MailSendResult? Transient() => throw new TransientMailException("The mail server answered 451; nothing was sent.");

    public static MailSendResult? Permanent() => throw new PermanentMailException("The mail server answered 550; nothing was sent.");

    public static MailSendResult? LeftWithoutAnswer() => new(MailSendOutcome.Unknown, "no answer");

    /// <summary>The mail leaves and the process dies before it can write that down.</summary>
    public static MailSendResult? LeftAndCrashed() => null;

    public Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        Tries++;
        if (IsDown)
        {
            throw new TransientMailException("The mail server does not answer; nothing was sent.") { IsOfTheServer = true };
        }

        if (IsLaterToAll is { } later && (LaterTo is null || mail.To[0].Address == LaterTo))
        {
            throw new SocialWorkflows.Connectors.Smtp.SmtpReply(int.Parse(later[..3], System.Globalization.CultureInfo.InvariantCulture), [later[4..]]).Problem("RCPT TO");
        }

        if (Refuses(mail) is { } refusal)
        {
            throw refusal;
        }

        var result = Script.TryDequeue(out var step) ? step() : new MailSendResult(MailSendOutcome.Accepted, "250");
        _left.Enqueue(mail);
        return result is null
            ? throw new InvalidOperationException("The process died after the mail had left.")
            : Task.FromResult(result);
    }
}
