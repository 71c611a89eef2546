using System.Text.Json;
using Microsoft.Extensions.Logging;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// The journal in Tables. An append is one transaction in the case's partition: entries, head and outbox mark; it succeeds
/// only on the version it was decided on, otherwise it is decided again. Everything else follows from it, at once or by the
/// next sweep (<see cref="PendingWork"/>).
/// </summary>
internal sealed partial class TableCaseJournal(
    CaseTables tables, CasePartition partition, CommonRows common, PendingWork pending, CaseFinisher finisher, ILogger<TableCaseJournal> logger) : ICaseJournal
{
    /// <summary>Each refusal means that somebody else's append succeeded.</summary>
    private const int MostTries = 50;

    /// <summary>How long after it was announced an append that is not in the journal counts as never made.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    public async Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation) => (await partition.FindAsync(reference, cancellation))?.Record;

    public async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var stored = await partition.LoadAsync(append.Case, cancellation);
            var before = stored?.Record ?? new CaseRecord(append.Case, 0, CaseState.Empty, []);
            var first = before.Entries.Where(e => e.Key == append.Key).ToList();
            if (first.Count > 0)
            {
                return new AppendResult(before, first, Repeated: true);
            }

            Fence(append, before);
            var announced = tables.Time.GetUtcNow();
            if (await TryAsync(append, before, stored, cancellation) is { } change)
            {
                if (change.Added.Count > 0)
                {
                    await FinishAsync(append, change, announced, cancellation);
                }

                return new AppendResult(change.After, change.Added, Repeated: false);
            }

            if (tries == MostTries)
            {
                throw new StorageConflictException($"The append {append.Key} to case {append.Case} was overtaken {MostTries} times. It may be made again.");
            }
        }
    }

    public async Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => await MarksAsync(await pending.ListAsync(cancellation), cancellation);

    public async Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) =>
        await MarksAsync(await pending.ListOfAsync(reference, cancellation), cancellation);

    public async Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation)
    {
        await tables.Cases.DeleteAsync(CasePartition.KeyOf(mark.Case), CasePartition.MarkRow(mark.Version), cancellation);
        await pending.RaisedAsync(mark.Case, mark.Version, cancellation);
    }

    private async Task<List<OutboxMark>> MarksAsync(IReadOnlyList<PendingRow> rows, CancellationToken cancellation)
    {
        List<OutboxMark> marks = [];
        foreach (var row in rows)
        {
            try
            {
                if (row.Finish)
                {
                    await CatchUpAsync(row, cancellation);
                }
                else if (await MarkAsync(row, cancellation) is { } mark)
                {
                    marks.Add(mark);
                }
            }
            catch (Exception problem) when (problem is StorageCorruptException or StorageConflictException or DocumentStoreException or JsonException or FormatException or NotSupportedException or InvalidOperationException)
            {
                // One case that cannot be read, or whose rows others write without end, must not hold up the nudges of all others; its row stays, and the self-check names it.
                LogStuck(problem, row.Case.CaseId, row.Version);
            }
        }

        return marks;
    }

    private static void Fence(Append append, CaseRecord before)
    {
        if (append.ExpectedVersion is { } seen && seen != before.Version)
        {
            throw new StaleVersionException(append.Case, seen, before.Version);
        }

        if (append.Generation is { } generation && generation < before.State.Generation)
        {
            throw new StaleGenerationException(append.Case, generation, before.State.Generation);
        }
    }

    /// <summary>Null when somebody else was first.</summary>
    private async Task<CaseChange?> TryAsync(Append append, CaseRecord before, StoredCase? stored, CancellationToken cancellation)
    {
        var now = tables.Time.GetUtcNow();
        try
        {
            return await CommitAsync(append, before, stored, now, null, cancellation);
        }
        catch (CommonRowsNeededException)
        {
            using var turn = await common.TurnAsync(append.Case.Municipality, cancellation);
            return await CommitAsync(append, before, stored, now, new CommonUse(await common.ReadAsync(append.Case.Municipality, cancellation)), cancellation);
        }
    }

    private async Task<CaseChange?> CommitAsync(Append append, CaseRecord before, StoredCase? stored, DateTimeOffset now, CommonUse? use, CancellationToken cancellation)
    {
        var change = CaseChange.Of(append, before, append.Decide(new TableAppendContext(before, now, use)), now, stored?.Key);
        if (change.Added.Count == 0)
        {
            return change;
        }

        var stake = CaseStake.Of(change.After.Entries);
        if (use is null && stake != CaseStake.Of(before.Entries))
        {
            throw new CommonRowsNeededException();
        }

        await pending.AnnounceAsync(append.Case, change.After.Version, append.Wakes, cancellation);
        if (use is not null && !await common.ClaimAsync(use, append.Case, stake, cancellation))
        {
            return null;
        }

        try
        {
            await StoreLargeAsync(change, cancellation);
            await tables.Cases.SubmitAsync(change.Batch(append, stored?.Head), cancellation);
            return change;
        }
        catch (StorageConflictException)
        {
            return null;
        }
    }

    private async Task StoreLargeAsync(CaseChange change, CancellationToken cancellation)
    {
        foreach (var body in change.Bodies.Where(b => b.Length > LongText.MostCharacters))
        {
            await DocumentBlobs.WriteAsync(tables.Documents, System.Text.Encoding.UTF8.GetBytes(body), cancellation);
        }
    }

    /// <summary>The append is made: what fails from here on is done by the next sweep and fails no caller.</summary>
    private async Task FinishAsync(Append append, CaseChange change, DateTimeOffset announced, CancellationToken cancellation)
    {
        try
        {
            if (tables.Time.GetUtcNow() - announced > GivenUp / 2)
            {
                await pending.AnnounceAsync(append.Case, change.After.Version, append.Wakes, cancellation);
            }

            await finisher.FinishAsync(change.After, change.Added, cancellation);
            await pending.FinishedAsync(append.Case, change.After.Version, cancellation);
        }
        catch (Exception problem) when (problem is StorageException or OperationCanceledException)
        {
            LogUnfinished(problem, append.Case.CaseId, change.After.Version);
        }
    }

    private async Task CatchUpAsync(PendingRow row, CancellationToken cancellation)
    {
        var stored = await partition.FindAsync(row.Case, cancellation);
        if (stored is not null && stored.Record.Version >= row.Version)
        {
            await finisher.FinishAllAsync(stored.Record, cancellation);
            await pending.FinishedAsync(row.Case, row.Version, cancellation);
        }
        else if (tables.Time.GetUtcNow() - row.At > GivenUp)
        {
            await common.SettleAsync(row.Case, stored is null ? CaseStake.None : CaseStake.Of(stored.Record.Entries), cancellation);
            await pending.FinishedAsync(row.Case, row.Version, cancellation);
        }
    }

    private async Task<OutboxMark?> MarkAsync(PendingRow row, CancellationToken cancellation)
    {
        var mark = await tables.Cases.FindAsync(CasePartition.KeyOf(row.Case), CasePartition.MarkRow(row.Version), cancellation);
        if (mark is not null)
        {
            return MarkRows.Read(row.Case, mark);
        }

        if (tables.Time.GetUtcNow() - row.At > GivenUp)
        {
            await pending.RaisedAsync(row.Case, row.Version, cancellation);
        }

        return null;
    }

    [LoggerMessage(LogLevel.Error, "What follows from case {CaseId} version {Version} cannot be written: the case cannot be read. The others go on; run verify-journal.")]
    private partial void LogStuck(Exception problem, string caseId, long version);

    [LoggerMessage(LogLevel.Warning, "Case {CaseId} version {Version} is in the journal; its board row or keys follow with the next sweep.")]
    private partial void LogUnfinished(Exception problem, string caseId, long version);
}
