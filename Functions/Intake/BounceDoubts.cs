using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Reports;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// A bounce that names one of our mails, and is still no proof. A notice counts from its sending by law, so a server's own words never take one back, and
/// a report about somebody we did not write to is another's word. A person reads it and marks the notice as returned where it was.
/// </summary>
internal sealed class BounceDoubts(ICaseJournal journal, IDocumentStore documents, IPersonTasks tasks, TimeProvider time)
{
    public async Task<bool> AreThereAsync(SendRow sent, BounceReport bounce, CancellationToken cancellation)
    {
        if (!bounce.IsReport)
        {
            return sent.Kind == NoticeMailDesk.Kind;
        }

        var written = await WrittenToAsync(sent, cancellation);
        return written.Count > 0 && !bounce.Recipients.Any(r => written.Contains(r.Trim('<', '>', ' '), StringComparer.OrdinalIgnoreCase));
    }

    /// <returns>The case of the mail, if any.</returns>
    public async Task<CaseRef?> TellAsync(IntakeRow row, SendRow sent, CancellationToken cancellation)
    {
        var reference = (await journal.ReadAsync(new CaseRef(row.Municipality, sent.SubjectId), cancellation))?.Case;
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"bounce-doubtful:{sent.OperationId}",
                Municipality = row.Municipality,
                Role = Roles.Registrar,
                Kind = "mail-bounced",
                SubjectId = reference?.CaseId ?? row.IntakeId,
                Text = new(
                    $"Vēstulē {row.Number} teikts, ka mūsu e-pasta ziņa nav piegādāta, bet tas nav droši. Izlasiet to. Ja ziņa tiešām nav piegādāta, atzīmējiet to lietā un informējiet iesniedzēju citādi.",
                    $"Letter {row.Number} says that our e-mail was not delivered, but that is not certain. Read it. If the mail was indeed not delivered, mark it in the case and tell the applicant in another way."),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
        return reference;
    }

    /// <summary>From the mail as it was planned; rows of older versions kept none, and then the case says it. Empty: not known.</summary>
    private async Task<IReadOnlyList<string>> WrittenToAsync(SendRow sent, CancellationToken cancellation)
    {
        if (sent.ContentId is { } content)
        {
            try
            {
                return [.. OutgoingMailFile.Read(await documents.GetAsync(content, cancellation)).To.Select(a => a.Address)];
            }
            catch (DocumentStoreException)
            {
                // As for a row that kept none.
            }
        }

        var state = (await journal.ReadAsync(new CaseRef(sent.Municipality, sent.SubjectId), cancellation))?.State;
        return state is null ? [] : [.. new[] { state.Received?.ReplyTo, NoticeAddress.Of(state, "signed-email") }.OfType<string>().Where(a => a.Length > 0)];
    }
}
