namespace SocialWorkflows.Connectors.Graph;

/// <summary>Section "Mail:Graph": the public mailbox in Exchange Online. Without <see cref="Mailbox"/> the Maildir is the mailbox.</summary>
public sealed class GraphOptions
{
    public const string SectionName = "Mail:Graph";

    /// <summary>Address of the mailbox, for example <c>soc.dienests@…</c>. Empty: no Graph.</summary>
    public string Mailbox { get; set; } = string.Empty;

    /// <summary>Where Microsoft Graph calls us, https and reachable from the internet. Null: the mailbox is only polled.</summary>
    public Uri? NotificationUrl { get; set; }

    /// <summary>Graph of the cloud the tenant is in.</summary>
    public Uri Endpoint { get; set; } = new("https://graph.microsoft.com/");

    /// <summary>Name of the folder beside the inbox to which accepted mail is moved; made when missing.</summary>
    public string ProcessedFolder { get; set; } = "Apstrādāts";

    /// <summary>A larger mail is taken in with its headers only. Default 50 MB.</summary>
    public long MaxMessageBytes { get; set; } = 50_000_000;

    /// <summary>How often the mailbox is looked at although nothing was notified. Default one minute.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Mail of what was destroyed is left to Exchange's own retention rule. Default: it is destroyed, wherever in the mailbox it lies.</summary>
    public bool KeepsDestroyed { get; set; }

    /// <summary>For one call, answer included. Default 100 s.</summary>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Client id of the identity: of a user-assigned managed identity, or of the application of <see cref="CertificateFile"/>.</summary>
    public string ClientId { get; set; } = string.Empty;

    /// <summary>Tenant of the application; needed with <see cref="CertificateFile"/> only.</summary>
    public string TenantId { get; set; } = string.Empty;

    /// <summary>PEM file with certificate and key of the application, where no managed identity is at hand. Null: managed identity.</summary>
    public string? CertificateFile { get; set; }

    public bool IsOn => Mailbox.Length > 0;

    /// <summary>What is wrong with the settings and what to do; null when they can be used.</summary>
    public string? Problem() => this switch
    {
        { Endpoint.Scheme: not "https" } => $"{SectionName}:Endpoint is '{Endpoint}': a token is never sent over anything but https.",
        _ when !Mailbox.Contains('@', StringComparison.Ordinal) => $"{SectionName}:Mailbox is no address. Give the mailbox's own address, for example soc.dienests@novads.example.",
        { NotificationUrl: { } url } when !url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps => $"{SectionName}:NotificationUrl must be an absolute https address; Graph calls no other.",
        { CertificateFile: not null } when ClientId.Length == 0 || TenantId.Length == 0 => $"{SectionName}:CertificateFile is set without ClientId and TenantId: say whose certificate it is.",
        { ProcessedFolder.Length: 0 } => $"{SectionName}:ProcessedFolder is empty: accepted mail needs a folder to go to.",
        _ => null,
    };

    internal Uri Root => new(Endpoint, $"v1.0/users/{Uri.EscapeDataString(Mailbox)}/");
}
