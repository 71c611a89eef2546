using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>The whole product with the bot switched on, and Teams played by the test.</summary>
internal sealed class TeamsHouse : IAsyncDisposable
{
    private readonly ConnectorKeys _keys;
    private HttpClient _client;

    private TeamsHouse(WayHouse way, ConnectorKeys keys, FakeConnector connector)
    {
        Way = way;
        _keys = keys;
        Connector = connector;
        _client = ClientOf(way);
    }

    public WayHouse Way { get; private set; }

    public FakeConnector Connector { get; }

    public CardCourier Courier => Way.Get<CardCourier>();

    public MessageCourier Messages => Way.Get<MessageCourier>();

    public ChannelCourier Channels => Way.Get<ChannelCourier>();

    public MorningCourier Mornings => Way.Get<MorningCourier>();

    public StaffMember Staff(string person) => Way.Get<StaffDirectory>().Find(person)!;

    /// <param name="also">Another member of staff, as in the staff file.</param>
    /// <param name="accounts">The directory of accounts, where the test has one.</param>
    /// <param name="settings">What the test sets besides.</param>
    /// <param name="more">What the test puts in besides.</param>
    /// <param name="english">Who reads English.</param>
    public static async Task<TeamsHouse> StartAsync(
        string? also = null, IStaffAccounts? accounts = null, SimulatedTime? time = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? more = null, params string[] english)
    {
        var keys = new ConnectorKeys();
        var connector = new FakeConnector(keys);
        var root = Directory.CreateTempSubdirectory("socialworkflows-teams-").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), TeamsWire.Staff(also, english));
        var way = await WayHouse.StartAsync(
            root,
            time,
            settings: (settings ?? new Dictionary<string, string?>()).Concat(TeamsWire.Settings).ToDictionary(StringComparer.Ordinal),
            configure: services =>
            {
                services.AddSingleton(provider => new BotAuthentication(provider.GetRequiredService<TeamsOptions>(), provider.GetRequiredService<TimeProvider>(), connector));
                services.AddSingleton<TokenCredential>(new KnownToken());
                if (accounts is not null)
                {
                    services.AddSingleton(accounts);
                }

                more?.Invoke(services);
                services.AddSingleton(provider => new BotConnector(
                    provider.GetRequiredService<TeamsOptions>(),
                    provider.GetRequiredService<TokenCredential>(),
                    new HttpClient(connector, disposeHandler: false),
                    provider.GetRequiredService<TimeProvider>()));
            });
        return new TeamsHouse(way, keys, connector);
    }

    /// <summary>The product is started anew after somebody was taken off the staff list.</summary>
    public async Task RestartWithoutAsync(string person)
    {
        Way = await Way.RestartAsync(data =>
        {
            var file = Path.Combine(data.Root, "staff.json");
            var people = JsonNode.Parse(File.ReadAllText(file))!.AsArray();
            people.Remove(people.Single(p => p!["id"]!.GetValue<string>() == person));
            File.WriteAllText(file, people.ToJsonString());
        });
        _client.Dispose();
        _client = ClientOf(Way);
    }

    /// <summary>The bot is installed for these people.</summary>
    public async Task InstallAsync(params string[] people)
    {
        foreach (var person in people)
        {
            var answer = await PostAsync(TeamsWire.Activity(person, "installationUpdate", ("action", "add")));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    /// <summary>The person adds the bot to a channel of a team or to a group chat, or takes it away.</summary>
    public async Task ChannelAsync(string person, string conversation, string kind = "channel", string action = "add")
    {
        var activity = TeamsWire.Activity(person, "installationUpdate", ("action", action));
        activity["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = kind, ["isGroup"] = true };
        activity["channelData"]!["team"] = new JsonObject { ["id"] = conversation };
        (await PostAsync(activity)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async Task<HttpResponseMessage> PostAsync(JsonObject activity, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? _keys.Good(Way.Now.UtcDateTime));
        var answer = await _client.SendAsync(request);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, await File.ReadAllTextAsync(Path.Combine(Way.Data.Demo, "log.txt")));
        return answer;
    }

    public Task<HttpResponseMessage> PostRawAsync(HttpContent content, bool withToken = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = content };
        request.Headers.Authorization = withToken ? new AuthenticationHeaderValue("Bearer", _keys.Good(Way.Now.UtcDateTime)) : null;
        return _client.SendAsync(request);
    }

    /// <summary>Taps the action of this verb on the card as it is shown, with the inputs merged into its data, as Teams does.</summary>
    public async Task<JsonObject> TapAsync(string person, JsonNode card, string verb, params (string Name, JsonNode? Value)[] inputs)
    {
        var data = ActionOf(card, verb)["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in inputs)
        {
            data[name] = value?.DeepClone();
        }

        return await TapRawAsync(person, verb, data);
    }

    /// <param name="shown">The activity that was tapped; null where it does not matter.</param>
    public async Task<JsonObject> TapRawAsync(string person, string verb, JsonObject data, string? shown = null)
    {
        var answer = await PostAsync(TeamsWire.Tap(person, verb, data, shown));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        await Way.SettleAsync();
        return body;
    }

    /// <summary>The card of the step that a person's conversation shows last.</summary>
    public JsonNode CardOf(string person, string verb) =>
        Connector.CardsOf(TeamsWire.ConversationOf(person)).Last(c => Actions(c.Card).Any(a => a["verb"]?.GetValue<string>() == verb)).Card;

    public static IEnumerable<JsonNode> Actions(JsonNode card) => (card["actions"]?.AsArray() ?? [])
        .Concat((card["body"]?.AsArray() ?? []).Where(b => b!["type"]?.GetValue<string>() == "ActionSet").SelectMany(b => b!["actions"]!.AsArray()))
        .SelectMany(a => a!["card"] is { } nested ? Actions(nested) : [a]);

    public static string Text(JsonNode card) => string.Join('\n', card["body"]!.AsArray().Select(b => b!["text"]?.GetValue<string>()));

    public async Task<CaseRecord> RecordAsync(CaseRef reference) => await Way.ReadAsync(reference);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Way.DisposeAsync();
        Connector.Dispose();
        _keys.Dispose();
    }

    private static HttpClient ClientOf(WayHouse way) => new() { BaseAddress = new Uri(way.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

    private static JsonNode ActionOf(JsonNode card, string verb) => Actions(card).First(a => a["verb"]?.GetValue<string>() == verb);

    private sealed class KnownToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            requestContext.Scopes.ShouldBe(["https://api.botframework.com/.default"]);
            return new AccessToken(FakeConnector.OurToken, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
