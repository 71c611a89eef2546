namespace SocialWorkflows.Mail.Reports;

/// <summary>
/// What old mail servers write in their own words (RFC 5321 §6.1 asks for a notice and gives it no form). Only what stands before the quoted mail counts:
/// in that may stand anything.
/// </summary>
internal static class FailureWords
{
    private const int LookedAt = 8_000;

    private static readonly string[] Failed =
    [
        "undeliver", "not deliver", "not be deliver", "unable to deliver", "t able to deliver", "failed to deliver", "delivery failed", "delivery has failed", "delivery failure",
        "failure notice", "permanent error", "permanent failure", "permanent fatal errors", "returned mail", "returned to sender", "returning message to sender", "no such user", "user unknown",
        "unknown user", "mailbox unavailable", "does not exist", "giving up", "given up", "nav piegādāt", "netika piegādāt", "neizdevās piegādāt", "nevarēja piegādāt", "не доставлено",
        "не удалось доставить", "unzustellbar", "konnte nicht zugestellt",
    ];

    private static readonly string[] Delayed =
    [
        "delay", "warning message only", "do not need to resend", "will be retried", "will retry", "will keep trying", "still being retried", "will continue to", "still trying", "not yet been delivered",
        "could not be delivered yet", "temporar", "aizkav", "vēl nav piegādāt", "mēģinās vēlreiz", "задерж", "verzögert",
    ];

    /// <summary>The mail speaks of failure and not of delay.</summary>
    public static bool Say(MailMessage mail)
    {
        var quoted = mail.TextBody.IndexOf("Message-ID:", StringComparison.OrdinalIgnoreCase);
        var own = $"{mail.Subject}\n{mail.TextBody[..Math.Min(quoted < 0 ? mail.TextBody.Length : quoted, LookedAt)]}";
        return (mail.Header("X-Failed-Recipients") is not null || Has(own, Failed)) && !Has(own, Delayed);
    }

    private static bool Has(string text, string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
