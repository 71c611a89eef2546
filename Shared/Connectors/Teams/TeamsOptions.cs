using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Connectors.Teams;

/// <summary>Section "Teams". Without an application id there is no bot: cards then have one door, the web page.</summary>
public sealed class TeamsOptions
{
    public const string SectionName = "Teams";

    /// <summary>Client id of the identity the bot signs in as; also the audience of every token that calls us. Null: no bot.</summary>
    public Guid? AppId { get; set; }

    /// <summary>The one tenant whose people may use the bot. Required with <see cref="AppId"/>.</summary>
    public Guid? TenantId { get; set; }

    /// <summary>Where the Bot Connector publishes its signing keys.</summary>
    [Required]
    public Uri Metadata { get; set; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>Issuer of the tokens that call us.</summary>
    [Required]
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>The only hosts our own token is sent to; an entry that begins with a dot means every host below it.</summary>
    [MinLength(1)]
    public IList<string> ServiceHosts { get; } = ["smba.trafficmanager.net", ".botframework.com"];

    /// <summary>Where staff reach the web page, for the link on cards: https only. Null: cards carry no link.</summary>
    public Uri? Workplace { get; set; }

    /// <summary>
    /// A PEM file with certificate and key of the application, where the app does not run under a managed identity. Null: managed identity.
    /// </summary>
    public string? CertificateFile { get; set; }

    public bool IsOn => AppId is not null;

    /// <summary>Whether an activity may name this address as the place to answer to.</summary>
    public bool Knows(Uri service) => service.Scheme == Uri.UriSchemeHttps && ServiceHosts.Any(host => host.StartsWith('.')
        ? service.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)
        : string.Equals(service.Host, host, StringComparison.OrdinalIgnoreCase));
}
