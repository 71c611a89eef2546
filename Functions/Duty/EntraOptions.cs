namespace SocialWorkflows.Functions.Duty;

/// <summary>Section "Duty:Entra": whether Entra ID is asked, once an hour, which accounts of the staff list are gone.</summary>
internal sealed class EntraOptions
{
    public const string SectionName = "Duty:Entra";

    /// <summary>Needs the application permission User.Read.All of Microsoft Graph.</summary>
    public bool IsOn { get; set; }

    /// <summary>Graph of the cloud the tenant is in.</summary>
    public Uri Endpoint { get; set; } = new("https://graph.microsoft.com/");

    /// <summary>Client id of the identity or application; empty: AZURE_CLIENT_ID.</summary>
    public string ClientId { get; set; } = string.Empty;

    /// <summary>Tenant of the application; needed with <see cref="CertificateFile"/> only.</summary>
    public string TenantId { get; set; } = string.Empty;

    /// <summary>PEM file with certificate and key, where no managed identity is at hand.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>What is wrong with the settings and what to do; null when they can be used.</summary>
    public string? Problem() => this switch
    {
        { Endpoint: { IsAbsoluteUri: false } or { Scheme: not "https" } } => $"{SectionName}:Endpoint is '{Endpoint}': a token is never sent over anything but https.",
        { CertificateFile: not null } when ClientId.Length == 0 || TenantId.Length == 0 => $"{SectionName}:CertificateFile is set without ClientId and TenantId: say whose certificate it is.",
        _ => null,
    };
}
