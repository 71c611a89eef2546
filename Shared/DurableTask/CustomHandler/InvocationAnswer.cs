using System.Text.Encodings.Web;
using System.Text.Json;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>
/// What a custom handler answers with. Never empty: the host would wait for an empty answer until it kills the process.
/// </summary>
/// <param name="ReturnValue">Text; dates and numbers in anything else would be rewritten on their way through the host.</param>
/// <param name="Outputs">Values of output bindings, by name.</param>
public sealed record InvocationAnswer(string? ReturnValue, IReadOnlyDictionary<string, object>? Outputs = null)
{
    public const string ContentType = "application/json; charset=utf-8";

    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object?>
        {
            ["Outputs"] = Outputs ?? new Dictionary<string, object>(),
            ["Logs"] = Array.Empty<string>(),
            ["ReturnValue"] = ReturnValue,
        },
        Writing);
}
