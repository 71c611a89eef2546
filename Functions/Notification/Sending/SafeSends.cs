using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Asked at the moment of sending: since a mail was planned, somebody may have begun to watch the person's mail.</summary>
internal sealed class SafeSends(ICaseJournal journal, SafeMail safe, MunicipalityDirectory municipalities)
{
    public Task<bool> MayLeaveAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation) =>
        row.Kind == ListResults.MailKind ? safe.MayListAsync(row.Municipality, mail.To[0].Address, cancellation) : MayLeaveForCaseAsync(row, mail, cancellation);

    private async Task<bool> MayLeaveForCaseAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation) =>
        await journal.ReadAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is not { State.SafeMode: var mode and not SafeModes.Off }
        || (mode == SafeModes.Neutral && mail.From.Address != municipalities.Get(row.Municipality).Pack.Institution.Email);
}
