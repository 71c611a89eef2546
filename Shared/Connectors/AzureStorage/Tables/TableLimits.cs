namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>
/// What the service refuses, said before it is asked; the emulator lets some of it pass.
/// Source: Understanding the Table service data model; Performing entity group transactions (Microsoft Learn).
/// </summary>
internal static class TableLimits
{
    public const int BatchOperations = 100;
    public const int BatchBytes = 4 * 1024 * 1024;
    public const int EntityBytes = 1024 * 1024;
    public const int PropertyBytes = 64 * 1024;
    public const int Properties = 252;

    /// <summary>Characters of one text property, which is stored as UTF-16.</summary>
    public const int TextCharacters = PropertyBytes / 2;

    private const int KeyCharacters = 512;

    /// <exception cref="StorageRejectedException">The row can never be stored.</exception>
    public static void Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);
        if (entity.Properties.Count > Properties)
        {
            throw new StorageRejectedException($"The row {entity.PartitionKey}/{entity.RowKey} has {entity.Properties.Count} properties; {Properties} is the most.");
        }

        long bytes = 4 + ((entity.PartitionKey.Length + entity.RowKey.Length) * 2);
        foreach (var (name, value) in entity.Properties)
        {
            var size = Size(value);
            if (size > PropertyBytes)
            {
                throw new StorageRejectedException($"The property {name} of the row {entity.PartitionKey}/{entity.RowKey} has {size} bytes; {PropertyBytes} is the most.", 413);
            }

            bytes += 8 + (name.Length * 2) + size;
        }

        if (bytes > EntityBytes)
        {
            throw new StorageRejectedException($"The row {entity.PartitionKey}/{entity.RowKey} has {bytes} bytes; {EntityBytes} is the most.", 413);
        }
    }

    private static void CheckKey(string key)
    {
        if (key.Length > KeyCharacters || key.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new StorageRejectedException($"A key of {key.Length} characters is too long or has one of / \\ # ? or a control character. Escape ids with TableKeys.");
        }
    }

    private static int Size(object value) => value switch
    {
        string text => 4 + (text.Length * 2),
        byte[] bytes => 4 + bytes.Length,
        _ => 8,
    };
}
