using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Graph;

internal sealed record FakeSubscription(string Id, string Url, string LifecycleUrl, string ClientState, DateTimeOffset ExpiresAt);

/// <summary>Subscriptions of the fake Graph: the handshake at both addresses, the longest lifetime, and calls to the subscriber as Graph makes them.</summary>
internal sealed partial class FakeSubscriptions(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4230);

    private readonly List<FakeSubscription> _all = [];
    private int _made;

    /// <summary>How a call reaches the subscriber: path and query, and the body.</summary>
    public Func<string, HttpContent, Task<HttpResponseMessage>> Subscriber { get; set; } = (_, _) => throw new HttpRequestException("Nobody listens.");

    public IReadOnlyList<FakeSubscription> Alive => [.. _all.Where(s => s.ExpiresAt > time.GetUtcNow())];

    public FakeSubscription Only => Alive.Single();

    public int Renewals { get; private set; }

    public void Remove(FakeSubscription subscription) => _all.Remove(subscription);

    /// <summary>Calls the subscriber as Graph does; returns the status of its answer.</summary>
    public async Task<HttpStatusCode> NotifyAsync(FakeSubscription subscription, string? lifecycle = null, string? clientState = null, string? subscriptionId = null)
    {
        var item = new JsonObject
        {
            ["subscriptionId"] = subscriptionId ?? subscription.Id,
            ["subscriptionExpirationDateTime"] = Text(subscription.ExpiresAt),
            ["clientState"] = clientState ?? subscription.ClientState,
            ["tenantId"] = "11111111-2222-4333-8444-555555555555",
        };
        if (lifecycle is null)
        {
            item["changeType"] = "created";
            item["resource"] = "Users/x/Messages/y";
            item["resourceData"] = new JsonObject { ["@odata.type"] = "#Microsoft.Graph.Message", ["id"] = "y" };
        }
        else
        {
            item["lifecycleEvent"] = lifecycle;
        }

        using var answer = await Subscriber(new Uri(subscription.Url).PathAndQuery, JsonContent.Create(new JsonObject { ["value"] = new JsonArray(item) }));
        return answer.StatusCode;
    }

    public async Task<HttpResponseMessage> ServeAsync(HttpMethod method, string id, JsonObject? body, List<string> wrongs)
    {
        var known = Alive.FirstOrDefault(s => s.Id == id);
        switch (method.Method)
        {
            case "GET" when id.Length == 0:
                return Json(new JsonObject { ["value"] = new JsonArray([.. Alive.Select(s => new JsonObject { ["id"] = s.Id, ["notificationUrl"] = s.Url })]) });
            case "POST" when id.Length == 0:
                return await MakeAsync(body!, wrongs);
            case "PATCH" when known is not null:
                return Renew(known, body!, wrongs);
            case "DELETE" when known is not null:
                _all.Remove(known);
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            default:
                return FakeGraph.Refuse(HttpStatusCode.NotFound, "ResourceNotFound");
        }
    }

    private async Task<HttpResponseMessage> MakeAsync(JsonObject body, List<string> wrongs)
    {
        string Of(string name) => body[name]?.GetValue<string>() ?? string.Empty;
        var problem = true switch
        {
            _ when !ResourceName().IsMatch(Of("resource")) => "resource",
            _ when Of("changeType") != "created" => "changeType",
            _ when !Of("notificationUrl").StartsWith("https://", StringComparison.Ordinal) || !Of("lifecycleNotificationUrl").StartsWith("https://", StringComparison.Ordinal) => "url",
            _ when Of("clientState").Length is 0 or > 128 => "clientState",
            _ when !IsLifetime(Of("expirationDateTime")) => "expirationDateTime",
            _ => null,
        };
        if (problem is not null)
        {
            wrongs.Add($"subscription with a wrong {problem}");
            return FakeGraph.Refuse(HttpStatusCode.BadRequest, "InvalidRequest");
        }

        foreach (var url in new[] { Of("notificationUrl"), Of("lifecycleNotificationUrl") })
        {
            if (!await EchoesAsync(url))
            {
                return FakeGraph.Refuse(HttpStatusCode.BadRequest, "ValidationError");
            }
        }

        var made = new FakeSubscription($"sub-{++_made}", Of("notificationUrl"), Of("lifecycleNotificationUrl"), Of("clientState"), Instant(Of("expirationDateTime")));
        _all.Add(made);
        return Json(new JsonObject { ["id"] = made.Id, ["expirationDateTime"] = Text(made.ExpiresAt) }, HttpStatusCode.Created);
    }

    private HttpResponseMessage Renew(FakeSubscription known, JsonObject body, List<string> wrongs)
    {
        var until = body["expirationDateTime"]!.GetValue<string>();
        if (!IsLifetime(until))
        {
            wrongs.Add("renewal with a wrong expirationDateTime");
            return FakeGraph.Refuse(HttpStatusCode.BadRequest, "InvalidRequest");
        }

        Renewals++;
        _all[_all.IndexOf(known)] = known with { ExpiresAt = Instant(until) };
        return Json(new JsonObject { ["id"] = known.Id });
    }

    /// <summary>The token is URL-decoded, in plain text, nothing else, and no browser may take it for a page.</summary>
    private async Task<bool> EchoesAsync(string url)
    {
        const string Secret = "Validation: Testing client <b>&amp;</b> žāb + 100%";
        using var nothing = new StringContent(string.Empty, Encoding.UTF8, "text/plain");
        using var answer = await Subscriber($"{new Uri(url).PathAndQuery}?validationToken={Uri.EscapeDataString(Secret)}", nothing);
        return answer.StatusCode == HttpStatusCode.OK
            && answer.Content.Headers.ContentType?.MediaType == "text/plain"
            && answer.Headers.TryGetValues("X-Content-Type-Options", out var sniff) && sniff.Single() == "nosniff"
            && await answer.Content.ReadAsStringAsync() == Secret;
    }

    private bool IsLifetime(string until) => Instant(until) is var at && at > time.GetUtcNow() + TimeSpan.FromMinutes(45) && at <= time.GetUtcNow() + Longest;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static HttpResponseMessage Json(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = JsonContent.Create(body) };

    [GeneratedRegex("^users/[^/]+@[^/]+/mailFolders\\('inbox'\\)/messages$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ResourceName();
}
