using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Connectors.Teams;

/// <summary>
/// Sends and updates cards through the Bot Connector's REST interface (v3). Waits out what the Connector says is passing
/// (412, 429, 502, 503, 504) a few times, then leaves it to the next round.
/// </summary>
public sealed class BotConnector(TeamsOptions options, TokenCredential credential, HttpClient http, TimeProvider time)
{
    private const int Attempts = 4;

    private static readonly TokenRequestContext Scope = new(["https://api.botframework.com/.default"]);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <param name="summary">What the notification shows; never anything about a person.</param>
    /// <param name="card">An adaptive card as JSON.</param>
    /// <returns>The activity's id in its conversation.</returns>
    /// <exception cref="BotConnectorException">It was not taken.</exception>
    public async Task<string> SendAsync(TeamsConversation conversation, string summary, string card, CancellationToken cancellation)
    {
        var answer = await CallAsync(HttpMethod.Post, Path(conversation), Message(conversation, summary, card), conversation, cancellation);
        return answer?["id"]?.GetValue<string>() ?? throw new BotConnectorException(HttpStatusCode.OK, null, "The Bot Connector took a card but named no activity.");
    }

    /// <exception cref="BotConnectorException">It was not taken.</exception>
    public Task UpdateAsync(TeamsConversation conversation, string activityId, string summary, string card, CancellationToken cancellation)
    {
        var message = Message(conversation, summary, card);
        message["id"] = activityId;
        return CallAsync(HttpMethod.Put, $"{Path(conversation)}/{Uri.EscapeDataString(activityId)}", message, conversation, cancellation);
    }

    /// <summary>Takes a card away; one that is not there any more is no error.</summary>
    /// <exception cref="BotConnectorException">It was not taken.</exception>
    public async Task DeleteAsync(TeamsConversation conversation, string activityId, CancellationToken cancellation)
    {
        try
        {
            await CallAsync(HttpMethod.Delete, $"{Path(conversation)}/{Uri.EscapeDataString(activityId)}", body: null, conversation, cancellation);
        }
        catch (BotConnectorException problem) when (problem.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            // Somebody was faster.
        }
    }

    /// <summary>Begins a thread of its own in a channel of Teams.</summary>
    /// <returns>The activity's id in the thread.</returns>
    /// <exception cref="BotConnectorException">It was not taken.</exception>
    public async Task<string> StartThreadAsync(TeamsConversation channel, string summary, string card, CancellationToken cancellation)
    {
        var message = Message(channel, summary, card);
        message.Remove("conversation");
        var tenant = options.TenantId?.ToString("D");
        var body = new JsonObject
        {
            ["isGroup"] = true,
            ["bot"] = new JsonObject { ["id"] = channel.BotId },
            ["tenantId"] = tenant,
            ["channelData"] = new JsonObject
            {
                ["channel"] = new JsonObject { ["id"] = channel.ConversationId },
                ["tenant"] = new JsonObject { ["id"] = tenant },
            },
            ["activity"] = message,
        };
        var answer = await CallAsync(HttpMethod.Post, "v3/conversations", body, channel, cancellation);
        return answer?["activityId"]?.GetValue<string>() ?? throw new BotConnectorException(HttpStatusCode.OK, null, "The Bot Connector began a thread but named no activity.");
    }

    private static string Path(TeamsConversation conversation) => $"v3/conversations/{Uri.EscapeDataString(conversation.ConversationId)}/activities";

    private static JsonObject Message(TeamsConversation conversation, string summary, string card) => new()
    {
        ["type"] = "message",
        ["from"] = new JsonObject { ["id"] = conversation.BotId },
        ["conversation"] = new JsonObject { ["id"] = conversation.ConversationId },
        ["summary"] = summary,
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = JsonNode.Parse(card),
        }),
    };

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, JsonObject? body, TeamsConversation conversation, CancellationToken cancellation)
    {
        if (!options.Knows(conversation.ServiceUrl))
        {
            throw new BotConnectorException(HttpStatusCode.Forbidden, null, $"'{conversation.ServiceUrl.Host}' is no host of the Bot Connector; our token is not sent there.");
        }

        var service = conversation.ServiceUrl.AbsoluteUri;
        var address = new Uri(service.EndsWith('/') ? service + path : $"{service}/{path}");
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await credential.GetTokenAsync(Scope, cancellation)).Token);
            using var response = await SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
            {
                var text = await response.Content.ReadAsStringAsync(cancellation);
                return text.Length == 0 ? null : JsonNode.Parse(text);
            }

            var problem = await ProblemAsync(response, cancellation);
            if (!problem.IsPassing || attempt == Attempts)
            {
                throw problem;
            }

            await Task.Delay(WaitAfter(response, attempt), time, cancellation);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException problem)
        {
            throw new BotConnectorException(HttpStatusCode.ServiceUnavailable, null, $"The Bot Connector cannot be reached: {problem.HttpRequestError}.", problem);
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new BotConnectorException(HttpStatusCode.GatewayTimeout, null, "The Bot Connector did not answer in time.", silent);
        }
    }

    private static async Task<BotConnectorException> ProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        string? code = null;
        try
        {
            code = (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))?["error"]?["code"]?.GetValue<string>();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // A gateway's page instead of the Connector's JSON: the status says enough.
        }

        return new BotConnectorException(response.StatusCode, code, string.Create(CultureInfo.InvariantCulture, $"The Bot Connector answered {(int)response.StatusCode} {code}."));
    }

    /// <summary>What the Connector asks for, else doubling, with up to a quarter more so that many cards do not come back at once.</summary>
    private TimeSpan WaitAfter(HttpResponseMessage response, int attempt)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => FirstWait * (1 << (attempt - 1)),
        };
        var jittered = asked * (1 + (Random.Shared.NextDouble() / 4));
        return jittered < LongestWait ? TimeSpan.FromTicks(Math.Max(0, jittered.Ticks)) : LongestWait;
    }
}
