using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Where an answer to a mail goes: the one From, which is what mail servers check; the one Reply-To only within From's domain, since anybody can name anybody there.
/// Nowhere when there is not one usable From.
/// </summary>
internal static class ReplyAddress
{
    public static MailAddress? Of(MailMessage mail) => (mail.ReplyTo, mail.From) switch
    {
        ([{ IsValid: true } replyTo], [{ IsValid: true } from]) when DomainOf(replyTo).Equals(DomainOf(from), StringComparison.OrdinalIgnoreCase) => replyTo,
        (_, [{ IsValid: true } from]) => from,
        _ => null,
    };

    private static string DomainOf(MailAddress address) => address.Address[(address.Address.LastIndexOf('@') + 1)..];
}
