using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialWorkflows.Functions.Workplace.Commands;

/// <summary>What a card sends: which version of which case the person saw, and what they entered.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CommandBody
{
    public required string CaseId { get; init; }

    public required long Version { get; init; }

    public required int Round { get; init; }

    public required string Verb { get; init; }

    public required JsonElement Data { get; init; }
}

/// <summary>The answer to a card. <c>Status</c>: done, decided-before, stale, refused or error; <c>Card</c> is the fresh one.</summary>
internal sealed record CommandAnswer(string Status, string Message, JsonElement? Card = null);
