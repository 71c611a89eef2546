using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Looks again at a message whose signature could not be checked when it came. Once it holds, the case is opened as if it had held from the beginning; a person
/// who dealt with the message meanwhile was first. Once it is known not to hold, the list says so and the sender hears how to sign.
/// </summary>
internal sealed class RecheckSignatureActivity(
    IIntakeLedger ledger, IDocumentStore documents, MessageFiles files, SenderGuard senders, FileMessageActivity filing, BytesInWork bytes, MunicipalityDirectory municipalities)
    : TaskActivity<MessageInput, FiledMessage>
{
    public override async Task<FiledMessage> RunAsync(TaskActivityContext context, MessageInput input)
    {
        var row = await ledger.FindAsync(input.IntakeId, CancellationToken.None)
            ?? throw new InvalidOperationException($"The intake ledger has no row {input.IntakeId}.");
        if (row is not { Disposition: Dispositions.Review, Reason: SignedApplication.Checking })
        {
            // Changed by an earlier try of this activity, its sender may not have heard yet.
            return row is { Disposition: Dispositions.Review, By: "machine" } ? FileMessageActivity.Filed(row.Disposition, row.Reason) : new FiledMessage(row.Disposition, null);
        }

        using var held = await bytes.TakeAsync(row.Size);
        var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, CancellationToken.None));
        var attachments = files.Inspect(row.Municipality, mail);
        var trust = senders.TrustOf(mail);
        var signed = SignedApplication.Of(attachments);
        if (trust != SenderTrust.Failed && signed.Applicant is { } applicant)
        {
            return await filing.OpenCaseAsync(row, mail, attachments, applicant, municipalities.Get(row.Municipality), trust);
        }

        if (signed.Applicant is not null || signed.Reason == SignedApplication.Checking)
        {
            return new FiledMessage(row.Disposition, null) { IsOpen = true };
        }

        var told = await ledger.ChangeReasonAsync(row.IntakeId, SignedApplication.Checking, signed.Reason, "machine", CancellationToken.None);
        return FileMessageActivity.Filed(told.Disposition, told.Reason);
    }
}
