using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Works out what goes with a record while its journal can still be read; kept in the line, so that whoever goes on after a crash knows it.</summary>
internal sealed class DestructionPlan(IIntakeLedger intake, ISendLedger sends)
{
    public async Task<RetentionRow> OfAsync(RetentionRow row, RetentionStanding standing, CancellationToken cancellation)
    {
        var record = standing.Record;
        var named = record is null ? [] : CaseDocuments.MessagesIn(record).ToHashSet(StringComparer.Ordinal);
        List<IntakeRow> messages = record is null
            ? [standing.Message!]
            : [.. (await intake.ListAsync(row.Municipality, null, cancellation)).Where(m => m.CaseId == row.SubjectId || named.Contains(m.IntakeId))];
        var ids = messages.Select(m => m.IntakeId).ToHashSet(StringComparer.Ordinal);
        var mails = (await sends.ListAsync(row.Municipality, null, cancellation)).Where(s => s.SubjectId == row.SubjectId || ids.Contains(s.SubjectId)).ToList();
        return row with
        {
            Files = [.. (record is null ? [] : CaseDocuments.MentionedIn(record)).Concat(messages.Select(m => m.ContentHash)).Concat(mails.Select(s => s.ContentId).OfType<string>()).Distinct(StringComparer.Ordinal)],
            Messages = [.. ids],
            MailboxIds = await intake.DeliveriesAsync(cancellation).Where(d => ids.Contains(d.IntakeId)).Select(d => DeliveryIds.MailOf(d.ProviderId)).OfType<string>().Distinct(StringComparer.Ordinal).ToListAsync(cancellation),
            Operations = [.. mails.Select(s => s.OperationId)],
            Sent = mails.Where(s => s.ProviderId?.StartsWith(SendHandOver.DraftPrefix, StringComparison.Ordinal) == true)
                .ToDictionary(s => s.OperationId, s => s.ProviderId![SendHandOver.DraftPrefix.Length..], StringComparer.Ordinal),
            Instances =
            [
                .. record is null ? [] : Enumerable.Range(1, record.State.Generation).Select(g => CaseInput.InstanceOf(record.Case, g)),
                .. ids.SelectMany(id => Enumerable.Range(0, Revival.MaximumRevivals + 1).Select(n => n == 0 ? MessageInput.InstanceOf(id) : $"{MessageInput.InstanceOf(id)}-r{n}")),
            ],
        };
    }
}
