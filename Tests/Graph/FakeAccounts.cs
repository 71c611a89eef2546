using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;

namespace SocialWorkflows.Tests.Graph;

/// <summary>Accounts of a tenant behind Microsoft Graph v1.0: one that is not there is an error of its own kind, and only what was selected is told.</summary>
internal sealed class FakeAccounts : HttpMessageHandler
{
    private const string Users = "/v1.0/users/";

    /// <summary>Accounts that are there, and whether they are enabled.</summary>
    public Dictionary<Guid, bool> Accounts { get; } = [];

    /// <summary>Asked before each call is served: an answer replaces the service's.</summary>
    public Func<HttpResponseMessage?> Before { get; set; } = () => null;

    public int Calls { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(Before() ?? Serve(request));
    }

    private HttpResponseMessage Serve(HttpRequestMessage request)
    {
        if (request.Headers.Authorization?.ToString() != "Bearer " + FakeGraph.Token)
        {
            return FakeGraph.Refuse(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken");
        }

        var path = request.RequestUri!.AbsolutePath;
        if (request.Method != HttpMethod.Get || !path.StartsWith(Users, StringComparison.Ordinal) || !Guid.TryParse(path[Users.Length..], out var id))
        {
            return FakeGraph.Refuse(HttpStatusCode.BadRequest, "BadRequest");
        }

        if (!Accounts.TryGetValue(id, out var enabled))
        {
            return FakeGraph.Refuse(HttpStatusCode.NotFound, "Request_ResourceNotFound");
        }

        var asked = HttpUtility.ParseQueryString(request.RequestUri.Query)["$select"]?.Split(',') ?? [];
        var account = new JsonObject { ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#users/$entity" };
        foreach (var (name, value) in new (string, JsonNode)[] { ("id", id.ToString("D")), ("accountEnabled", enabled) })
        {
            if (asked.Contains(name, StringComparer.Ordinal))
            {
                account[name] = value;
            }
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(account) };
    }
}
