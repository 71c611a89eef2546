namespace SocialWorkflows.Connectors.SendGrid;

/// <summary>Section "Mail:SendGrid".</summary>
public sealed class SendGridOptions
{
    public const string SectionName = "Mail:SendGrid";

    /// <summary>Key with the one right to send, as a Key Vault reference.</summary>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>Default: the European host, which needs a subuser of the EU region; data stay there.</summary>
    public Uri Endpoint { get; set; } = new("https://api.eu.sendgrid.com/");

    /// <summary>Public key of the signed event webhook, Base64 of its DER form, as the provider shows it. Empty: no events are taken, and a mail in doubt goes to a person.</summary>
    public string WebhookPublicKey { get; set; } = string.Empty;

    /// <summary>The provider checks each mail and delivers none.</summary>
    public bool Sandbox { get; set; }

    /// <summary>For one call. Default 100 s.</summary>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>What is wrong with the settings and what to do; null when they can be used.</summary>
    public string? Problem() => this switch
    {
        { ApiKey.Length: 0 } => $"{SectionName}:ApiKey is not set: make a key with the right 'Mail Send' only and give it as a Key Vault reference.",
        _ when ApiKey.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal) =>
            $"{SectionName}:ApiKey is a Key Vault reference that was not resolved: check that the app's identity may read secrets of the vault.",
        _ when ApiKey.Any(c => c is <= ' ' or > '~') => $"{SectionName}:ApiKey holds characters that no key has.",
        { Endpoint: var endpoint } when !endpoint.IsAbsoluteUri || endpoint.Scheme != Uri.UriSchemeHttps => $"{SectionName}:Endpoint is '{Endpoint}': a key is never sent over anything but https.",
        { WebhookPublicKey.Length: > 0 } when !SendGridEvents.IsKey(WebhookPublicKey) => $"{SectionName}:WebhookPublicKey is no ECDSA public key in Base64: copy it from the provider's page of the event webhook.",
        _ => null,
    };
}
