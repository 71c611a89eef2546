using SocialWorkflows.Connectors.AzureStorage.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>What one run changed in the account it wrote to.</summary>
public sealed record CopyReport(long RowsWritten, long RowsDeleted, long FilesWritten, long FilesDeleted);

/// <summary>
/// Copies an installation's tables and files into another account, also while the app runs, and back after a loss. A run writes only what differs. The order makes the parts
/// fit together: anchors and the chain before the cases, which may be further but not the other way round; mail before the cases that come of it, because a mail that is
/// taken in again finds its case, but a mail whose case is missing would be lost; files, sendings and approvals after the cases that name them. What follows from
/// the cases is written anew by a restore.
/// </summary>
/// <param name="live">The installation, or the new account it is restored into.</param>
/// <param name="copy">The copy.</param>
/// <param name="fingerprint">Of the secrets of the installation.</param>
public sealed class InstallationCopy(AzureCaseStore live, AzureCaseStore copy, string fingerprint)
{
    /// <exception cref="StorageException">The copy may not be made, or was stopped in the middle; the message says why and what to do.</exception>
    public async Task<CopyReport> BackUpAsync(CancellationToken cancellation)
    {
        await CheckLiveAsync(cancellation);
        await copy.Tables.CreateAsync(cancellation);
        var mark = await CopyMark.FindAsync(copy.Tables, cancellation);
        var owner = await new InstallationCheck(copy.Tables).FindFingerprintAsync(cancellation);
        if (owner is not null && (mark is null || mark.IsRestore))
        {
            throw new StorageRejectedException("The account for the copy is an installation of its own. Name an empty account, or the one that holds this installation's copy; nothing was written.");
        }

        if (mark is not null && (mark.Of != live.Tables.Name || owner != fingerprint))
        {
            throw new StorageRejectedException($"The account for the copy holds the copy of {mark.Of}, or one made with other secrets. Name an empty account; nothing was written.");
        }

        var turn = await CopyTurn.TakeAsync(copy.Tables, cancellation);
        try
        {
            return await CopyAsync(mark, turn, cancellation);
        }
        finally
        {
            await turn.EndAsync(CancellationToken.None);
        }
    }

    /// <param name="evenUnfinished">Takes a copy whose last run did not come to its end.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    /// <exception cref="StorageException">Nothing may be restored there, or it was stopped in the middle; the message says why and what to do.</exception>
    public async Task<CopyReport> RestoreAsync(bool evenUnfinished, CancellationToken cancellation)
    {
        if (await CopyMark.FindAsync(copy.Tables, cancellation) is not { IsRestore: false } mark)
        {
            throw new StorageRejectedException("The account named for the copy holds none. Name the account that copy-account has written.");
        }

        if (await new InstallationCheck(copy.Tables).FindFingerprintAsync(cancellation) != fingerprint)
        {
            throw InstallationCheck.OtherSecrets();
        }

        if (!mark.IsWhole && !evenUnfinished)
        {
            throw new StorageRejectedException($"The run of the copy that began {mark.BegunAt:u} did not come to its end. Let copy-account run again while the installation is there; after its loss take what there is with --even-unfinished.");
        }

        await new InstallationCheck(copy.Tables).CheckFormAsync(cancellation);
        await RefuseFullAsync(cancellation);
        var turn = await CopyTurn.TakeAsync(live.Tables, cancellation);
        var begun = new CopyMark(copy.Tables.Name, IsRestore: true, live.Tables.Time.GetUtcNow(), null);
        await begun.WriteAsync(live.Tables, cancellation);
        await new InstallationCheck(live.Tables).ClaimAsync(fingerprint, cancellation);
        var report = await MirrorAsync(copy.Tables, live.Tables, turn, new CopyProgress(live.Tables, begun), cancellation);
        await live.Rebuild.RebuildAsync(cancellation);
        await CopyMark.RemoveAsync(live.Tables, cancellation);
        await turn.EndAsync(cancellation);
        return report;
    }

    /// <summary>When the copy was last whole; as long as it never was, when its first run began. Null: none has begun.</summary>
    /// <exception cref="StorageException">The account of the copy cannot be asked.</exception>
    public async Task<DateTimeOffset?> AsOfAsync(CancellationToken cancellation) => await CopyMark.FindAsync(copy.Tables, cancellation) is { } mark ? mark.FinishedAt ?? mark.BegunAt : null;

    private async Task<CopyReport> CopyAsync(CopyMark? mark, CopyTurn turn, CancellationToken cancellation)
    {
        await RefuseShorterAsync(cancellation);
        var begun = mark is { IsWhole: false } ? mark : new CopyMark(live.Tables.Name, IsRestore: false, live.Tables.Time.GetUtcNow(), mark?.FinishedAt) { FilesAccounted = mark?.FilesAccounted ?? 0 };
        await begun.WriteAsync(copy.Tables, cancellation);
        await new InstallationCheck(copy.Tables).ClaimAsync(fingerprint, cancellation);
        var progress = new CopyProgress(copy.Tables, begun);
        var report = await MirrorAsync(live.Tables, copy.Tables, turn, progress, cancellation);
        await progress.EndAsync(cancellation);
        return report;
    }

    private async Task CheckLiveAsync(CancellationToken cancellation)
    {
        if (await CopyMark.FindAsync(live.Tables, cancellation) is { } mark)
        {
            throw new StorageRejectedException(mark.Refusal);
        }

        if (await new InstallationCheck(live.Tables).FindFingerprintAsync(cancellation) != fingerprint)
        {
            throw InstallationCheck.OtherSecrets();
        }
    }

    /// <summary>An account that lost its cases must not be copied over the copy that still has them.</summary>
    private async Task RefuseShorterAsync(CancellationToken cancellation)
    {
        foreach (var head in await copy.Check.HeadsAsync(cancellation))
        {
            if ((await live.Check.LinksAtAsync(head.Municipality, [head.Entries], cancellation)).GetValueOrDefault(head.Entries) != head.Link)
            {
                throw new StorageRejectedException(
                    $"The copy has {head.Entries} entries of {head.Municipality} that the installation does not have: it lost or rewrote some. Nothing was written. Run verify-journal; restore from this copy, or keep it and copy into another account.");
            }
        }
    }

    private async Task RefuseFullAsync(CancellationToken cancellation)
    {
        await live.Tables.CreateAsync(cancellation);
        if (await new InstallationCheck(live.Tables).FindFingerprintAsync(cancellation) is { } owner && owner != fingerprint)
        {
            throw InstallationCheck.OtherSecrets();
        }

        if (await CopyMark.FindAsync(live.Tables, cancellation) is { } mark)
        {
            if (mark.IsRestore && mark.Of == copy.Tables.Name)
            {
                return; // goes on where it stopped
            }

            throw new StorageRejectedException(mark.Refusal);
        }

        foreach (var table in new[] { live.Tables.Cases, live.Tables.Intake })
        {
            await foreach (var row in table.QueryAsync(null, cancellation, 1))
            {
                throw new StorageRejectedException($"The account to restore into is not empty: the table {table.Name} has rows. Name a new account; nothing was written.");
            }
        }
    }

    /// <summary>Goes on where a run was stopped. Files are looked at from the beginning again: what was brought is there.</summary>
    private static async Task<CopyReport> MirrorAsync(CaseTables from, CaseTables to, CopyTurn turn, CopyProgress progress, CancellationToken cancellation)
    {
        var report = new CopyReport(0, 0, 0, 0);
        var destroyed = new Destroyed(from);
        foreach (var step in CopyStep.All.Where(s => !progress.IsDone(s)))
        {
            report = step.Table is null
                ? await FilesAsync(report, step, from, to, turn, progress, destroyed, cancellation)
                : await RowsAsync(report, step, new TableMirror(step.Table(from), step.Table(to), turn, step, destroyed.ExplainsAsync), progress, cancellation);
        }

        return report;
    }

    private static async Task<CopyReport> RowsAsync(CopyReport report, CopyStep step, TableMirror mirror, CopyProgress progress, CancellationToken cancellation)
    {
        await mirror.RunAsync(progress.After(step), after => progress.ReachedAsync(step, after, cancellation), cancellation);
        return report with { RowsWritten = report.RowsWritten + mirror.Written, RowsDeleted = report.RowsDeleted + mirror.Deleted };
    }

    private static async Task<CopyReport> FilesAsync(CopyReport report, CopyStep step, CaseTables from, CaseTables to, CopyTurn turn, CopyProgress progress, Destroyed destroyed, CancellationToken cancellation)
    {
        if (step == CopyStep.Anchors)
        {
            var anchors = new AnchorMirror(from.Anchors, to.Anchors, turn);
            await anchors.RunAsync(cancellation);
            return report with { FilesWritten = report.FilesWritten + anchors.Written };
        }

        var files = await destroyed.FilesAsync(cancellation);
        var documents = new BlobMirror(from.Documents, to.Documents, turn, Math.Max(0, files - progress.Mark.FilesAccounted));
        await documents.RunAsync(() => progress.ReachedAsync(step, null, cancellation), cancellation);
        await progress.AccountedAsync(files, cancellation);
        return report with { FilesWritten = report.FilesWritten + documents.Written, FilesDeleted = report.FilesDeleted + documents.Deleted };
    }
}
