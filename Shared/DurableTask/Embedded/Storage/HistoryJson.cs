using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Events as UTF-8 JSON: how they lay in hub files of version 1, and how recorded histories are kept for people to read.</summary>
internal static class HistoryJson
{
    private static readonly HistoryJsonContext Json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static byte[] Encode(List<HistoryEvent> events) => JsonSerializer.SerializeToUtf8Bytes(events, Json.ListHistoryEvent);

    public static byte[] Encode(HistoryEvent historyEvent) => JsonSerializer.SerializeToUtf8Bytes(historyEvent, Json.HistoryEvent);

    public static byte[] Encode(TaskFailureDetails failure) => JsonSerializer.SerializeToUtf8Bytes(failure, Json.TaskFailureDetails);

    /// <exception cref="JsonException">The bytes are not what <see cref="Encode(List{HistoryEvent})"/> wrote.</exception>
    public static List<HistoryEvent> DecodeTurn(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Json.ListHistoryEvent) ?? throw new JsonException("An empty turn.");

    /// <exception cref="JsonException">The bytes are no event.</exception>
    public static HistoryEvent DecodeEvent(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Json.HistoryEvent) ?? throw new JsonException("An empty event.");

    /// <exception cref="JsonException">The bytes are no failure.</exception>
    public static TaskFailureDetails? DecodeFailure(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, Json.TaskFailureDetails);
}

[JsonSerializable(typeof(List<HistoryEvent>))]
[JsonSerializable(typeof(TaskFailureDetails))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
