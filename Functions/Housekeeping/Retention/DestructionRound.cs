using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// Destroys what the head approved and whose days for objections are over. Each case is asked once more whether it may go; it is
/// written down beside the anchors that it goes, and its key goes in the commit that sees that nothing was added; then files, mailbox copies, letters on disk, instances, what the ledgers say and who looked at it. Every step may be
/// repeated, and a line that fails keeps no other from its turn.
/// </summary>
internal sealed partial class DestructionRound(
    IRetentionLedger list,
    RetentionLook look,
    ClockGuard clock,
    DestructionBook book,
    DestroyedIds ids,
    DestructionPlan plan,
    StillNeeded others,
    LettersOnDisk letters,
    ICaseShredder shredder,
    IDocumentStore documents,
    IIntakeLedger intake,
    IMailbox mailbox,
    IMailSender sender,
    ISendLedger sends,
    SendLists lists,
    DestroyedMails destroyedMails,
    ILooks looks,
    DurableTaskClient client,
    MunicipalityDirectory municipalities,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<DestructionRound> logger)
{
    private const string Machine = "machine";

    /// <summary>Records of one night and municipality: each night reads every case once to see whose the files are.</summary>
    private const int MostInARound = 500;

    /// <returns>How many records were destroyed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (options.Value.LegalHold)
        {
            LogHeld();
            return 0;
        }

        if (!await clock.MayDestroyAsync(cancellation))
        {
            return 0;
        }

        await ids.RenewAsync(cancellation);
        List<Begun> begun = [];
        foreach (var municipality in municipalities.All)
        {
            var due = await DueAsync(municipality, cancellation);
            if (due.Count == 0)
            {
                continue;
            }

            var approvals = await book.ReadAsync(municipality.Pack.Id, cancellation);
            var ledgers = await plan.ReadAsync(municipality.Pack.Id, cancellation);
            foreach (var row in due)
            {
                await TryAsync(row, async () => begun.AddRange(await BeginAsync(row, approvals, ledgers, cancellation) is { } next ? [next] : []));
            }
        }

        if (begun.Count == 0)
        {
            return 0;
        }

        await ids.WriteAsync([.. begun.Select(b => b.Row)], cancellation);
        List<RetentionRow> gone = [];
        foreach (var (row, version) in begun)
        {
            await TryAsync(row, async () => gone.AddRange(await EndAsync(row, version, cancellation) ? [row] : []));
        }

        if (gone.Count == 0)
        {
            return 0;
        }

        var needed = await others.OfAsync(gone, cancellation);
        var destroyed = 0;
        var isSilent = false;
        foreach (var row in gone.Where(r => !isSilent || r is { MailboxIds.Count: 0, Sent.Count: 0 }))
        {
            try
            {
                await TryAsync(row, async () => destroyed += await ClearAsync(row, needed, cancellation) ? 1 : 0);
            }
            catch (MailboxUnavailableException silent)
            {
                LogSilent(silent);
                isSilent = true;
            }
        }

        return destroyed;
    }

    private async Task<IReadOnlyList<RetentionRow>> DueAsync(Municipality municipality, CancellationToken cancellation)
    {
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        var begun = await list.ListAsync(municipality.Pack.Id, RetentionStates.Destroying, cancellation);
        return [.. begun, .. (await list.ListAsync(municipality.Pack.Id, RetentionStates.Approved, cancellation)).Where(r => r.GraceUntil <= today).Take(Math.Max(0, MostInARound - begun.Count))];
    }

    /// <summary>The last look. What it saw of a case is compared once more in the commit that destroys the key.</summary>
    /// <returns>Null when the record stays.</returns>
    private async Task<Begun?> BeginAsync(RetentionRow row, Approvals approvals, DestructionLedgers ledgers, CancellationToken cancellation)
    {
        if (row.State == RetentionStates.Destroying && await IsGoneAsync(row, cancellation))
        {
            return new Begun(row, 0);
        }

        if (!approvals.Allow(row))
        {
            await list.ReplaceAsync(Emptied(row.Then(RetentionStates.Held, time.GetUtcNow(), Machine, "Apstiprinājuma nav iznīcināšanas grāmatā.")), cancellation);
            return null;
        }

        if (await look.AtAsync(row.Municipality, row.Kind, row.SubjectId, cancellation) is not { Term.MayBeDestroyed: true } standing)
        {
            await HoldAsync(row, cancellation);
            return null;
        }

        var planned = DestructionPlan.Of(row, standing, ledgers);
        planned = row.State == RetentionStates.Destroying ? planned.With(row) : planned.Then(RetentionStates.Destroying, time.GetUtcNow(), Machine);
        return await list.ReplaceAsync(planned, cancellation) ? new Begun(planned with { Version = planned.Version + 1 }, standing.Record?.Version ?? 0) : null;
    }

    /// <summary>An earlier round came so far that nothing is left to look at; what it planned beside goes on.</summary>
    private async Task<bool> IsGoneAsync(RetentionRow row, CancellationToken cancellation) => row.Kind switch
    {
        RetentionKinds.Case => await shredder.DestroyedAtAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is not null,
        RetentionKinds.List => await lists.FindAsync(row.Municipality, row.SubjectId, cancellation) is null,
        _ => false,
    };

    /// <returns>False when something was added to the case since it was looked at: it stays.</returns>
    private async Task<bool> EndAsync(RetentionRow row, long version, CancellationToken cancellation)
    {
        if (row.Kind != RetentionKinds.Case || await shredder.DestroyAsync(new CaseRef(row.Municipality, row.SubjectId), version, cancellation))
        {
            return true;
        }

        await HoldAsync(row, cancellation);
        return false;
    }

    /// <summary>A case whose key another round has destroyed meanwhile is not held: its plan stays, and the next night goes on.</summary>
    private async Task HoldAsync(RetentionRow row, CancellationToken cancellation)
    {
        if (row.Kind == RetentionKinds.Case && await shredder.DestroyedAtAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is not null)
        {
            return;
        }

        var standing = await look.AtAsync(row.Municipality, row.Kind, row.SubjectId, cancellation);
        var why = standing is { Term.MayBeDestroyed: true } ? "Lietā iznīcināšanas brīdī kaut kas tika ierakstīts." : RetentionLook.Say(standing?.Term.Hindrance);
        await list.ReplaceAsync(Emptied(row.Then(RetentionStates.Held, time.GetUtcNow(), Machine, why)), cancellation);
    }

    /// <returns>False when it stays: a message of no case that some case needs, or a list with which something was done meanwhile.</returns>
    private async Task<bool> ClearAsync(RetentionRow row, Needed needed, CancellationToken cancellation)
    {
        if (row.Kind == RetentionKinds.Message && needed.Messages.Contains(row.SubjectId))
        {
            await list.ReplaceAsync(Emptied(row.Then(RetentionStates.Held, time.GetUtcNow(), Machine, "Vēstule vajadzīga lietai, kas vēl jāglabā.")), cancellation);
            return false;
        }

        if (row.Kind == RetentionKinds.List && await look.AtAsync(row.Municipality, row.Kind, row.SubjectId, cancellation) is { Term.MayBeDestroyed: false })
        {
            await HoldAsync(row, cancellation);
            return false;
        }

        var files = row.Files.Where(f => !needed.Files.Contains(f)).ToList();
        foreach (var file in files)
        {
            await documents.DeleteAsync(file, cancellation);
        }

        var kept = row.Messages.Where(needed.Messages.Contains).ToList();
        await letters.DeleteAsync([.. row.Messages.Except(kept), row.SubjectId], [.. row.Operations.Where(o => !kept.Exists(o.Contains))], cancellation);
        foreach (var instance in row.Instances.Where(i => !kept.Exists(i.Contains)))
        {
            await client.PurgeInstanceAsync(instance, cancellation);
        }

        foreach (var message in row.Messages.Except(kept))
        {
            await intake.ForgetAsync(message, cancellation);
        }

        foreach (var subject in row.Messages.Except(kept).Append(row.SubjectId).Distinct(StringComparer.Ordinal))
        {
            await looks.CutAsync(row.Municipality, subject, DateTimeOffset.MaxValue, int.MaxValue, cancellation);
        }

        if (row.Kind == RetentionKinds.List)
        {
            await sends.ForgetAsync(row.Municipality, SendList.SubjectsOf(row.SubjectId), cancellation);
            await lists.ForgetAsync(row.Municipality, row.SubjectId, cancellation);
        }

        // Last, because a mailbox can be silent for nights, and nothing else has to wait for it.
        var left = 0;
        foreach (var mail in row.MailboxIds.Where(m => !needed.MailboxIds.Contains(m)))
        {
            if (!await mailbox.DestroyAsync(mail, cancellation))
            {
                await destroyedMails.AddAsync(mail, cancellation);
                left++;
            }
        }

        var copies = 0;
        foreach (var (_, sent) in row.Sent.Where(s => !kept.Exists(s.Key.Contains)))
        {
            copies += sender is IDraftSender drafts && await drafts.DestroyAsync(sent, cancellation) ? 0 : 1;
        }

        var inbox = left == 0 ? string.Empty : $" Pastkastē palika: {left}; tās dzēš pastkastes glabāšanas noteikums.";
        var outbox = copies == 0 ? string.Empty : $" Nosūtīto vēstuļu kopijas palika sūtītāja pastkastē: {copies}.";
        await WriteDestroyedAsync(row, $"Faili: {files.Count}.{inbox}{outbox}", files.Count, cancellation);
        LogDestroyed(row.Kind, row.SubjectId, files.Count, left + copies);
        return true;
    }

    /// <summary>What is gone is written as gone, also when another round changed the line since it was read.</summary>
    private async Task WriteDestroyedAsync(RetentionRow row, string note, int files, CancellationToken cancellation)
    {
        for (RetentionRow? now = row; now is { State: not RetentionStates.Destroyed }; now = await list.FindAsync(row.Municipality, row.Kind, row.SubjectId, cancellation))
        {
            var destroyed = Emptied(now.Then(RetentionStates.Destroyed, time.GetUtcNow(), Machine, note)) with { Messages = row.Messages, FilesGone = files };
            if (await list.ReplaceAsync(destroyed, cancellation))
            {
                return;
            }
        }
    }

    private static RetentionRow Emptied(RetentionRow row) => row.WithoutPlan() with { Messages = row.State == RetentionStates.Destroyed ? row.Messages : [] };

    private async Task TryAsync(RetentionRow row, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception problem) when (problem is not OperationCanceledException and not MailboxUnavailableException)
        {
            LogFailed(problem, row.Kind, row.SubjectId);
        }
    }

    /// <param name="Row">Being destroyed.</param>
    /// <param name="Version">Newest entry of the case when it was looked at; 0 for one whose key is gone, and for a message.</param>
    private sealed record Begun(RetentionRow Row, long Version);

    [LoggerMessage(LogLevel.Information, "Destroyed at the end of its retention: {Kind} {Subject}, {Files} files; {Left} mails are left in a mailbox.")]
    private partial void LogDestroyed(string kind, string subject, int files, int left);

    [LoggerMessage(LogLevel.Information, "A legal hold is on the installation (Retention:LegalHold): nothing is destroyed.")]
    private partial void LogHeld();

    [LoggerMessage(LogLevel.Warning, "The mailbox does not answer: what else is being destroyed goes on in the next night.")]
    private partial void LogSilent(Exception problem);

    [LoggerMessage(LogLevel.Error, "The destruction of {Kind} {Subject} was stopped; the next night asks again and goes on.")]
    private partial void LogFailed(Exception problem, string kind, string subject);
}
