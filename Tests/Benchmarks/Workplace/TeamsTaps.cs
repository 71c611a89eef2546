using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Benchmarks.Workplace;

/// <summary>A person's taps in Teams: with a token whose signature is checked each time, and answered with the card as it is then.</summary>
internal sealed class TeamsTaps(string person) : IDisposable
{
    private readonly ConnectorKeys _keys = new();

    /// <summary>The Connector's keys come from here instead of from the net.</summary>
    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(provider => new BotAuthentication(provider.GetRequiredService<TeamsOptions>(), provider.GetRequiredService<TimeProvider>(), new KeySet(_keys)));

    /// <summary>The bot is installed for the person.</summary>
    public Task InstallAsync(HttpClient http, DateTimeOffset now) => SendAsync(http, TeamsWire.Activity(person, "installationUpdate", ("action", "add")), TokenAt(now));

    /// <summary>One token serves many taps, as Teams does it.</summary>
    public string TokenAt(DateTimeOffset now) => _keys.Good(now.UtcDateTime);

    /// <exception cref="InvalidOperationException">The tap was not done: a figure would measure something else.</exception>
    public async Task TapAsync(HttpClient http, string token, string verb, JsonObject data)
    {
        var answer = await SendAsync(http, TeamsWire.Tap(person, verb, data), token);
        if (JsonNode.Parse(answer)?["type"]?.GetValue<string>() != "application/vnd.microsoft.card.adaptive")
        {
            throw new InvalidOperationException($"The tap was answered: {answer}");
        }
    }

    public void Dispose() => _keys.Dispose();

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
