using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>Rows as the table service's JSON (OData v3, minimal metadata).</summary>
internal static class TableJson
{
    private const string Suffix = "@odata.type";

    public static byte[] Write(TableEntity entity, string operation)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey", entity.PartitionKey);
            json.WriteString("RowKey", entity.RowKey);
            json.WriteString(TableEntity.OperationProperty, operation);
            foreach (var (name, value) in entity.Properties)
            {
                WriteProperty(json, name, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static TableEntity Read(JsonElement row, string? etag = null)
    {
        var entity = new TableEntity(row.GetProperty("PartitionKey").GetString()!, row.GetProperty("RowKey").GetString()!)
        {
            ETag = etag ?? (row.TryGetProperty("odata.etag", out var own) ? own.GetString() : null),
            Operation = row.TryGetProperty(TableEntity.OperationProperty, out var operation) ? operation.GetString() : null,
        };
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name is "PartitionKey" or "RowKey" or "Timestamp" or TableEntity.OperationProperty || property.Name.Contains("odata.", StringComparison.Ordinal))
            {
                continue;
            }

            entity[property.Name] = Value(property.Value, row.TryGetProperty(property.Name + Suffix, out var type) ? type.GetString() : null);
        }

        return entity;
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteString(name + Suffix, "Edm.Int64");
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString(name + Suffix, "Edm.Double");
                json.WriteNumber(name, number);
                break;
            case DateTimeOffset instant:
                json.WriteString(name + Suffix, "Edm.DateTime");
                json.WriteString(name, instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteString(name + Suffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            default:
                throw new ArgumentException($"The property {name} has the type {value.GetType().Name}, which a table cannot hold.", nameof(value));
        }
    }

    /// <summary>An object as result, else a conditional would turn every whole number into a double.</summary>
    private static object? Value(JsonElement value, string? type) => type switch
    {
        "Edm.Int64" => (object)long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "Edm.DateTime" => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        "Edm.Binary" => value.GetBytesFromBase64(),
        "Edm.Double" => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble(),
        _ => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.TryGetInt32(out var whole) ? (object)whole : value.GetDouble(),
            _ => null,
        },
    };
}
