namespace SocialWorkflows.Mail;

/// <summary>
/// Mail that a person has to look at, and whose sender nobody should answer by machine: the address says that nobody reads it, a service for mass mail sent it, or the subject
/// begins as programs begin theirs. Weaker than <see cref="MachineMail"/>, which is nobody's work.
/// </summary>
public static class UnwantedAnswer
{
    internal static readonly string[] Senders = ["noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "autoreply", "auto-reply", "neatbildet"];

    private static readonly string[] Beginnings =
    [
        "automātiska atbilde", "automatic reply", "auto reply", "autoreply", "out of office", "undeliverable", "undelivered", "mail delivery failed", "delivery status notification",
        "автоматический ответ", "автоответ", "не доставлено",
    ];

    public static bool To(MailMessage mail) =>
        mail.Header("List-Unsubscribe") is not null
        || mail.From.Any(a => Senders.Any(s => a.Address.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
        || Beginnings.Any(b => mail.Subject.TrimStart().StartsWith(b, StringComparison.OrdinalIgnoreCase));
}
