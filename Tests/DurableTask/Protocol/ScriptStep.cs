using System.Text.Json.Serialization;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>One step of a scripted orchestration, understood by both workers.</summary>
internal sealed record ScriptStep([property: JsonPropertyName("op")] string Op)
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("count")]
    public int Count { get; init; }

    [JsonPropertyName("hours")]
    public int Hours { get; init; }

    [JsonPropertyName("steps")]
    public IReadOnlyList<ScriptStep>? Steps { get; init; }
}
