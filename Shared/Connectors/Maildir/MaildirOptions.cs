namespace SocialWorkflows.Connectors.Maildir;

/// <summary>Section "Mail:Maildir".</summary>
public sealed class MaildirOptions
{
    public const string SectionName = "Mail:Maildir";

    /// <summary>A larger mail is offered with its headers only. Default 50 MB.</summary>
    public long MaxMessageBytes { get; set; } = 50_000_000;

    /// <summary>How often the folder is looked at although the file watcher said nothing. Default 30 s.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(30);
}
