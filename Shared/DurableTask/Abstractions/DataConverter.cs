using System.Text.Json;

namespace SocialWorkflows.DurableTask;

/// <summary>Turns inputs, results, events and statuses into text and back.</summary>
public abstract class DataConverter
{
    /// <returns>The text, or null for null.</returns>
    public abstract string? Serialize(object? value);

    /// <returns>The value, or null (the type's default) for null.</returns>
    public abstract object? Deserialize(string? data, Type targetType);

    public T? Deserialize<T>(string? data) => (T?)(Deserialize(data, typeof(T)) ?? default(T));
}

/// <summary>System.Text.Json with fields included and names as written, the default of the Microsoft SDK.</summary>
public sealed class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, Options);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, Options);
}
