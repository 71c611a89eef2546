using System.Text.Json.Nodes;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Teams;

/// <summary>What Teams sends, and what a house must be set to so that it is believed.</summary>
internal static class TeamsWire
{
    public static readonly Guid Tenant = new("11111111-2222-4333-8444-555555555555");

    private static readonly Dictionary<string, Guid> People = new(StringComparer.Ordinal)
    {
        ["sm-lietvede"] = new("aaaaaaaa-0000-4000-8000-000000000001"),
        ["sm-darbiniece"] = new("aaaaaaaa-0000-4000-8000-000000000002"),
        ["sm-vaditaja"] = new("aaaaaaaa-0000-4000-8000-000000000003"),
        ["sm-revidente"] = new("aaaaaaaa-0000-4000-8000-000000000006"),
        ["sm-dezurants"] = new("aaaaaaaa-0000-4000-8000-000000000007"),
        ["ie-darbiniece"] = new("aaaaaaaa-0000-4000-8000-000000000004"),
        ["ie-vaditaja"] = new("aaaaaaaa-0000-4000-8000-000000000005"),
    };

    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Teams:AppId"] = ConnectorKeys.AppId.ToString("D"),
        ["Teams:TenantId"] = Tenant.ToString("D"),
        ["Teams:Workplace"] = "https://darbs.example/",
    };

    public static string ConversationOf(string person) => $"a:{person}";

    public static JsonObject Activity(string person, string type, params (string Name, JsonNode? Value)[] more)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = "f:1",
            ["channelId"] = "msteams",
            ["serviceUrl"] = ConnectorKeys.Service,
            ["from"] = new JsonObject { ["id"] = $"29:{person}", ["aadObjectId"] = People.TryGetValue(person, out var id) ? id.ToString() : Guid.NewGuid().ToString() },
            ["recipient"] = new JsonObject { ["id"] = $"28:{ConnectorKeys.AppId}", ["name"] = "Sociālais dienests" },
            ["conversation"] = new JsonObject { ["id"] = ConversationOf(person), ["tenantId"] = Tenant.ToString(), ["conversationType"] = "personal" },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant.ToString() } },
        };
        foreach (var (name, value) in more)
        {
            activity[name] = value;
        }

        return activity;
    }

    /// <param name="person">Who taps.</param>
    /// <param name="verb">Of the action.</param>
    /// <param name="data">Of the action, with the inputs merged in, as Teams does.</param>
    /// <param name="shown">The activity that was tapped; null where it does not matter.</param>
    public static JsonObject Tap(string person, string verb, JsonObject data, string? shown = null) => Activity(
        person,
        "invoke",
        ("name", "adaptiveCard/action"),
        ("replyToId", shown),
        ("value", new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = "manual" }));

    /// <summary>The sample people with their accounts.</summary>
    /// <param name="also">One more, as in the staff file.</param>
    /// <param name="english">Who reads English.</param>
    public static string Staff(string? also = null, params string[] english)
    {
        var people = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json")))!.AsArray();
        if (also is not null)
        {
            people.Add(JsonNode.Parse(also));
        }

        foreach (var person in people.Select(p => p!.AsObject()))
        {
            var id = person["id"]!.GetValue<string>();
            if (People.TryGetValue(id, out var account))
            {
                person["entraId"] = account.ToString();
            }

            if (english.Contains(id, StringComparer.Ordinal))
            {
                person["language"] = Languages.English;
            }
        }

        return people.ToJsonString();
    }
}
