using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>
/// What one case says against what is stored beside it: hashes, board, files, the messages that came in and the mails that left. Holds one case and
/// one file in memory.
/// </summary>
internal sealed class CaseInspection(IStoreCheck stores, ICaseJournal journal, IDocumentStore documents, IIntakeLedger intake, ISendLedger sends, TimeProvider time)
{
    /// <summary>For so long the ledger may be behind the journal: the message is being worked on.</summary>
    private static readonly TimeSpan Underway = TimeSpan.FromDays(1);

    /// <returns>How many files were read, and what is wrong.</returns>
    public async Task<(int Files, IReadOnlyList<string> Problems)> LookAsync(CaseRef reference, ApprovalReading approvals, CancellationToken cancellation)
    {
        List<string> problems = [.. await stores.CheckCaseAsync(reference, cancellation)];
        if (await approvals.LookAsync(reference, cancellation) is { } unapproved)
        {
            problems.Add(unapproved);
        }

        if (problems.Count > 0 || await journal.ReadAsync(reference, cancellation) is not { } record)
        {
            return (0, problems);
        }

        var files = CaseDocuments.Of(record).ToHashSet(StringComparer.Ordinal);
        foreach (var id in record.Entries.Select(e => IntakeOf(e.Event)).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await intake.FindAsync(id, cancellation) is not { } row)
            {
                problems.Add($"{reference}: its message {id} is not in the intake ledger.");
                continue;
            }

            files.Add(row.ContentHash);
            if (row.Disposition == Dispositions.Pending && time.GetUtcNow() - row.ReceivedAt > Underway)
            {
                problems.Add($"{reference}: its message {id} is filed, but the intake ledger does not say so.");
            }
        }

        foreach (var operation in record.Entries.Select(e => OperationOf(e.Event)).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await sends.FindAsync(operation, cancellation) is null)
            {
                problems.Add($"{reference}: what it says was sent as {operation} is not in the send ledger.");
            }
        }

        foreach (var file in files)
        {
            await ReadAsync(reference, file, problems, cancellation);
        }

        return (files.Count, problems);
    }

    private static string? IntakeOf(CaseEvent fact) => fact switch
    {
        ApplicationReceived { Origin: null, IntakeId.Length: > 0 } e => e.IntakeId,
        MessageFiled { IntakeId.Length: > 0 } e => e.IntakeId,
        _ => null,
    };

    private static string? OperationOf(CaseEvent fact) => fact switch
    {
        StatusMailSent e => e.OperationId,

        // A letter laid ready has left nothing in the ledger; a decision that the machine mailed has.
        NoticeSent { Channel: NoticeMailDesk.Channel, By: NoticeDesk.Machine } e => e.Evidence,
        _ => null,
    };

    private async Task ReadAsync(CaseRef reference, string file, List<string> problems, CancellationToken cancellation)
    {
        try
        {
            await documents.GetAsync(file, cancellation);
        }
        catch (DocumentStoreException problem)
        {
            problems.Add($"{reference}: {problem.Message}");
        }
    }
}
