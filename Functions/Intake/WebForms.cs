using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Mail of the web forms that a municipality's pack names: a program sends it, and a person wrote what is in it. So it is judged as that person's letter, where our
/// mail server vouches for the sender; its technical address is never written to, whoever used it.
/// </summary>
internal sealed class WebForms(MunicipalityDirectory municipalities, SenderGuard senders)
{
    /// <summary>Persisted as the reason in the ledger: a form's letter without a signed file. Nobody was told how to sign.</summary>
    public const string Reason = "web-form";

    /// <summary>A named form of this municipality wrote it, and DMARC passed.</summary>
    public bool IsOne(string municipality, MailMessage mail, DateTimeOffset receivedAt) =>
        mail.From is [{ IsValid: true } from] && IsNamed(municipalities.Get(municipality), from, receivedAt) && senders.TrustOf(mail) == SenderTrust.Passed;

    /// <summary>As <see cref="MachineMail.Classify"/>, but null for what a person typed into a form. Reports and calendars are a machine's from every address.</summary>
    public MachineMailVerdict? Classify(string municipality, MailMessage mail, DateTimeOffset receivedAt) =>
        MachineMail.Classify(mail) is { } verdict
        && !(verdict.Kind is MachineMailKind.AutoReply or MachineMailKind.Bulk or MachineMailKind.NullReturnPath && IsOne(municipality, mail, receivedAt))
            ? verdict
            : null;

    /// <summary>As <see cref="ReplyAddress.Of"/>, but null for the address of any form that is named.</summary>
    public MailAddress? ReplyTo(MailMessage mail, DateTimeOffset receivedAt) =>
        ReplyAddress.Of(mail) is { } to && !municipalities.All.Any(m => IsNamed(m, to, receivedAt)) ? to : null;

    private static bool IsNamed(Municipality municipality, MailAddress address, DateTimeOffset receivedAt) =>
        municipality.Pack.Doors.IsWebForm(address.Address, municipality.Terms.DayOf(receivedAt));
}
