using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SocialWorkflows.Tests.Teams;

/// <summary>A card as a person's conversation shows it: its first form, and what updates made of it.</summary>
internal sealed record ShownCard(string Conversation, string ActivityId, string Summary, JsonNode Card, int Updates);

/// <summary>
/// A Bot Connector that is strict about the protocol: addresses, token, and the members an activity must have. It serves its own
/// signing keys, too.
/// </summary>
internal sealed class FakeConnector(ConnectorKeys keys) : HttpMessageHandler
{
    public const string OurToken = "our-own-token";
    private const string Metadata = "https://login.botframework.com/v1/.well-known/";

    private readonly List<ShownCard> _cards = [];
    private int _sent;
    private readonly Queue<Func<HttpResponseMessage>> _troubles = new();

    public IReadOnlyList<ShownCard> Cards
    {
        get
        {
            lock (_cards)
            {
                return [.. _cards];
            }
        }
    }

    public int Calls { get; private set; }

    public IEnumerable<ShownCard> CardsOf(string conversation) => Cards.Where(c => c.Conversation == conversation);

    /// <summary>The next calls to conversations are answered so, one each.</summary>
    public void Trouble(params Func<HttpResponseMessage>[] answers) => Array.ForEach(answers, _troubles.Enqueue);

    public void NoMoreTrouble() => _troubles.Clear();

    public static HttpResponseMessage Answer(HttpStatusCode status, string code) =>
        new(status) { Content = JsonContent.Create(new { error = new { code, message = code } }) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        if (address.StartsWith(Metadata, StringComparison.Ordinal))
        {
            return Text(address.EndsWith("keys", StringComparison.Ordinal) ? keys.KeySet() : ConnectorKeys.Metadata(Metadata));
        }

        Calls++;
        address.ShouldStartWith(ConnectorKeys.Service + "v3/conversations");
        request.Headers.Authorization!.ToString().ShouldBe("Bearer " + OurToken);
        if (_troubles.TryDequeue(out var trouble))
        {
            return trouble();
        }

        if (request.Method == HttpMethod.Delete)
        {
            return Deleted([.. address[(ConnectorKeys.Service + "v3/conversations/").Length..].Split('/').Select(Uri.UnescapeDataString)]);
        }

        var body = (await request.Content!.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        if (address == ConnectorKeys.Service + "v3/conversations")
        {
            return Begun(body);
        }

        var parts = address[(ConnectorKeys.Service + "v3/conversations/").Length..].Split('/').Select(Uri.UnescapeDataString).ToList();
        parts[1].ShouldBe("activities");
        body["type"]!.GetValue<string>().ShouldBe("message");
        body["from"]!["id"]!.GetValue<string>().ShouldStartWith("28:");
        body["conversation"]!["id"]!.GetValue<string>().ShouldBe(parts[0]);
        var attachment = body["attachments"]!.AsArray().Single()!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        return request.Method == HttpMethod.Post ? Added(parts[0], body, attachment["content"]!) : Changed(parts, body, attachment["content"]!);
    }

    private HttpResponseMessage Added(string conversation, JsonObject body, JsonNode card)
    {
        var shown = new ShownCard(conversation, $"1:{++_sent}", body["summary"]!.GetValue<string>(), card.DeepClone(), 0);
        _cards.Add(shown);
        return new HttpResponseMessage(HttpStatusCode.Created) { Content = JsonContent.Create(new { id = shown.ActivityId }) };
    }

    private HttpResponseMessage Changed(List<string> parts, JsonObject body, JsonNode card)
    {
        var index = _cards.FindIndex(c => c.Conversation == parts[0] && c.ActivityId == parts[2]);
        if (index < 0)
        {
            return Answer(HttpStatusCode.NotFound, "ActivityNotFound");
        }

        _cards[index] = _cards[index] with { Summary = body["summary"]!.GetValue<string>(), Card = card.DeepClone(), Updates = _cards[index].Updates + 1 };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new { id = parts[2] }) };
    }

    /// <summary>A thread of its own in a channel: the addressing stands around the message.</summary>
    private HttpResponseMessage Begun(JsonObject body)
    {
        body["isGroup"]!.GetValue<bool>().ShouldBeTrue();
        body["bot"]!["id"]!.GetValue<string>().ShouldStartWith("28:");
        body["tenantId"]!.GetValue<string>().ShouldBe(TeamsWire.Tenant.ToString());
        body["channelData"]!["tenant"]!["id"]!.GetValue<string>().ShouldBe(TeamsWire.Tenant.ToString());
        var activity = body["activity"]!.AsObject();
        activity["type"]!.GetValue<string>().ShouldBe("message");
        var attachment = activity["attachments"]!.AsArray().Single()!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        var channel = body["channelData"]!["channel"]!["id"]!.GetValue<string>();
        var shown = new ShownCard(channel, $"1:{++_sent}", activity["summary"]!.GetValue<string>(), attachment["content"]!.DeepClone(), 0);
        _cards.Add(shown);
        return new HttpResponseMessage(HttpStatusCode.Created) { Content = JsonContent.Create(new { id = $"{channel};messageid={shown.ActivityId}", activityId = shown.ActivityId }) };
    }

    private HttpResponseMessage Deleted(List<string> parts)
    {
        parts[1].ShouldBe("activities");
        lock (_cards)
        {
            return _cards.RemoveAll(c => c.Conversation == parts[0] && c.ActivityId == parts[2]) > 0 ? new HttpResponseMessage(HttpStatusCode.OK) : Answer(HttpStatusCode.NotFound, "ActivityNotFound");
        }
    }

    private static HttpResponseMessage Text(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
}
