using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>What a resident asks for on the status page. Persisted in stored messages: add, never rename.</summary>
internal static class ResidentAsks
{
    public const string Documents = "documents";
    public const string Withdrawal = "withdrawal";
}

/// <summary>Files what came through the status page as a reply in the case the page was opened for.</summary>
internal sealed class StatusPageFiling(MessageFiles files, ICaseJournal journal, MunicipalityDirectory municipalities)
{
    /// <summary>Persisted as how the case was found.</summary>
    public const string MatchedBy = "status-page";

    public async Task<DoorEnd> FileAsync(IntakeRow row, MailMessage mail, DoorRecord door, IReadOnlyList<InspectedAttachment> attachments, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(row.Municipality);
        if (door.OfCaseId is not { } caseId || await journal.ReadAsync(new CaseRef(row.Municipality, caseId), cancellation) is not { } record)
        {
            return new DoorEnd(Dispositions.Review, "case-unknown");
        }

        var filed = new MessageFiled
        {
            IntakeId = row.IntakeId,
            ReceivedAt = row.ReceivedAt,
            ReceivedOn = door.Entry.CountsFrom,
            LookTerm = municipality.For(record.State).Terms.LookAt(door.Entry.CountsFrom),
            MessageId = row.MessageId,
            MatchedBy = MatchedBy,
            Text = LongText.Cut(mail.TextBody),
            Files = await files.StoreAsync(municipality.Pack, attachments, cancellation),
            WithdrawalSuspected = door.Asks == ResidentAsks.Withdrawal,
        };

        // A closed case waits for nobody, so nobody would see the message there.
        var result = await journal.AppendAsync(
            new Append { Case = record.Case, Key = $"message:{row.IntakeId}", Wakes = true, Decide = append => append.State.Closed is null ? [filed] : [] }, cancellation);
        return result.Entries.Count > 0 ? new DoorEnd(Dispositions.ExistingCase, MatchedBy, caseId) : new DoorEnd(Dispositions.Review, "case-closed");
    }
}
