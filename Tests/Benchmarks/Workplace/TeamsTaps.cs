using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Benchmarks.Workplace;

/// <summary>A person's taps in Teams as Teams sends them: with a token whose signature is checked each time, and answered with the card as it is then.</summary>
internal sealed class TeamsTaps : IDisposable
{
    private static readonly Guid Tenant = new("11111111-2222-4333-8444-555555555555");
    private static readonly Guid Account = new("aaaaaaaa-0000-4000-8000-000000000002");

    private readonly ConnectorKeys _keys = new();

    /// <summary>What the house must be set to, for taps to be believed.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Teams:AppId"] = ConnectorKeys.AppId.ToString("D"),
        ["Teams:TenantId"] = Tenant.ToString("D"),
        ["Teams:Workplace"] = "https://darbs.example/",
    };

    /// <summary>The sample people, of whom the one who taps has an account.</summary>
    public static string StaffWith(string person)
    {
        var people = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json")))!.AsArray();
        people.Single(p => p!["id"]!.GetValue<string>() == person)!["entraId"] = Account.ToString();
        return people.ToJsonString();
    }

    /// <summary>The Connector's keys come from here instead of from the net.</summary>
    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(provider => new BotAuthentication(provider.GetRequiredService<TeamsOptions>(), provider.GetRequiredService<TimeProvider>(), new KeySet(_keys)));

    /// <summary>The bot is installed for the person who taps.</summary>
    public Task InstallAsync(HttpClient http, DateTimeOffset now) => SendAsync(http, Activity("installationUpdate", ("action", "add")), _keys.Good(now.UtcDateTime));

    /// <summary>One token serves many taps, as Teams does it.</summary>
    public string TokenAt(DateTimeOffset now) => _keys.Good(now.UtcDateTime);

    /// <exception cref="InvalidOperationException">The tap was not done: a figure would measure something else.</exception>
    public static async Task TapAsync(HttpClient http, string token, string verb, JsonObject data)
    {
        var answer = await SendAsync(
            http, Activity("invoke", ("name", "adaptiveCard/action"), ("value", new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data } })), token);
        if (JsonNode.Parse(answer)?["type"]?.GetValue<string>() != "application/vnd.microsoft.card.adaptive")
        {
            throw new InvalidOperationException($"The tap was answered: {answer}");
        }
    }

    public void Dispose() => _keys.Dispose();

    private static JsonObject Activity(string type, params (string Name, JsonNode? Value)[] more)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = "f:1",
            ["channelId"] = "msteams",
            ["serviceUrl"] = ConnectorKeys.Service,
            ["from"] = new JsonObject { ["id"] = "29:p", ["aadObjectId"] = Account.ToString() },
            ["recipient"] = new JsonObject { ["id"] = $"28:{ConnectorKeys.AppId}" },
            ["conversation"] = new JsonObject { ["id"] = "a:p", ["tenantId"] = Tenant.ToString(), ["conversationType"] = "personal" },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant.ToString() } },
        };
        foreach (var (name, value) in more)
        {
            activity[name] = value;
        }

        return activity;
    }

    private static async Task<string> SendAsync(HttpClient http, JsonObject activity, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"Teams was answered {answer.StatusCode}: {body}");
    }

    private sealed class KeySet(ConnectorKeys keys) : HttpMessageHandler
    {
        private const string Metadata = "https://login.botframework.com/v1/.well-known/";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(
                request.RequestUri!.AbsoluteUri.EndsWith("keys", StringComparison.Ordinal) ? keys.KeySet() : ConnectorKeys.Metadata(Metadata), Encoding.UTF8, "application/json"),
        });
    }
}
