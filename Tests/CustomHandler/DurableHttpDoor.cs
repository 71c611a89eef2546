using System.Globalization;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The extension's HTTP API (HttpApiHandler), as far as a client needs it, with its status codes.</summary>
internal sealed class DurableHttpDoor(EmulatedTaskHub hub)
{
    private const string Continuation = "x-ms-continuation-token";

    public int Calls { get; private set; }

    public async Task AnswerAsync(HttpContext http, string path)
    {
        Calls++;
        if (http.Request.Query["code"] != "system-key")
        {
            http.Response.StatusCode = 401;
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var (status, answer) = (http.Request.Method, path.Split('/')) switch
        {
            ("POST", ["orchestrators", var name, var id]) => IsJson(body) ? (hub.Start(id, name, body) ? 202 : 409, null) : (400, null),
            ("POST", ["instances", var id, "raiseEvent", var name]) => http.Request.ContentType != "application/json" || !IsJson(body) ? (400, null)
                : Put(id, e => e.EventRaised = new EventRaisedEvent { Name = name, Input = body }),
            ("POST", ["instances", var id, "terminate"]) => Put(id, e => e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = http.Request.Query["reason"] }),
            ("POST", ["instances", var id, "suspend"]) => Put(id, e => e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = http.Request.Query["reason"] }),
            ("POST", ["instances", var id, "resume"]) => Put(id, e => e.ExecutionResumed = new ExecutionResumedEvent { Input = http.Request.Query["reason"] }),
            ("GET", ["instances", var id]) => hub.Find(id) is { } found ? (found.IsFinished ? 200 : 202, Json(found, http.Request.Query["showInput"] != "false")) : (404, null),
            ("DELETE", ["instances", var id]) => hub.Find(id) switch
            {
                null => (404, null),
                { IsFinished: false } => (412, null),
                _ => (200, Deleted(hub.Purge(i => i.Id == id))),
            },
            ("GET", ["instances"]) => List(http),
            ("DELETE", ["instances"]) => Purge(http.Request),
            _ => (404, (JToken?)null),
        };
        http.Response.StatusCode = status;
        if (answer is not null)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync(answer.ToString());
        }
    }

    private (int Status, JToken? Answer) Put(string id, Action<HistoryEvent> fill) =>
        hub.Find(id) is null ? (404, null) : hub.Put(id, fill) ? (202, null) : (410, null);

    private (int Status, JToken? Answer) List(HttpContext http)
    {
        var query = http.Request.Query;
        var from = http.Request.Headers[Continuation] is [{ } token] ? int.Parse(token) : 0;
        var all = hub.Instances
            .Where(i => Statuses(http.Request) is not { Count: > 0 } wanted || wanted.Contains(i.Status))
            .Where(i => query["instanceIdPrefix"] is not [{ } prefix] || i.Id.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        var page = all.Skip(from).Take(int.Parse(query["top"]!)).ToList();
        http.Response.Headers[Continuation] = from + page.Count < all.Count ? $"{from + page.Count}" : "";
        return (200, new JArray(page.Select(i => Json(i, query["showInput"] == "true"))));
    }

    private (int Status, JToken? Answer) Purge(HttpRequest request)
    {
        if (!DateTime.TryParse(request.Query["createdTimeFrom"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var from))
        {
            return (400, "Please provide value for 'createdTimeFrom' parameter.");
        }

        var to = DateTime.TryParse(request.Query["createdTimeTo"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var said) ? said : DateTime.MaxValue;
        var count = hub.Purge(i => i.IsFinished && Statuses(request).Contains(i.Status) && i.Created.ToDateTime() >= from && i.Created.ToDateTime() <= to);
        return count == 0 ? (404, null) : (200, Deleted(count));
    }

    private static List<OrchestrationStatus> Statuses(HttpRequest request) =>
        [.. request.Query["runtimeStatus"].SelectMany(value => value!.Split(',')).Select(value => Enum.Parse<OrchestrationStatus>(value))];

    private static JObject Deleted(int count) => new() { ["instancesDeleted"] = count };

    private static bool IsJson(string body)
    {
        try
        {
            JToken.Parse(body);
            return true;
        }
        catch (JsonReaderException)
        {
            return false;
        }
    }

    private static JObject Json(EmulatedInstance instance, bool withInput) => new()
    {
        ["name"] = instance.Name,
        ["instanceId"] = instance.Id,
        ["runtimeStatus"] = instance.Status.ToString(),
        ["input"] = withInput ? Token(instance.Input) : null,
        ["output"] = Token(instance.Output),
        ["customStatus"] = Token(instance.CustomStatus),
        ["createdTime"] = instance.Created.ToDateTime().ToString("s") + "Z",
        ["lastUpdatedTime"] = instance.Updated.ToDateTime().ToString("s") + "Z",
    };

    /// <summary>What is not JSON is given as a JSON string.</summary>
    private static JToken? Token(string? json) => json is null ? null : IsJson(json) ? JToken.Parse(json) : new JValue(json);
}
