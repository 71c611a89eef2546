using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// Asked before each try: a mail of a case goes to the address in force when it leaves, not to the one of the day it was planned. Only what certainly
/// did not leave is addressed anew, together with the link in it, which opens for one address only.
/// </summary>
internal sealed class SendAddresses(ICaseJournal journal, ISendLedger ledger, IDocumentStore documents, ResidentLinks links, SendCertainty certainty)
{
    /// <returns>What is to be tried; null when the address has changed and nobody can say whether an earlier try has left.</returns>
    public async Task<(SendRow Row, OutgoingMail Mail)?> FollowAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation)
    {
        if (!StatusMails.FollowsTheAddress(row.Kind)
            || await journal.ReadAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is not { State.Received.ReplyTo: { Length: > 0 } address }
            || mail.To is not [var to]
            || to.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
        {
            return (row, mail);
        }

        if (!certainty.IsCertainlyHere(row))
        {
            return null;
        }

        mail = mail with { To = [to with { Address = address }], Text = links.For(address, mail.Text), Html = mail.Html is { } html ? links.For(address, html) : null };
        var content = await documents.PutAsync(OutgoingMailFile.Write(mail), cancellation);

        // Somebody may have changed the row meanwhile; then the claim of this version fails, and the next look follows the address again.
        return (await ledger.ReplaceAsync(row with { ContentId = content }, cancellation) ?? row, mail);
    }
}
