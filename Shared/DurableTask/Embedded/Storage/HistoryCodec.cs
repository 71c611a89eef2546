using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Events and failures as UTF-8 JSON, the way they lie in the hub's file.</summary>
internal static class HistoryCodec
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
    public static List<HistoryEvent> DecodeTurn(byte[] bytes) =>
        JsonSerializer.Deserialize(bytes, Json.ListHistoryEvent) ?? throw new JsonException("An empty turn.");

    public static HistoryEvent DecodeEvent(byte[] bytes) =>
        JsonSerializer.Deserialize(bytes, Json.HistoryEvent) ?? throw new JsonException("An empty event.");

    public static TaskFailureDetails? DecodeFailure(byte[] bytes) => JsonSerializer.Deserialize(bytes, Json.TaskFailureDetails);
}

[JsonSerializable(typeof(List<HistoryEvent>))]
[JsonSerializable(typeof(TaskFailureDetails))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
