using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Instance rows as clients see them.</summary>
internal sealed class InstanceRows(HubReader reader, DataConverter converter)
{
    private const string Columns = "SELECT rid, id, name, status, created_at, updated_at, custom_status, input, output, failure FROM instances";

    public OrchestrationMetadata? Find(string id, bool withPayloads) => reader.Read(connection =>
    {
        using var row = connection.Prepare($"{Columns} WHERE id = $0", 1).With(id).ExecuteReader();
        return row.Read() ? Metadata(row, withPayloads) : null;
    });

    /// <summary>The next page in order of creation; the token is the key of the last row.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "the status list is made of numbers")]
    public Page<OrchestrationMetadata> Find(OrchestrationQuery query, string? token, int pageSize) => reader.Read(connection =>
    {
        var after = token is null ? 0 : long.Parse(token, NumberStyles.None, CultureInfo.InvariantCulture);
        var sql = $"{Columns} WHERE rid > $0 AND {InstanceFilter.Created} AND {InstanceFilter.Status(query.Statuses)} "
            + "AND substr(id, 1, length($3)) = $3 ORDER BY rid LIMIT $4";
        using var row = connection.Prepare(sql, 5)
            .With(after, InstanceFilter.From(query.CreatedFrom), InstanceFilter.To(query.CreatedTo), query.InstanceIdPrefix ?? string.Empty, pageSize)
            .ExecuteReader();
        var values = new List<OrchestrationMetadata>();
        var last = 0L;
        while (row.Read())
        {
            values.Add(Metadata(row, query.FetchInputsAndOutputs));
            last = row.GetInt64(0);
        }

        return new Page<OrchestrationMetadata>(values, values.Count == pageSize ? last.ToString(CultureInfo.InvariantCulture) : null);
    });

    private OrchestrationMetadata Metadata(SqliteDataReader row, bool withPayloads) => new(row.GetString(2), row.GetString(1))
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)row.GetInt32(3),
        CreatedAt = new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
        DataConverter = withPayloads ? converter : null,
        SerializedCustomStatus = Text(row, 6, withPayloads),
        SerializedInput = Text(row, 7, withPayloads),
        SerializedOutput = Text(row, 8, withPayloads),
        FailureDetails = withPayloads && !row.IsDBNull(9) ? HistoryCodec.DecodeFailure(row.GetFieldValue<byte[]>(9)) : null,
    };

    private static string? Text(SqliteDataReader row, int column, bool wanted) => wanted && !row.IsDBNull(column) ? row.GetString(column) : null;
}
