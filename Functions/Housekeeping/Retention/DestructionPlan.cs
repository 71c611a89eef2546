using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Intake;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Works out what goes with a record while its journal can still be read; kept in the line, so that whoever goes on after a crash knows it.</summary>
internal sealed class DestructionPlan(ICaseJournal journal, IIntakeLedger intake, ISendLedger sends)
{
    /// <summary>Null when it may not be destroyed: the case is open again.</summary>
    public async Task<RetentionRow?> OfAsync(RetentionRow row, CancellationToken cancellation)
    {
        var reference = new CaseRef(row.Municipality, row.SubjectId);
        var record = row.Kind == RetentionKinds.Case ? await journal.ReadAsync(reference, cancellation) : null;
        if (row.Kind == RetentionKinds.Case && record is not { State.Closed: not null })
        {
            return null;
        }

        List<IntakeRow> messages = record is null
            ? [await intake.FindAsync(row.SubjectId, cancellation) ?? throw new InvalidOperationException($"The intake ledger has no row {row.SubjectId}.")]
            : [.. (await intake.ListAsync(row.Municipality, null, cancellation)).Where(m => m.CaseId == row.SubjectId)];
        var ids = messages.Select(m => m.IntakeId).ToHashSet(StringComparer.Ordinal);
        var mails = (await sends.ListAsync(row.Municipality, null, cancellation)).Where(s => s.SubjectId == row.SubjectId || ids.Contains(s.SubjectId)).Select(s => s.ContentId).OfType<string>();
        return row with
        {
            Files = [.. (record is null ? [] : CaseDocuments.MentionedIn(record)).Concat(messages.Select(m => m.ContentHash)).Concat(mails).Distinct(StringComparer.Ordinal)],
            Messages = [.. ids],
            MailboxIds = await intake.DeliveriesAsync(cancellation).Where(d => ids.Contains(d.IntakeId)).Select(d => d.ProviderId).ToListAsync(cancellation),
            Instances =
            [
                .. record is null ? [] : Enumerable.Range(1, record.State.Generation).Select(g => CaseInput.InstanceOf(reference, g)),
                .. ids.SelectMany(id => Enumerable.Range(0, Revival.MaximumRevivals + 1).Select(n => n == 0 ? MessageInput.InstanceOf(id) : $"{MessageInput.InstanceOf(id)}-r{n}")),
            ],
        };
    }
}
