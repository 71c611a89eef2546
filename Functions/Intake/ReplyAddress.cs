using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Where an answer to a mail goes: the one Reply-To, else the one From; nowhere when that is not one usable address.</summary>
internal static class ReplyAddress
{
    public static MailAddress? Of(MailMessage mail) => (mail.ReplyTo, mail.From) switch
    {
        ([{ IsValid: true } replyTo], _) => replyTo,
        ([], [{ IsValid: true } from]) => from,
        _ => null,
    };
}
