using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Writes what follows from journal entries: keys, place, board row, chain. Every part may be repeated and may come late, so
/// that a crash between any two of them only leaves work for the next sweep.
/// </summary>
internal sealed class CaseFinisher(CaseTables tables, CommonRows common, ChainLinks chain, CaseIndexKeys keys)
{
    private readonly BoardWriter _board = new(tables);

    public Task FinishAsync(CaseRecord record, IReadOnlyList<JournalEntry> added, CancellationToken cancellation) => Task.WhenAll(
    [
        .. FindRows.Of(record.Case, added, keys).Select(row => tables.Finds.PutAsync(row, cancellation)),
        SettleAsync(record, added, cancellation),
        _board.WriteAsync(record.Case, BoardRows.Row(record, keys), cancellation),
        chain.LinkAsync(record.Case, added, cancellation),
    ]);

    /// <summary>All of a case, for what a crash or a lost table left open.</summary>
    public async Task FinishAllAsync(CaseRecord record, CancellationToken cancellation)
    {
        await common.SettleAsync(record.Case, CaseStake.Of(record.Entries), cancellation);
        await FinishAsync(record, record.Entries, cancellation);
    }

    private Task SettleAsync(CaseRecord record, IReadOnlyList<JournalEntry> added, CancellationToken cancellation)
    {
        var stake = CaseStake.Of(record.Entries);
        return stake == CaseStake.Of(record.Entries.SkipLast(added.Count)) ? Task.CompletedTask : common.SettleAsync(record.Case, stake, cancellation);
    }
}
