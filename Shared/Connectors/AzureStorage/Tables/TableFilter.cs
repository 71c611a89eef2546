namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>The few filters the stores ask with. Values are quoted here and nowhere else.</summary>
internal static class TableFilter
{
    public static string Partition(string partitionKey) => Is("PartitionKey", partitionKey);

    public static string Is(string property, string value) => $"{property} eq '{Quoted(value)}'";

    public static string Is(string property, bool value) => $"{property} eq {(value ? "true" : "false")}";

    public static string IsNot(string property, string value) => $"{property} ne '{Quoted(value)}'";

    /// <summary>Texts up to this one in ordinal order; rows without the property never match.</summary>
    public static string UpTo(string property, string value) => $"{property} le '{Quoted(value)}'";

    /// <summary>Texts after this one in ordinal order; rows without the property never match.</summary>
    public static string After(string property, string value) => $"{property} gt '{Quoted(value)}'";

    /// <summary>Texts before this one in ordinal order; rows without the property never match.</summary>
    public static string Before(string property, string value) => $"{property} lt '{Quoted(value)}'";

    /// <summary>Row keys that begin with the text.</summary>
    public static string RowsFrom(string prefix) => From("RowKey", prefix);

    /// <summary>Texts that begin with this one; rows without the property never match.</summary>
    public static string From(string property, string prefix) => $"{property} ge '{Quoted(prefix)}' and {property} lt '{Quoted(prefix[..^1] + (char)(prefix[^1] + 1))}'";

    public static string RowsBefore(string rowKey) => $"RowKey lt '{Quoted(rowKey)}'";

    public static string And(params string[] filters) => string.Join(" and ", filters);

    private static string Quoted(string value) => value.Replace("'", "''", StringComparison.Ordinal);
}
