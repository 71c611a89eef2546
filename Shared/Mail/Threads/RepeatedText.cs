namespace SocialWorkflows.Mail.Threads;

/// <summary>
/// An automatic answer that no header gives away: the same words again and again in one thread, and a sign that a program wrote them. A person who asks
/// the same three times is still a person.
/// </summary>
public static class RepeatedText
{
    /// <summary>The how manieth equal text is taken for a machine's.</summary>
    public const int Exchanges = 3;

    private static readonly string[] Said =
    [
        "automātisk", "atvaļinājum", "prombūtn", "neesmu birojā", "esmu ārpus biroja", "automatic reply", "auto-reply", "autoreply", "automatically generated", "out of office",
        "out of the office", "on vacation", "do not reply", "автоматическ", "автоответ", "в отпуске",
    ];

    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <param name="earlier">Texts of the same thread with the instant each arrived.</param>
    /// <param name="mail">The new one.</param>
    /// <param name="at">When it arrived.</param>
    /// <returns>True from the third equal text within 30 days on that bears a sign of a program. An empty text says nothing.</returns>
    public static bool IsAutomatic(IEnumerable<(DateTimeOffset At, string Text)> earlier, MailMessage mail, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var words = Words(mail.TextBody);
        return words.Length > 0 && HasSign(mail) && earlier.Count(e => at - e.At <= Window && Words(e.Text) == words) >= Exchanges - 1;
    }

    private static bool HasSign(MailMessage mail) =>
        mail.From.Any(a => UnwantedAnswer.Senders.Any(s => a.Address.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
        || Said.Any(s => mail.Subject.Contains(s, StringComparison.OrdinalIgnoreCase) || mail.TextBody.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
