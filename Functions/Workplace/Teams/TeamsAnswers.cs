using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Functions.Workplace.Cards;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>What an <c>adaptiveCard/action</c> is answered with, and how its data is read.</summary>
internal static class TeamsAnswers
{
    public static JsonObject Shown(AdaptiveCard card) => new()
    {
        ["statusCode"] = StatusCodes.Status200OK,
        ["type"] = "application/vnd.microsoft.card.adaptive",
        ["value"] = JsonNode.Parse(card.ToJson()),
    };

    /// <summary>The card with a line above it that says what became of the tap.</summary>
    public static JsonObject Shown(AdaptiveCard card, string note, bool isGood) =>
        Shown(card with { Body = [new TextBlock(note) { Color = isGood ? "good" : "attention" }, .. card.Body] });

    public static JsonObject Message(string text) => new()
    {
        ["statusCode"] = StatusCodes.Status200OK,
        ["type"] = "application/vnd.microsoft.activity.message",
        ["value"] = text,
    };

    public static JsonObject Error(int status, string code, string message) => new()
    {
        ["statusCode"] = status,
        ["type"] = "application/vnd.microsoft.error",
        ["value"] = new JsonObject { ["code"] = code, ["message"] = message },
    };

    public static bool IsError(JsonObject answer) => answer["type"]?.GetValue<string>() == "application/vnd.microsoft.error";

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
