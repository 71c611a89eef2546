using System.Collections.Concurrent;
using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// The order in which messages wait: tables know no order but their key's, so each message has a row <c>lane|arrival|id</c> from before its ledger row is written until
/// after its end. A row says where to look, never that somebody waits there; the ledger does.
/// </summary>
internal sealed class QueueRows(CaseTables tables)
{
    /// <summary>After so long nobody writes the ledger row any more that a queue row was written for.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Municipalities whose waiting messages all have their row: an earlier version wrote none.</summary>
    private readonly ConcurrentDictionary<string, bool> _complete = new(StringComparer.Ordinal);

    public Task AnnounceAsync(string municipality, string id, int lane, DateTimeOffset receivedAt, CancellationToken cancellation) => tables.Queue.PutAsync(
        new TableEntity(TableKeys.Of(municipality), Key(id, lane, receivedAt)) { ["IntakeId"] = id, ["At"] = JournalChain.Instant(tables.Time.GetUtcNow()) }, cancellation);

    public Task RemoveAsync(IntakeRow row, CancellationToken cancellation) =>
        tables.Queue.DeleteAsync(TableKeys.Of(row.Municipality), Key(row.IntakeId, row.Lane, row.ReceivedAt), cancellation);

    /// <param name="municipality">Whose.</param>
    /// <param name="most">At most so many; not many more rows than that are read.</param>
    /// <param name="find">A ledger row by its id; null when it is not there.</param>
    /// <param name="waiting">Reads every message of the municipality that waits; once in the life of a process.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<IntakeRow>> NextAsync(
        string municipality, int most, Func<string, Task<IntakeRow?>> find, Func<IAsyncEnumerable<IntakeRow>> waiting, CancellationToken cancellation)
    {
        if (!_complete.ContainsKey(municipality))
        {
            await foreach (var row in waiting())
            {
                await AnnounceAsync(municipality, row.IntakeId, row.Lane, row.ReceivedAt, cancellation);
            }

            _complete[municipality] = true;
        }

        List<IntakeRow> next = [];
        await foreach (var page in tables.Queue.QueryAsync(TableFilter.Partition(TableKeys.Of(municipality)), cancellation, Math.Min(most, 1000)).Chunk(Math.Min(most, 50)).WithCancellation(cancellation))
        {
            var found = await Task.WhenAll(page.Select(q => find(q.RequiredText("IntakeId"))));
            foreach (var (queued, row) in page.Zip(found))
            {
                if (row is { Disposition: Dispositions.Pending } && queued.RowKey == Key(row.IntakeId, row.Lane, row.ReceivedAt))
                {
                    next.Add(row);
                }
                else
                {
                    await ForgetAsync(queued, row, cancellation);
                }
            }

            if (next.Count >= most)
            {
                break;
            }
        }

        return next.Count > most ? next[..most] : next;
    }

    /// <summary>One that ended without anybody taking its row away, or that was never written, or that another process wrote under another arrival.</summary>
    private async Task ForgetAsync(TableEntity queued, IntakeRow? row, CancellationToken cancellation)
    {
        if (row is { Disposition: Dispositions.Pending })
        {
            await AnnounceAsync(row.Municipality, row.IntakeId, row.Lane, row.ReceivedAt, cancellation);
        }

        if (row is not null || tables.Time.GetUtcNow() - queued.Instant("At") > Abandoned)
        {
            await tables.Queue.DeleteAsync(queued.PartitionKey, queued.RowKey, cancellation);
        }
    }

    private static string Key(string id, int lane, DateTimeOffset receivedAt) =>
        TableKeys.Of(lane.ToString(CultureInfo.InvariantCulture), receivedAt.UtcTicks.ToString("D19", CultureInfo.InvariantCulture), id);
}
