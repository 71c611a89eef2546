using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Notices from the letter itself that the same application went to another municipality too. The other one's cases are never
/// looked at: municipalities do not see each other.
/// </summary>
internal static class AlsoSentTo
{
    /// <summary>Names of the other institutions among the recipients; null when there are none. Addresses of private people stay out.</summary>
    public static IReadOnlyList<string>? Of(MailMessage mail, MunicipalityDirectory municipalities, string own)
    {
        string[] others =
        [
            .. mail.To.Concat(mail.Cc)
                .Select(a => municipalities.ByRecipient([a.Address]))
                .OfType<Municipality>()
                .Where(m => m.Pack.Id != own)
                .Select(m => m.Pack.Institution.Name)
                .Distinct(StringComparer.Ordinal),
        ];
        return others.Length == 0 ? null : others;
    }
}
