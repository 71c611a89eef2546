using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// Destroys what the head approved and whose days for objections are over: first it is written down beside the anchors that it goes, then the key of the case goes, then files, mailbox copies, letters on disk,
/// instances and what the ledgers say. Every step may be repeated; a line that was begun is finished before a new one is.
/// </summary>
internal sealed partial class DestructionRound(
    IRetentionLedger list,
    DestructionPlan plan,
    SharedFiles shared,
    DestroyedIds ids,
    ICaseShredder shredder,
    IDocumentStore documents,
    IIntakeLedger intake,
    IMailbox mailbox,
    DurableTaskClient client,
    DataFolder data,
    MunicipalityDirectory municipalities,
    TimeProvider time,
    ILogger<DestructionRound> logger)
{
    /// <summary>Records of one night and municipality: each night reads every case once to see whose the files are.</summary>
    private const int MostInARound = 500;

    /// <returns>How many records were destroyed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await ids.RenewAsync(cancellation);
        foreach (var municipality in municipalities.All)
        {
            await BeginAsync(municipality, cancellation);
        }

        List<RetentionRow> begun = [];
        foreach (var municipality in municipalities.All)
        {
            begun.AddRange(await list.ListAsync(municipality.Pack.Id, RetentionStates.Destroying, cancellation));
        }

        if (begun.Count == 0)
        {
            return 0;
        }

        await ids.WriteAsync(begun, cancellation);
        var files = await shared.OnlyOfAsync(begun, cancellation);
        foreach (var row in begun)
        {
            await DestroyAsync(row, files, cancellation);
        }

        return begun.Count;
    }

    private async Task BeginAsync(Municipality municipality, CancellationToken cancellation)
    {
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        foreach (var row in (await list.ListAsync(municipality.Pack.Id, RetentionStates.Approved, cancellation)).Where(r => r.GraceUntil <= today).Take(MostInARound))
        {
            var planned = await plan.OfAsync(row, cancellation);
            await list.ReplaceAsync(
                planned is null
                    ? row.Then(RetentionStates.Held, time.GetUtcNow(), "machine", "Lieta vairs nav slēgta.")
                    : planned.Then(RetentionStates.Destroying, time.GetUtcNow(), "machine"),
                cancellation);
        }
    }

    private async Task DestroyAsync(RetentionRow row, HashSet<string> files, CancellationToken cancellation)
    {
        if (row.Kind == RetentionKinds.Case)
        {
            await shredder.DestroyAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation);
        }

        var gone = 0;
        foreach (var file in row.Files.Where(files.Contains))
        {
            gone += await documents.DeleteAsync(file, cancellation) ? 1 : 0;
        }

        var left = 0;
        foreach (var mail in row.MailboxIds)
        {
            left += await mailbox.DestroyAsync(mail, cancellation) ? 0 : 1;
        }

        foreach (var subject in row.Messages.Prepend(row.SubjectId))
        {
            DeleteLetters(subject);
        }

        foreach (var instance in row.Instances)
        {
            await client.PurgeInstanceAsync(instance, cancellation);
        }

        foreach (var message in row.Messages)
        {
            await intake.ForgetAsync(message, cancellation);
        }

        var note = left == 0 ? $"Faili: {gone}." : $"Faili: {gone}. Pastkastē palika: {left}; tās dzēš pastkastes glabāšanas noteikums.";
        await list.ReplaceAsync(row.Then(RetentionStates.Destroyed, time.GetUtcNow(), "machine", note) with { Files = [], MailboxIds = [], Instances = [] }, cancellation);
        LogDestroyed(row.Kind, row.SubjectId, gone, left);
    }

    /// <summary>What lies on disk for sending is named by the operation, which begins with the id of the case or message.</summary>
    private void DeleteLetters(string subject)
    {
        foreach (var folder in new[] { data.Dispatch, data.Outbox, data.EAddress }.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, $"*{subject}*", SearchOption.AllDirectories))
            {
                File.Delete(file);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Destroyed at the end of its retention: {Kind} {Subject}, {Files} files; {Left} mails are left to the mailbox's own rule.")]
    private partial void LogDestroyed(string kind, string subject, int files, int left);
}
