using System.Globalization;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>One row: two keys and typed properties (string, bool, int, long, double, DateTimeOffset, byte[]). Null properties are not stored.</summary>
internal sealed class TableEntity(string partitionKey, string rowKey)
{
    public const string OperationProperty = "Op";

    private readonly Dictionary<string, object> _properties = new(StringComparer.Ordinal);

    public string PartitionKey { get; } = partitionKey;

    public string RowKey { get; } = rowKey;

    /// <summary>As the service gave it; null on a row that was not read.</summary>
    public string? ETag { get; init; }

    /// <summary>Written by every insert, change and batch, so that a call whose answer was lost knows its own work; null on a row that was not read.</summary>
    public string? Operation { get; init; }

    public IReadOnlyDictionary<string, object> Properties => _properties;

    public object? this[string name]
    {
        get => _properties.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                _properties.Remove(name);
                return;
            }

            _properties[name] = value;
        }
    }

    public string? Text(string name) => (string?)this[name];

    /// <exception cref="StorageCorruptException">The property is missing.</exception>
    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    public long Number(string name) => this[name] switch
    {
        long value => value,
        int value => value,
        _ => throw Missing(name),
    };

    public bool Flag(string name) => this[name] is true;

    public DateTimeOffset? Instant(string name) => Text(name) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    public DateOnly? Day(string name) => Text(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private StorageCorruptException Missing(string name) => new($"The row {PartitionKey}/{RowKey} has no {name}. Restore the table from the backup.");
}
