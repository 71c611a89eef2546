using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The Functions host's way with JSON, done by the same Newtonsoft.Json (host, ScriptInvocationContextExtensions and HttpScriptInvocationResult).</summary>
internal static class HostWire
{
    /// <summary>An object stays one; everything else, also a string, is serialized into a string.</summary>
    public static JToken Encode(object? value) => value is JObject whole ? whole : new JValue(JsonConvert.SerializeObject(value));

    public static string Invocation(string function, IEnumerable<(string Name, object? Value)> data, IEnumerable<(string Name, object? Value)>? metadata = null)
    {
        var inData = new JObject(data.Select(pair => new JProperty(pair.Name, Encode(pair.Value))));
        var inMetadata = new JObject((metadata ?? []).Select(pair => new JProperty(pair.Name, Encode(pair.Value))));
        inMetadata["sys"] ??= new JObject { ["MethodName"] = function, ["UtcNow"] = "2026-01-01T00:00:00Z", ["RandGuid"] = "6f9b2f3a-44c4-4ab8-9d3a-5a3d4f6f0e11" };
        return new JObject { ["Data"] = inData, ["Metadata"] = inMetadata }.ToString(Formatting.None);
    }

    /// <summary>Default settings: what looks like a date becomes one.</summary>
    public static HostResult? Read(string body) => JsonConvert.DeserializeObject<HostResult>(body);

    /// <summary>An activity's input on its way: read without dates, written compactly (MessagePayloadDataConverter).</summary>
    public static string? ActivityInput(string? scheduled)
    {
        if (scheduled is null)
        {
            return null;
        }

        using var reader = new JsonTextReader(new StringReader(scheduled)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader).ToString(Formatting.None);
    }

    /// <summary>An activity's result as it is stored (DurableActivityContext.SetOutput).</summary>
    public static string? ActivityResult(object? returned) => returned switch
    {
        null => null,
        JToken token => token.ToString(Formatting.None),
        _ => JsonConvert.SerializeObject(returned),
    };

    internal sealed class HostResult
    {
        public Dictionary<string, object>? Outputs { get; set; }

        public List<string>? Logs { get; set; }

        public object? ReturnValue { get; set; }
    }
}
