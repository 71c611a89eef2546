using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>
/// The extension's HTTP API (<c>/runtime/webhooks/durabletask</c>), the way taken when its gRPC endpoint is not known or not there.
/// </summary>
internal sealed class HttpTransport(HttpClient http, Uri api, string? key, string taskHub) : IHubTransport
{
    private const string Continuation = "x-ms-continuation-token";

    /// <summary>Purging demands a beginning: before the first Durable instance.</summary>
    private static readonly Timestamp Ever = Timestamp.FromDateTime(new DateTime(2017, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    public Task StartAsync(CreateInstanceRequest request, CancellationToken cancellation)
    {
        if (request.ScheduledStartTimestamp is not null || request.Version is not null)
        {
            throw new HubCallException(HubStatus.Unimplemented, "The Durable HTTP API starts no instance at a later time or of a named version.");
        }

        return TellAsync($"orchestrators/{Escape(request.Name)}/{Escape(request.InstanceId)}", null, request.Input ?? "null", cancellation);
    }

    public async Task<OrchestrationState?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Get, $"instances/{Escape(instanceId)}", $"showInput={(withPayloads ? "true" : "false")}", null, cancellation);
            return await StateAsync(response, cancellation);
        }
        catch (HubCallException problem) when (problem.Status == HubStatus.NotFound)
        {
            return null;
        }
    }

    public Task<OrchestrationState?> WaitAsync(string instanceId, bool forEnd, bool withPayloads, CancellationToken cancellation) =>
        throw new HubCallException(HubStatus.Unimplemented, "The Durable HTTP API does not wait for instances.");

    public Task RaiseAsync(RaiseEventRequest request, CancellationToken cancellation) =>
        TellAsync($"instances/{Escape(request.InstanceId)}/raiseEvent/{Escape(request.Name)}", null, request.Input ?? "null", cancellation);

    public Task TerminateAsync(TerminateRequest request, CancellationToken cancellation) =>
        TellAsync($"instances/{Escape(request.InstanceId)}/terminate", $"reason={Escape(request.Output ?? string.Empty)}", null, cancellation);

    public Task SuspendAsync(SuspendRequest request, CancellationToken cancellation) =>
        TellAsync($"instances/{Escape(request.InstanceId)}/suspend", $"reason={Escape(request.Reason ?? string.Empty)}", null, cancellation);

    public Task ResumeAsync(ResumeRequest request, CancellationToken cancellation) =>
        TellAsync($"instances/{Escape(request.InstanceId)}/resume", $"reason={Escape(request.Reason ?? string.Empty)}", null, cancellation);

    public async Task<QueryInstancesResponse> QueryAsync(InstanceQuery query, CancellationToken cancellation)
    {
        List<string> filter = [$"top={query.MaxInstanceCount}", $"showInput={(query.FetchInputsAndOutputs ? "true" : "false")}"];
        AddTime(filter, "createdTimeFrom", query.CreatedTimeFrom);
        AddTime(filter, "createdTimeTo", query.CreatedTimeTo);
        if (query.InstanceIdPrefix is { } prefix)
        {
            filter.Add($"instanceIdPrefix={Escape(prefix)}");
        }

        if (query.RuntimeStatus.Count > 0)
        {
            filter.Add($"runtimeStatus={string.Join(',', query.RuntimeStatus)}");
        }

        using var response = await SendAsync(HttpMethod.Get, "instances", string.Join('&', filter), null, cancellation, query.ContinuationToken);
        using var list = await ReadAsync(response, cancellation);
        var token = response.Headers.TryGetValues(Continuation, out var values) ? values.First() : null;
        return new QueryInstancesResponse
        {
            OrchestrationState = { list.RootElement.EnumerateArray().Select(State) },
            ContinuationToken = token is { Length: > 0 } and not "null" ? token : null,
        };
    }

    public async Task<int> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellation)
    {
        List<string> filter = [];
        if (request.PurgeInstanceFilter is { } wanted)
        {
            AddTime(filter, "createdTimeFrom", wanted.CreatedTimeFrom ?? Ever);
            AddTime(filter, "createdTimeTo", wanted.CreatedTimeTo);
            filter.Add($"runtimeStatus={string.Join(',', wanted.RuntimeStatus)}");
        }

        var path = request.PurgeInstanceFilter is null ? $"instances/{Escape(request.InstanceId)}" : "instances";
        try
        {
            using var response = await SendAsync(HttpMethod.Delete, path, string.Join('&', filter), null, cancellation);
            using var answer = await ReadAsync(response, cancellation);
            return answer.RootElement.GetProperty("instancesDeleted").GetInt32();
        }
        catch (HubCallException problem) when (problem.Status is HubStatus.NotFound or HubStatus.FailedPrecondition)
        {
            // Nothing fits, or what fits is not finished.
            return 0;
        }
    }

    private async Task TellAsync(string path, string? query, string? json, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Post, path, query, json, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? query, string? json, CancellationToken cancellation, string? continuation = null)
    {
        var address = $"{api.ToString().TrimEnd('/')}/{path}?{string.Join('&', new[] { query, $"taskHub={Escape(taskHub)}", key }.Where(part => !string.IsNullOrEmpty(part)))}";
        using var request = new HttpRequestMessage(method, address);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (continuation is not null)
        {
            request.Headers.Add(Continuation, continuation);
        }

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException problem)
        {
            throw new HubCallException(HubStatus.Unavailable, $"The Durable HTTP API at {api.Authority} does not answer. {problem.Message}", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new HubCallException(HubStatus.DeadlineExceeded, $"The Durable HTTP API at {api.Authority} did not answer in {http.Timeout.TotalSeconds:0} seconds.", problem);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            // Only the path: the query string holds the key.
            throw new HubCallException(StatusOf(response.StatusCode), $"{method} {path}: the Durable HTTP API answered with {(int)response.StatusCode}.");
        }
    }

    private static HubStatus StatusOf(HttpStatusCode code) => code switch
    {
        HttpStatusCode.NotFound => HubStatus.NotFound,
        HttpStatusCode.Gone or HttpStatusCode.PreconditionFailed => HubStatus.FailedPrecondition,
        HttpStatusCode.Conflict => HubStatus.AlreadyExists,
        HttpStatusCode.BadRequest => HubStatus.InvalidArgument,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => HubStatus.PermissionDenied,
        >= HttpStatusCode.InternalServerError => HubStatus.Unavailable,
        _ => HubStatus.Unknown,
    };

    private static async Task<OrchestrationState> StateAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var document = await ReadAsync(response, cancellation);
        return State(document.RootElement);
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        }
        catch (JsonException problem)
        {
            throw new HubCallException(HubStatus.Internal, $"The Durable HTTP API's answer cannot be read. {problem.Message}", problem);
        }
    }

    private static OrchestrationState State(JsonElement instance) => new()
    {
        InstanceId = Text(instance, "instanceId") ?? string.Empty,
        Name = Text(instance, "name") ?? string.Empty,
        OrchestrationStatus = System.Enum.TryParse<OrchestrationStatus>(Text(instance, "runtimeStatus"), out var status) ? status : OrchestrationStatus.Running,
        CreatedTimestamp = Time(instance, "createdTime"),
        LastUpdatedTimestamp = Time(instance, "lastUpdatedTime"),
        Input = Json(instance, "input"),
        Output = Json(instance, "output"),
        CustomStatus = Json(instance, "customStatus"),
    };

    private static string? Text(JsonElement instance, string name) => instance.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Json(JsonElement instance, string name) =>
        instance.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;

    private static Timestamp? Time(JsonElement instance, string name) =>
        Text(instance, name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToTimestamp() : null;

    private static void AddTime(List<string> filter, string name, Timestamp? time)
    {
        if (time is not null)
        {
            filter.Add($"{name}={Escape(time.ToDateTime().ToString("O"))}");
        }
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
