using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Looks again at a message whose signature could not be checked when it came. Once it holds, the case is opened as if it had held from the beginning; a person
/// who dealt with the message meanwhile was first.
/// </summary>
internal sealed class RecheckSignatureActivity(
    IIntakeLedger ledger, IDocumentStore documents, MessageFiles files, SenderGuard senders, FileMessageActivity filing, MunicipalityDirectory municipalities)
    : TaskActivity<MessageInput, FiledMessage>
{
    public override async Task<FiledMessage> RunAsync(TaskActivityContext context, MessageInput input)
    {
        var row = await ledger.FindAsync(input.IntakeId, CancellationToken.None)
            ?? throw new InvalidOperationException($"The intake ledger has no row {input.IntakeId}.");
        if (row is not { Disposition: Dispositions.Review, Reason: SignedApplication.Checking })
        {
            return new FiledMessage(row.Disposition, null);
        }

        var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, CancellationToken.None));
        var attachments = files.Inspect(mail);
        var trust = senders.TrustOf(mail);
        return trust != SenderTrust.Failed && SignedApplication.Of(attachments).Applicant is { } applicant
            ? await filing.OpenCaseAsync(row, mail, attachments, applicant, municipalities.Get(row.Municipality), trust)
            : new FiledMessage(row.Disposition, null) { IsOpen = true };
    }
}
