namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>Rows of one partition that are written together or not at all. Everything the service would refuse is refused here.</summary>
internal sealed class TableBatch(string partitionKey)
{
    private readonly List<TableOperation> _operations = [];
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);

    public string PartitionKey { get; } = partitionKey;

    public IReadOnlyList<TableOperation> Operations => _operations;

    public TableBatch Insert(TableEntity entity) => Add(new TableOperation(TableVerb.Insert, entity, null));

    /// <summary>Adds or overwrites, whatever is there.</summary>
    public TableBatch Put(TableEntity entity) => Add(new TableOperation(TableVerb.Put, entity, null));

    public TableBatch Replace(TableEntity entity, string etag) => Add(new TableOperation(TableVerb.Replace, entity, etag));

    public TableBatch Merge(TableEntity entity, string etag) => Add(new TableOperation(TableVerb.Merge, entity, etag));

    public TableBatch Delete(string rowKey, string etag = "*") => Add(new TableOperation(TableVerb.Delete, new TableEntity(PartitionKey, rowKey), etag));

    private TableBatch Add(TableOperation operation)
    {
        if (operation.Entity.PartitionKey != PartitionKey)
        {
            throw new StorageRejectedException($"A batch of the partition {PartitionKey} was given a row of {operation.Entity.PartitionKey}. Only one partition is written as a whole; write the others on their own.");
        }

        if (!_rows.Add(operation.Entity.RowKey))
        {
            throw new StorageRejectedException($"A batch names the row {PartitionKey}/{operation.Entity.RowKey} twice; the service takes each row once.");
        }

        if (_operations.Count == TableLimits.BatchOperations)
        {
            throw new StorageRejectedException($"A batch takes {TableLimits.BatchOperations} rows; the partition {PartitionKey} was given more.");
        }

        TableLimits.Check(operation.Entity);
        _operations.Add(operation);
        return this;
    }
}

internal enum TableVerb
{
    Insert,
    Put,
    Replace,
    Merge,
    Delete,
}

internal sealed record TableOperation(TableVerb Verb, TableEntity Entity, string? ETag);
