using System.Text.Json;

namespace SocialWorkflows.Casework.Retention;

/// <summary>How a line of the destruction list is written down; every store uses this one form.</summary>
public static class RetentionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RetentionRow row) => JsonSerializer.Serialize(row, Options);

    /// <exception cref="JsonException">It is no line of the list.</exception>
    public static RetentionRow Read(string json) => JsonSerializer.Deserialize<RetentionRow>(json, Options) ?? throw new JsonException("A line of the destruction list is stored as null.");
}
