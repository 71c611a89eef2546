using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>
/// Makes one table the same as another: both are read side by side in the order of their keys, and only what differs is written. What was destroyed in the one goes
/// in the other, so that it does not live on in a copy; what was lost or rewritten does not reach it.
/// </summary>
/// <param name="from">What is copied.</param>
/// <param name="to">What is written.</param>
/// <param name="turn">Of this run.</param>
/// <param name="step">What may go and change in this table.</param>
/// <param name="isExplained">Whether a row that is gone belongs to a record that was destroyed by the approved list.</param>
internal sealed class TableMirror(StorageTable from, StorageTable to, CopyTurn turn, CopyStep step, Func<TableEntity, CancellationToken, Task<bool>> isExplained)
{
    private const int FewRows = 200;
    private const int OneOf = 10;

    /// <summary>Far below what a batch takes, whatever the encoding.</summary>
    private const int MostCharacters = 500_000;

    private readonly List<TableEntity> _unexplained = [];
    private TableBatch? _batch;
    private int _characters;
    private long _kept;

    public long Written { get; private set; }

    public long Deleted { get; private set; }

    /// <param name="after">Goes on behind this row.</param>
    /// <param name="reached">Told now and then which row everything is done up to.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    /// <exception cref="StorageException">Stopped in the middle; another run goes on. What was lost or rewritten is refused by name.</exception>
    public async Task RunAsync((string Partition, string Row)? after, Func<(string Partition, string Row)?, Task> reached, CancellationToken cancellation)
    {
        await using var source = new InOrder<TableEntity>(Rows(from, after, cancellation), r => (r.PartitionKey, r.RowKey));
        await using var copy = new InOrder<TableEntity>(Rows(to, after, cancellation), r => (r.PartitionKey, r.RowKey));
        await source.NextAsync();
        await copy.NextAsync();
        while (source.Current is not null || copy.Current is not null)
        {
            if (await turn.KeepAsync(cancellation))
            {
                await FlushAsync(cancellation);
                await reached(step.Gone == GoneRows.AreLostWhenMany ? null : after);
            }

            var order = source.Against(copy);
            after = order > 0 ? (copy.Current!.PartitionKey, copy.Current.RowKey) : (source.Current!.PartitionKey, source.Current.RowKey);
            await (order > 0 ? GoneAsync(copy.Current!, cancellation) : order < 0 ? AddAsync(source.Current!, isDelete: false, cancellation) : CompareAsync(source.Current!, copy.Current!, cancellation));
            await (order <= 0 ? source.NextAsync() : Task.CompletedTask);
            await (order >= 0 ? copy.NextAsync() : Task.CompletedTask);
        }

        await DeleteUnexplainedAsync(cancellation);
        await FlushAsync(cancellation);
    }

    private static IAsyncEnumerable<TableEntity> Rows(StorageTable table, (string Partition, string Row)? after, CancellationToken cancellation) => after is not var (partition, row)
        ? table.QueryAsync(null, cancellation)
        : table.QueryAsync(TableFilter.And(TableFilter.Partition(partition), TableFilter.After("RowKey", row)), cancellation).Concat(table.QueryAsync(TableFilter.After("PartitionKey", partition), cancellation));

    private async Task CompareAsync(TableEntity source, TableEntity copy, CancellationToken cancellation)
    {
        _kept++;
        if (IsSame(source, copy))
        {
            return;
        }

        if (step.IsFixed(copy) && !source.Flag("Emptied"))
        {
            throw new StorageCorruptException(
                $"The row {copy.PartitionKey}/{copy.RowKey} of '{from.Name}' is not what the copy has, and such a row is never changed: one of them was damaged or rewritten. Nothing was written over it. "
                + "Run verify-journal. If the installation is at fault, bring the row back from the copy; if it is clean, delete the row in the copy, and copy again.");
        }

        await AddAsync(source, isDelete: false, cancellation);
    }

    private async Task GoneAsync(TableEntity row, CancellationToken cancellation)
    {
        if (step.Gone == GoneRows.Go || step.MayGo(row) || await isExplained(row, cancellation))
        {
            await AddAsync(row, isDelete: true, cancellation);
            return;
        }

        if (step.Gone == GoneRows.AreLost)
        {
            throw new StorageRejectedException(
                $"The row {row.PartitionKey}/{row.RowKey} of the copy's table '{to.Name}' is no longer in the installation. Such rows are lost rather than destroyed: it was not deleted, and nothing behind it was copied. "
                + "Look there first; bring the rows back from this copy, or restore from it, or copy into another account.");
        }

        _unexplained.Add(new TableEntity(row.PartitionKey, row.RowKey));
    }

    private async Task DeleteUnexplainedAsync(CancellationToken cancellation)
    {
        var gone = _unexplained.Count;
        if (_kept == 0 ? gone > 0 : gone > FewRows && gone > (gone + _kept) / OneOf)
        {
            throw new StorageRejectedException(
                $"{gone} of {gone + _kept} rows of the copy's table '{to.Name}' are no longer in the installation. So many are lost rather than destroyed: none was deleted. Look there first; restore from this copy, or copy into another account.");
        }

        foreach (var row in _unexplained)
        {
            await turn.KeepAsync(cancellation);
            await AddAsync(row, isDelete: true, cancellation);
        }
    }

    private static bool IsSame(TableEntity one, TableEntity other) =>
        one.Properties.Count == other.Properties.Count
        && one.Properties.All(p => other[p.Key] is { } value && (p.Value is byte[] bytes ? value is byte[] others && bytes.AsSpan().SequenceEqual(others) : p.Value.Equals(value)));

    private async Task AddAsync(TableEntity row, bool isDelete, CancellationToken cancellation)
    {
        var characters = isDelete ? 0 : row.Properties.Sum(p => p.Value switch { string text => text.Length, byte[] bytes => bytes.Length * 2, _ => 16 } + p.Key.Length);
        if (_batch is not null && (_batch.PartitionKey != row.PartitionKey || _batch.Operations.Count == TableLimits.BatchOperations || _characters + characters > MostCharacters))
        {
            await FlushAsync(cancellation);
        }

        _batch ??= new TableBatch(row.PartitionKey);
        _characters += characters;
        if (isDelete)
        {
            _batch.Delete(row.RowKey);
            Deleted++;
        }
        else
        {
            _batch.Put(row);
            Written++;
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_batch is not null)
        {
            await to.SubmitAsync(_batch, cancellation);
            (_batch, _characters) = (null, 0);
        }
    }
}
