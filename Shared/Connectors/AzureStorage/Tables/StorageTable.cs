using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>
/// One table. Every write carries an operation id, so that a write whose answer was lost and whose retry meets itself is told
/// from somebody else's.
/// </summary>
internal sealed class StorageTable(StorageAccount account, string name)
{
    private readonly Uri _service = account.Endpoints.Table;
    private readonly string _rows = $"{account.Endpoints.Table.AbsoluteUri.TrimEnd('/')}/{name}";

    public string Name => name;

    /// <exception cref="StorageException">It neither exists nor can be made.</exception>
    public async Task CreateIfMissingAsync(CancellationToken cancellation)
    {
        using var message = account.Request(RequestMethod.Post, new Uri($"{_service.AbsoluteUri.TrimEnd('/')}/Tables"));
        Json(message.Request, JsonSerializer.SerializeToUtf8Bytes(new { TableName = name }));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        try
        {
            await account.SendAsync(message, Place("making the table"), cancellation, 201, 204);
        }
        catch (StorageConflictException exists) when (exists.Code == "TableAlreadyExists")
        {
        }
    }

    /// <summary>The row, or null.</summary>
    public async Task<TableEntity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        using var message = account.Request(RequestMethod.Get, new Uri(AddressOf(partitionKey, rowKey)));
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        var response = await account.SendAsync(message, Place("reading a row of"), cancellation, 200, 404);
        if (response.Status == 404)
        {
            return StorageErrors.Code(response) is "TableNotFound" ? throw StorageErrors.Of(response, Place("reading a row of")) : null;
        }

        using var document = JsonDocument.Parse(response.Content);
        return TableJson.Read(document.RootElement, ETagOf(response));
    }

    /// <summary>False when the row is there already, written by somebody else or by an earlier call.</summary>
    public async Task<bool> InsertAsync(TableEntity entity, CancellationToken cancellation)
    {
        TableLimits.Check(entity);
        var operation = NewOperation();
        using var message = account.Request(RequestMethod.Post, new Uri(_rows));
        Json(message.Request, TableJson.Write(entity, operation));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        try
        {
            await account.SendAsync(message, Place("adding a row to"), cancellation, 201, 204);
            return true;
        }
        catch (StorageConflictException)
        {
            return await IsOwnAsync(entity.PartitionKey, entity.RowKey, operation, cancellation);
        }
    }

    /// <summary>Adds or overwrites, whatever is there.</summary>
    public Task PutAsync(TableEntity entity, CancellationToken cancellation) => WriteAsync(RequestMethod.Put, entity, null, cancellation);

    /// <summary>Changes the named properties and keeps the others; false when the row changed since it was read, or is gone.</summary>
    public Task<bool> MergeAsync(TableEntity entity, string etag, CancellationToken cancellation) => WriteAsync(new RequestMethod("MERGE"), entity, etag, cancellation);

    /// <summary>Overwrites the whole row; false when it changed since it was read, or is gone.</summary>
    public Task<bool> ReplaceAsync(TableEntity entity, string etag, CancellationToken cancellation) => WriteAsync(RequestMethod.Put, entity, etag, cancellation);

    /// <summary>A row that is gone already is as good as deleted.</summary>
    /// <exception cref="StorageConflictException">The row changed since it was read.</exception>
    public async Task DeleteAsync(string partitionKey, string rowKey, CancellationToken cancellation, string etag = "*")
    {
        using var message = account.Request(RequestMethod.Delete, new Uri(AddressOf(partitionKey, rowKey)));
        message.Request.Headers.SetValue("If-Match", etag);
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        await account.SendAsync(message, Place("deleting a row of"), cancellation, 204, 404);
    }

    /// <summary>Rows that match, page after page. A page holds at most 1,000.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(string? filter, [EnumeratorCancellation] CancellationToken cancellation, int? pageSize = null)
    {
        var (partition, row) = ((string?)null, (string?)null);
        do
        {
            using var message = account.Request(RequestMethod.Get, QueryAddress(filter, pageSize, partition, row));
            message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
            message.Request.Headers.SetValue("DataServiceVersion", "3.0;");
            var response = await account.SendAsync(message, Place("reading"), cancellation, 200);
            using var document = JsonDocument.Parse(response.Content);
            foreach (var found in document.RootElement.GetProperty("value").EnumerateArray())
            {
                yield return TableJson.Read(found);
            }

            partition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var nextPartition) ? nextPartition : null;
            row = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var nextRow) ? nextRow : null;
        }
        while (partition is not null);
    }

    public async Task<List<TableEntity>> ListAsync(string? filter, CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        await foreach (var row in QueryAsync(filter, cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>All of it or nothing. A batch whose answer was lost is recognised as done when its retry meets itself.</summary>
    /// <exception cref="StorageConflictException">A row exists, is gone, or changed since it was read; nothing was written.</exception>
    public async Task SubmitAsync(TableBatch batch, CancellationToken cancellation)
    {
        var operation = NewOperation();
        using var message = account.Request(RequestMethod.Post, new Uri($"{_service.AbsoluteUri.TrimEnd('/')}/$batch"));
        TableBatchPolicy.Watch(message);
        message.Request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary=batch_{operation}");
        message.Request.Headers.SetValue("DataServiceVersion", "3.0;");
        message.Request.Headers.SetValue("MaxDataServiceVersion", "3.0;NetFx");
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        message.Request.Content = RequestContent.Create(TableBatchBody.Write(batch, row => AddressOf(batch.PartitionKey, row), _rows, operation, operation));
        var place = Place("writing a batch to");
        await account.SendAsync(message, place, cancellation, 202, 200);
        if (TableBatchPolicy.RefusalOf(message) is not { } refusal)
        {
            return;
        }

        var problem = StorageErrors.Of(refusal.Status, refusal.Code, refusal.Operation, place);
        if (problem is StorageConflictException or StorageNotFoundException && await IsOwnAsync(batch, operation, cancellation))
        {
            return;
        }

        throw problem is StorageNotFoundException && refusal.Code != "TableNotFound"
            ? new StorageConflictException(problem.Message, refusal.Status, refusal.Code, refusal.Operation)
            : problem;
    }

    private static string NewOperation() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static void Json(Request request, byte[] body)
    {
        request.Headers.SetValue("Content-Type", "application/json");
        request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        request.Content = RequestContent.Create(body);
    }

    private static string? ETagOf(Response response) => response.Headers.TryGetValue("ETag", out var etag) ? etag : null;

    private async Task<bool> WriteAsync(RequestMethod method, TableEntity entity, string? etag, CancellationToken cancellation)
    {
        TableLimits.Check(entity);
        var operation = NewOperation();
        using var message = account.Request(method, new Uri(AddressOf(entity.PartitionKey, entity.RowKey)));
        Json(message.Request, TableJson.Write(entity, operation));
        if (etag is not null)
        {
            message.Request.Headers.SetValue("If-Match", etag);
        }

        try
        {
            await account.SendAsync(message, Place("changing a row of"), cancellation, 204);
            return true;
        }
        catch (StorageConflictException) when (etag is not null)
        {
            return await IsOwnAsync(entity.PartitionKey, entity.RowKey, operation, cancellation);
        }
        catch (StorageNotFoundException gone) when (etag is not null && gone.Code != "TableNotFound")
        {
            return false;
        }
    }

    private async Task<bool> IsOwnAsync(TableBatch batch, string operation, CancellationToken cancellation) =>
        (batch.Operations.FirstOrDefault(o => o.Verb == TableVerb.Insert) ?? batch.Operations.FirstOrDefault(o => o.Verb != TableVerb.Delete)) is { } written
        && await IsOwnAsync(batch.PartitionKey, written.Entity.RowKey, operation, cancellation);

    private async Task<bool> IsOwnAsync(string partitionKey, string rowKey, string operation, CancellationToken cancellation) =>
        (await FindAsync(partitionKey, rowKey, cancellation))?.Operation == operation;

    private StoragePlace Place(string doing) => new(_service, $"'{name}'", doing);

    private string AddressOf(string partitionKey, string rowKey) => $"{_rows}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";

    private Uri QueryAddress(string? filter, int? pageSize, string? partition, string? row)
    {
        List<string> parts = [];
        Add("$filter", filter);
        Add("$top", pageSize?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("NextPartitionKey", partition);
        Add("NextRowKey", row);
        return new Uri($"{_rows}(){(parts.Count == 0 ? string.Empty : "?" + string.Join('&', parts))}");

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{key}={Uri.EscapeDataString(value)}");
            }
        }
    }

    private static string Literal(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
