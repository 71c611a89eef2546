using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>What an activity is called with.</summary>
/// <param name="InstanceId">The calling instance; empty when a caller of another kind did not say.</param>
/// <param name="Input">JSON text, exactly as the orchestrator's converter wrote it.</param>
internal sealed record ActivityCall(string InstanceId, string? Input);

/// <summary>
/// How activity inputs, results and failures travel. The host reads what it carries with Newtonsoft.Json, which rewrites
/// dates and numbers, and gives the activity nothing of its caller; it keeps no exceptions. Text in a string survives, when it
/// does not look like a date or base64: so each travels as text in an envelope, and that as a string beginning with a brace.
/// </summary>
internal static class ActivityWire
{
    private static readonly JsonSerializerOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 128,
    };

    public static string WriteCall(ActivityCall call) => JsonSerializer.Serialize(new CallEnvelope(new Call(call.InstanceId, call.Input)), Format);

    /// <summary>The envelope's content, or the whole text when it is not ours.</summary>
    public static ActivityCall ReadCall(string? json) =>
        TryRead<CallEnvelope>(json, "$call", out var envelope) && envelope.Content is { } call
            ? new ActivityCall(call.Instance ?? string.Empty, call.Input)
            : new ActivityCall(string.Empty, json);

    public static string WriteResult(string? json) => JsonSerializer.Serialize(new OutcomeEnvelope(new Outcome(json, null)), Format);

    public static string WriteFailure(TaskFailureDetails failure) => JsonSerializer.Serialize(new OutcomeEnvelope(new Outcome(null, Failure.Of(failure))), Format);

    /// <summary>Reads a stored result, which is the envelope as a JSON string. False when it is not ours: then it is the result itself.</summary>
    public static bool TryReadOutcome(string? stored, out string? result, out TaskFailureDetails? failure)
    {
        (result, failure) = (null, null);
        if (stored is null || !stored.StartsWith('"')
            || !TryRead<OutcomeEnvelope>(Unwrapped(stored), "$outcome", out var envelope) || envelope.Content is not { } outcome)
        {
            return false;
        }

        (result, failure) = (outcome.Result, outcome.Fail?.ToDetails());
        return true;
    }

    /// <summary>Null for what begins like a JSON string and is none.</summary>
    private static string? Unwrapped(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(stored);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryRead<T>(string? json, string mark, [NotNullWhen(true)] out T? envelope)
        where T : class
    {
        envelope = null;
        if (json is null || !json.StartsWith($"{{\"{mark}\":", StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            envelope = JsonSerializer.Deserialize<T>(json, Format);
        }
        catch (JsonException)
        {
            return false;
        }

        return envelope is not null;
    }

    private sealed record CallEnvelope([property: JsonPropertyName("$call")] Call? Content);

    private sealed record Call([property: JsonPropertyName("instance")] string? Instance, [property: JsonPropertyName("input")] string? Input);

    private sealed record OutcomeEnvelope([property: JsonPropertyName("$outcome")] Outcome? Content);

    private sealed record Outcome([property: JsonPropertyName("result")] string? Result, [property: JsonPropertyName("fail")] Failure? Fail);

    private sealed record Failure(
        [property: JsonPropertyName("type")] string? Type,
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("stack")] string? Stack,
        [property: JsonPropertyName("inner")] Failure? Inner,
        [property: JsonPropertyName("nonRetriable")] bool NonRetriable)
    {
        /// <summary>Readers give up on deep nesting; the first causes say enough.</summary>
        private const int MaximumCauses = 16;

        public static Failure Of(TaskFailureDetails details, int causes = MaximumCauses) => new(
            details.ErrorType,
            details.ErrorMessage,
            details.StackTrace,
            details.InnerFailure is { } inner && causes > 0 ? Of(inner, causes - 1) : null,
            details.IsNonRetriable);

        public TaskFailureDetails ToDetails() =>
            new(Type ?? string.Empty, Message ?? string.Empty, Stack, Inner?.ToDetails()) { IsNonRetriable = NonRetriable };
    }
}
