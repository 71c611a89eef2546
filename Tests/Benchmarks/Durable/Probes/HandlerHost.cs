using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>
/// Plays the Functions host and its Durable extension for W1: posts every orchestrator turn with the whole history and
/// every activity to the handler, wrapped as the host wraps them. Histories are kept in memory: in Azure the storage
/// behind the extension keeps them.
/// </summary>
internal sealed class HandlerHost(Uri handler) : IDisposable
{
    private const int Connections = 64;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = handler };
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    /// <exception cref="InvalidOperationException">The handler's answer is not what the case has to come to.</exception>
    public async Task RunCaseAsync(string id)
    {
        var past = new List<HistoryEvent>();
        var next = New();
        next.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = "Case",
            Input = JsonSerializer.Serialize(Workloads.Input),
            OrchestrationInstance = new OrchestrationInstance { InstanceId = id, ExecutionId = id },
        };
        while (true)
        {
            var begun = New();
            begun.OrchestratorStarted = new OrchestratorStartedEvent();
            var request = new OrchestratorRequest { InstanceId = id, PastEvents = { past }, NewEvents = { begun, next } };
            var answer = await InvokeAsync("Case", "context", Convert.ToBase64String(request.ToByteArray()));
            var response = OrchestratorResponse.Parser.ParseFrom(answer.GetBytesFromBase64());
            past.AddRange([begun, next]);
            past.AddRange(response.Actions.Select(Acknowledge).OfType<HistoryEvent>());
            past.Add(new HistoryEvent { EventId = -1, Timestamp = Now, OrchestratorCompleted = new OrchestratorCompletedEvent() });
            if (response.Actions.FirstOrDefault(action => action.CompleteOrchestration is not null) is { } end)
            {
                Check(id, end.CompleteOrchestration);
                return;
            }

            next = response.Actions.FirstOrDefault(action => action.ScheduleTask is not null) is { } task ? await RunAsync(task) : Decision();
        }
    }

    public void Dispose() => _http.Dispose();

    private static Timestamp Now => DateTime.UtcNow.ToTimestamp();

    private static HistoryEvent New() => new() { EventId = -1, Timestamp = Now };

    private static HistoryEvent? Acknowledge(OrchestratorAction action)
    {
        var acknowledged = new HistoryEvent { EventId = action.Id, Timestamp = Now };
        if (action.ScheduleTask is { } task)
        {
            acknowledged.TaskScheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version };
            return acknowledged;
        }

        if (action.CreateTimer is { } timer)
        {
            acknowledged.TimerCreated = new TimerCreatedEvent { FireAt = timer.FireAt };
            return acknowledged;
        }

        return null;
    }

    private static HistoryEvent Decision()
    {
        var raised = New();
        raised.EventRaised = new EventRaisedEvent { Name = Workloads.Decision, Input = JsonSerializer.Serialize(Workloads.Approved) };
        return raised;
    }

    private static void Check(string id, CompleteOrchestrationAction end)
    {
        if (end.OrchestrationStatus != OrchestrationStatus.Completed)
        {
            throw new InvalidOperationException($"{id} ended as {end.OrchestrationStatus}: {end.Result}");
        }
    }

    private async Task<HistoryEvent> RunAsync(OrchestratorAction action)
    {
        var result = await InvokeAsync(action.ScheduleTask.Name, "input", action.ScheduleTask.Input);
        var completed = New();
        completed.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = action.Id, Result = result.GetRawText() };
        return completed;
    }

    /// <returns>The answer's ReturnValue.</returns>
    private async Task<JsonElement> InvokeAsync(string function, string binding, string value)
    {
        // The host writes every value as JSON and puts that into the envelope as a text.
        var body = JsonSerializer.Serialize(new
        {
            Data = new Dictionary<string, string> { [binding] = JsonSerializer.Serialize(value) },
            Metadata = new { sys = new { MethodName = function, UtcNow = DateTime.UtcNow.ToString("o", CultureInfo.InvariantCulture) } },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{function}", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0.0");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/4.1037.0.0");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _requests);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()).GetProperty("ReturnValue");
    }
}
