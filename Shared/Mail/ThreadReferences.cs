namespace SocialWorkflows.Mail;

/// <summary>The mails a mail says it answers.</summary>
public static class ThreadReferences
{
    /// <summary>All ids of In-Reply-To, then of References, in their order, each once, without angle brackets. Claims of the sender: match them with what we sent.</summary>
    public static IReadOnlyList<string> Of(MailMessage message) =>
        [.. message.InReplyTo.Concat(message.References).Distinct(StringComparer.Ordinal)];
}
