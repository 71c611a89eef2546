using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Asked at the moment of sending: since a mail was planned, somebody may have begun to watch the person's mail.</summary>
internal sealed class SafeSends(ICaseJournal journal, SafeMail safe, MunicipalityDirectory municipalities)
{
    /// <summary>An answer that belongs to no case is asked by its address, which may be that of one; a list's mail more strictly, since nobody asked for it.</summary>
    public async Task<bool> MayLeaveAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation) => row.Kind == ListResults.MailKind
        ? await safe.MayListAsync(row.Municipality, mail.To[0].Address, cancellation)
        : await journal.ReadAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is { } record
            ? await safe.ModeOfAsync(record, cancellation) switch
            {
                SafeModes.Off => true,
                SafeModes.Neutral => mail.From.Address != municipalities.Get(row.Municipality).Pack.Institution.Email,
                _ => false,
            }
            : await safe.MayAnswerAsync(row.Municipality, mail.To[0].Address, cancellation);
}
