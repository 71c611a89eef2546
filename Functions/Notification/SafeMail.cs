using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>Mail to people whom somebody watches: neutral, or none at all.</summary>
internal sealed class SafeMail(ICaseJournal journal, ICaseBoard board, IPersonTasks tasks, TimeProvider time)
{
    /// <summary>
    /// The neutral form of any status mail: another mailbox, a subject and text that tell nothing, no thread, no link, no reply address of the case.
    /// </summary>
    public OutgoingMail Neutral(Municipality municipality, CaseState state, NeutralSender sender, string operationId, string messageId)
    {
        var mail = StatusMail.ComposeNeutral(municipality.Templates);
        return new OutgoingMail
        {
            OperationId = operationId,
            From = new MailAddress(sender.Name, sender.Email),
            To = [new MailAddress(null, state.Received!.ReplyTo)],
            Subject = mail.Subject,
            Text = mail.Text,
            Html = mail.Html,

            // Planned before the mode was set, the id would still name the service's domain.
            MessageId = $"{messageId[..messageId.IndexOf('@')]}@{DomainOf(sender)}",
            AutoSubmitted = "auto-generated",
            Date = time.GetUtcNow(),
        };
    }

    public static string DomainOf(NeutralSender sender) => sender.Email[(sender.Email.IndexOf('@') + 1)..];

    /// <summary>What may not be sent is told to a person, once for each reason.</summary>
    public Task TellAsync(CaseRef reference, string number, string kind, int round, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = $"safe-mail:{reference.CaseId}:{kind}:{round}",
            Municipality = reference.Municipality,
            Role = Roles.Registrar,
            Kind = "safe-mail",
            SubjectId = reference.CaseId,
            Text = new(
                $"Lietā {number} e-pastu sūtīt nedrīkst. Pasakiet jaunumus iesniedzējam droši, kā norunāts.",
                $"In case {number} no e-mail may be sent. Tell the applicant the news safely, as agreed."),
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);

    /// <summary>
    /// The mode of the person, not only of one case: the strictest of the case and of every open case of the same personal code or mailbox in the
    /// municipality. A case that has ended counts until somebody says something newer on any of them.
    /// </summary>
    public async Task<string> ModeOfAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.State.SafeMode == SafeModes.Silent || record.State.Received is not { } received)
        {
            return record.State.SafeMode;
        }

        var (municipality, code) = (record.Case.Municipality, received.Applicant.PersonalCode);
        HashSet<CaseRef> references =
        [
            .. string.IsNullOrEmpty(code) ? [] : await board.FindByPersonAsync(municipality, code, cancellation),
            .. received.ReplyTo.Length == 0 ? [] : await board.FindBySenderAsync(municipality, received.ReplyTo, cancellation),
        ];
        List<CaseRecord> said = record.State.Safety is null ? [] : [record];
        foreach (var reference in references.Where(r => r != record.Case))
        {
            // A member of somebody's household is not the person whose mail that case speaks of.
            if (await journal.ReadAsync(reference, cancellation) is { State: { Safety: not null, Received: { } other } } found
                && (other.Applicant.PersonalCode == code || other.ReplyTo.Equals(received.ReplyTo, StringComparison.OrdinalIgnoreCase)))
            {
                said.Add(found);
            }
        }

        var open = said.Where(r => r.State.Closed is null).Select(r => r.State.SafeMode).ToHashSet(StringComparer.Ordinal);
        return open.Contains(SafeModes.Silent) ? SafeModes.Silent
            : open.Contains(SafeModes.Neutral) ? SafeModes.Neutral
            : said.MaxBy(r => r.Entries.Last(e => e.Event is SafeModeSet).At)?.State.SafeMode ?? SafeModes.Off;
    }

    /// <summary>Whether an automatic answer may go to an address: never to one on an open case whose mail is not safe.</summary>
    public Task<bool> MayAnswerAsync(string municipality, string address, CancellationToken cancellation) => IsOfNoneAsync(municipality, address, s => s.Closed is null, cancellation);

    /// <summary>Whether a mail that nobody asked for may go to an address: not where any case, also one that has ended, says that mail is not safe.</summary>
    public Task<bool> MayListAsync(string municipality, string address, CancellationToken cancellation) => IsOfNoneAsync(municipality, address, _ => true, cancellation);

    private async Task<bool> IsOfNoneAsync(string municipality, string address, Func<CaseState, bool> counts, CancellationToken cancellation)
    {
        foreach (var reference in await board.FindBySenderAsync(municipality, address, cancellation))
        {
            if (await journal.ReadAsync(reference, cancellation) is { State: { SafeMode: not SafeModes.Off } state } && counts(state))
            {
                return false;
            }
        }

        return true;
    }
}
