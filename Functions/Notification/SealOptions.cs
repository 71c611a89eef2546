namespace SocialWorkflows.Functions.Notification;

/// <summary>The certificate with which a municipality seals its letters; a decision is never sealed, a person signs it.</summary>
internal sealed class SealOptions
{
    /// <summary>Followed by the municipality's id: <c>Seal__smiltene__File</c>.</summary>
    public const string SectionName = "Seal";

    /// <summary>A PKCS #12 file (.p12, .pfx) with the certificate and its private key.</summary>
    public string File { get; set; } = string.Empty;

    /// <summary>The same as Base64, in place of the file: a Key Vault reference to a certificate gives it so, without a password.</summary>
    public string Certificate { get; set; } = string.Empty;

    public string Password { get; set; } = string.Empty;

    /// <summary>So many days before its end the head gets a task. Default 30.</summary>
    public int WarnDays { get; set; } = 30;

    /// <summary>Address of a time-stamping service (RFC 3161), <c>http://…</c>. Unset: seals carry no time-stamp (PAdES baseline B).</summary>
    public string? TimeStampUrl { get; set; }

    /// <summary>OID of the policy that is asked for. Unset: the service's own.</summary>
    public string? TimeStampPolicy { get; set; }
}
