using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Works out what goes with a record while its journal can still be read; kept in the line, so that whoever goes on after a crash knows it.</summary>
internal sealed class DestructionPlan(IIntakeLedger intake, ISendLedger sends)
{
    /// <summary>What the ledgers say of a municipality, read once for all its lines of one night.</summary>
    public async Task<DestructionLedgers> ReadAsync(string municipality, CancellationToken cancellation) => new(
        await intake.ListAsync(municipality, null, cancellation),
        await sends.ListAsync(municipality, null, cancellation),
        await intake.DeliveriesAsync(cancellation).ToListAsync(cancellation));

    public static RetentionRow Of(RetentionRow row, RetentionStanding standing, DestructionLedgers ledgers)
    {
        if (standing.List is { } list)
        {
            return OfList(row, list, ledgers);
        }

        var record = standing.Record;
        var named = record is null ? [] : CaseDocuments.MessagesIn(record).ToHashSet(StringComparer.Ordinal);
        List<IntakeRow> messages = record is null
            ? [standing.Message!]
            : [.. ledgers.Messages.Where(m => m.CaseId == row.SubjectId || named.Contains(m.IntakeId))];
        var ids = messages.Select(m => m.IntakeId).ToHashSet(StringComparer.Ordinal);
        var mails = ledgers.Mails.Where(s => s.SubjectId == row.SubjectId || ids.Contains(s.SubjectId)).ToList();
        return row with
        {
            Files = [.. (record is null ? [] : CaseDocuments.MentionedIn(record)).Concat(messages.Select(m => m.ContentHash)).Concat(mails.Select(s => s.ContentId).OfType<string>()).Distinct(StringComparer.Ordinal)],
            Messages = [.. ids],
            MailboxIds = [.. ledgers.Deliveries.Where(d => ids.Contains(d.IntakeId)).Select(d => DeliveryIds.MailOf(d.ProviderId)).OfType<string>().Distinct(StringComparer.Ordinal)],
            Operations = [.. mails.Select(s => s.OperationId)],
            Sent = KeptCopies(mails),
            Instances =
            [
                .. record is null ? [] : Enumerable.Range(1, record.State.Generation).Select(g => CaseInput.InstanceOf(record.Case, g)),
                .. ids.SelectMany(Revival.RunsOf),
            ],
        };
    }

    /// <summary>Answers to a list are messages, with a term of their own.</summary>
    private static RetentionRow OfList(RetentionRow row, SendList list, DestructionLedgers ledgers)
    {
        var mails = ledgers.Mails.Where(s => SendList.IdIn(s.SubjectId) == list.Id).ToList();
        return row with
        {
            Files = [.. list.Files.Concat(mails.Select(s => s.ContentId).OfType<string>()).Distinct(StringComparer.Ordinal)],
            Operations = [.. mails.Select(s => s.OperationId)],
            Sent = KeptCopies(mails),
        };
    }

    private static Dictionary<string, string> KeptCopies(IEnumerable<SendRow> mails) =>
        mails.Where(s => s.ProviderId?.StartsWith(SendHandOver.DraftPrefix, StringComparison.Ordinal) == true)
            .ToDictionary(s => s.OperationId, s => s.ProviderId![SendHandOver.DraftPrefix.Length..], StringComparer.Ordinal);
}

/// <param name="Messages">Of the municipality.</param>
/// <param name="Mails">That it sent, or is to send.</param>
/// <param name="Deliveries">Of all municipalities: which mail is which message.</param>
internal sealed record DestructionLedgers(IReadOnlyList<IntakeRow> Messages, IReadOnlyList<SendRow> Mails, IReadOnlyList<IntakeDelivery> Deliveries);
