using Microsoft.Extensions.Options;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;

namespace SocialWorkflows.Functions.Intake;

/// <summary>What is believed of a sender, and of what staff are warned.</summary>
internal sealed class SenderGuard(MunicipalityDirectory municipalities, StaffDirectory staff, IOptions<SenderOptions> options)
{
    private readonly IReadOnlyCollection<string> _trustedServers = [.. options.Value.TrustedServers];

    public SenderTrust TrustOf(MailMessage mail) => SenderAuthentication.Of(mail, _trustedServers);

    /// <summary>Persisted words.</summary>
    public IReadOnlyList<string> WarningsOf(MailMessage mail, string municipality)
    {
        var pack = municipalities.Get(municipality).Pack;
        return [.. SenderWarnings.Of(mail, [pack.Institution.Name, .. staff.NamesOf(municipality)], [StatusMailDesk.DomainOf(pack)]).Select(Word)];
    }

    private static string Word(SenderWarning warning) => warning switch
    {
        SenderWarning.DirectionOverride => "direction-override",
        SenderWarning.MixedScripts => "mixed-scripts",
        SenderWarning.LookAlikeDomain => "look-alike-domain",
        SenderWarning.OurNameElsewhere => "our-name-elsewhere",
        _ => "address-in-name",
    };
}
