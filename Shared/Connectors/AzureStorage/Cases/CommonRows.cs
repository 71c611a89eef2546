using System.Collections.Concurrent;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// What the cases of a municipality share: <c>n|series</c> counters, <c>s|case</c> stakes, counts of places
/// (<see cref="CapacityRows"/>), and <c>g</c>, the guard that changes with every stake and count, so that two cases cannot take
/// one last place.
/// </summary>
internal sealed class CommonRows(CaseTables tables)
{
    private const string GuardRow = "g";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public static string CounterRow(string series) => TableKeys.Of("n", series);

    public static bool IsCounter(TableEntity row) => row.RowKey.StartsWith("n|", StringComparison.Ordinal);

    public static string StakeRow(string caseId) => TableKeys.Of("s", caseId);

    /// <summary>Everything as it stands, to be decided on and then claimed.</summary>
    public async Task<CommonSnapshot> ReadAsync(string municipality, CancellationToken cancellation) =>
        new(municipality, (await tables.Common.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsBefore(CapacityRows.HistoryFrom)), cancellation)).ToDictionary(r => r.RowKey, StringComparer.Ordinal));

    /// <summary>Commits what a decision used; false when somebody else was first and it must be decided anew.</summary>
    public async Task<bool> ClaimAsync(CommonUse use, CaseRef reference, CaseStake stake, CancellationToken cancellation)
    {
        var batch = use.Claim(reference, stake);
        if (batch.Operations.Count == 0)
        {
            return true;
        }

        try
        {
            await tables.Common.SubmitAsync(batch, cancellation);
            return true;
        }
        catch (StorageConflictException)
        {
            return false;
        }
    }

    /// <summary>The next number of a series, for a ledger that needs nothing else in the same commit.</summary>
    public async Task<long> NextAsync(string municipality, string series, CancellationToken cancellation)
    {
        using var turn = await TurnAsync(municipality, cancellation);
        for (; ; )
        {
            var partition = TableKeys.Of(municipality);
            var found = await tables.Common.FindAsync(partition, CounterRow(series), cancellation);
            var next = (found?.Number("Value") ?? 0) + 1;
            var row = new TableEntity(partition, CounterRow(series)) { ["Value"] = next };
            if (found is null ? await tables.Common.InsertAsync(row, cancellation) : await tables.Common.ReplaceAsync(row, found.ETag!, cancellation))
            {
                return next;
            }
        }
    }

    /// <summary>Writes the stake that the journal says, whatever stood there, and moves the guard.</summary>
    public async Task SettleAsync(CaseRef reference, CaseStake stake, CancellationToken cancellation)
    {
        using var turn = await TurnAsync(reference.Municipality, cancellation);
        for (; ; )
        {
            var partition = TableKeys.Of(reference.Municipality);
            var stored = await tables.Common.FindAsync(partition, StakeRow(reference.CaseId), cancellation);
            if (stored is null ? stake == CaseStake.None : StakeRows.Read(stored) is { Still: null } known && known.Stake == stake)
            {
                return;
            }

            var guard = await tables.Common.FindAsync(partition, GuardRow, cancellation);
            var batch = Guard(new TableBatch(partition), guard).Put(StakeRows.Row(reference, stake));
            try
            {
                await tables.Common.SubmitAsync(batch, cancellation);
                return;
            }
            catch (StorageConflictException)
            {
                continue; // somebody else's stake moved the guard
            }
        }
    }

    /// <summary>Within one process those who share rows take turns, instead of refusing each other over and over.</summary>
    public async Task<IDisposable> TurnAsync(string municipality, CancellationToken cancellation)
    {
        var gate = _gates.GetOrAdd(municipality, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        return new Turn(gate);
    }

    internal static TableBatch Guard(TableBatch batch, TableEntity? guard)
    {
        var row = new TableEntity(batch.PartitionKey, GuardRow) { ["Moves"] = (guard?.Number("Moves") ?? 0) + 1 };
        return guard is null ? batch.Insert(row) : batch.Replace(row, guard.ETag!);
    }

    internal static TableEntity? GuardOf(IReadOnlyDictionary<string, TableEntity> rows) => rows.GetValueOrDefault(GuardRow);

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
