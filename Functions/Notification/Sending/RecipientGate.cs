using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Outside production nobody is written to who is not on the list: test data may hold the addresses of living people.</summary>
internal sealed class RecipientGate(OutgoingOptions options, SyntheticOptions? synthetic = null)
{
    /// <summary>What the synthetic resident is sent goes to its own address only, whatever the settings admit for people.</summary>
    public bool Admits(string municipality, OutgoingMail mail) => municipality == SyntheticMunicipality.Id
        ? synthetic is not null && mail.To.All(to => string.Equals(to.Address, synthetic.Discard, StringComparison.OrdinalIgnoreCase))
        : Admits(mail);

    public bool Admits(OutgoingMail mail) => options.Sender == OutgoingOptions.Outbox
        || options.Recipients == OutgoingOptions.Everyone
        || mail.To.All(to => options.AllowedRecipients.Any(allowed => Matches(to.Address, allowed)));

    private static bool Matches(string address, string allowed) => allowed[0] == '@'
        ? address.EndsWith(allowed, StringComparison.OrdinalIgnoreCase)
        : string.Equals(address, allowed, StringComparison.OrdinalIgnoreCase);
}
