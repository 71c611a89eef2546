namespace SocialWorkflows.Connectors.Maildir;

/// <summary>Section "Mail:Maildir".</summary>
public sealed class MaildirOptions
{
    public const string SectionName = "Mail:Maildir";

    /// <summary>A larger mail is offered with its headers only. Default 50 MB.</summary>
    public long MaxMessageBytes { get; set; } = 50_000_000;

    /// <summary>
    /// Header field into which the mail server that delivers into this folder writes the recipient, for example <c>Delivered-To</c> (Postfix, Dovecot). It is
    /// believed before To and Cc; set it only where the server writes it into every mail. Default none: only To and Cc count.
    /// </summary>
    public string? RecipientField { get; set; }

    /// <summary>How often the folder is looked at although the file watcher said nothing. Default 30 s.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(30);
}
