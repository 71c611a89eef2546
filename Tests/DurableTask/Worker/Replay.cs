using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>Hand-written histories: short names for events, and the executor around one orchestrator.</summary>
internal static class Replay
{
    public static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static DurableTaskWorkerOptions Options { get; } = new();

    public static OrchestrationSession Session(
        Func<TaskOrchestrationContext, Task<object?>> orchestrator, Action? onForeignWork = null, ILoggerFactory? loggers = null)
    {
        var registry = new DurableTaskRegistry().AddOrchestratorFunc("Test", orchestrator);
        var services = new ServiceCollection().BuildServiceProvider();
        return new OrchestrationSession("abc", registry, services, Options, loggers ?? NullLoggerFactory.Instance, onForeignWork);
    }

    /// <summary>A cold replay: everything before the last turn is past.</summary>
    public static OrchestratorResult Run(Func<TaskOrchestrationContext, Task<object?>> orchestrator, params HistoryEvent[] history)
    {
        var lastTurn = Array.FindLastIndex(history, e => e is OrchestratorStartedEvent);
        return Session(orchestrator).Process(history[..lastTurn], history[lastTurn..]);
    }

    public static DateTime At(double days) => Start.AddDays(days);

    public static OrchestratorStartedEvent Turn(double days = 0) => new(-1, At(days));

    public static ExecutionStartedEvent Started(string? input = null) => new(-1, Start, "Test", "1.2", input);

    public static TaskScheduledEvent Scheduled(int id, string name) => new(id, Start, name, Version: null, Input: null);

    public static TaskCompletedEvent Completed(int id, string? json = null) => new(-1, Start, id, json);

    public static TaskFailedEvent Failed(int id, string message = "broken", bool isNonRetriable = false) =>
        new(-1, Start, id, new TaskFailureDetails("System.IO.IOException", message, "at there", null) { IsNonRetriable = isNonRetriable });

    public static TimerCreatedEvent TimerCreated(int id, double days) => new(id, Start, At(days));

    public static TimerFiredEvent Fired(int id, double days) => new(-1, Start, At(days), id);

    public static SubOrchestrationInstanceCreatedEvent ChildCreated(int id, string name, string childId = "child") =>
        new(id, Start, childId, name, Version: null, Input: null);

    public static SubOrchestrationInstanceCompletedEvent ChildCompleted(int id, string? json = null) => new(-1, Start, id, json);

    public static SubOrchestrationInstanceFailedEvent ChildFailed(int id, string message = "broken") =>
        new(-1, Start, id, new TaskFailureDetails("System.IO.IOException", message, "at there", null));

    public static ExecutionSuspendedEvent Suspended() => new(-1, Start, "reason");

    public static ExecutionResumedEvent Resumed() => new(-1, Start, "reason");

    public static ExecutionTerminatedEvent Terminated(string? json = "\"enough\"") => new(-1, Start, json);

    public static EventRaisedEvent Raised(string name, string? json = null) => new(-1, Start, name, json);

    public static CompleteOrchestrationAction ShouldComplete(this OrchestratorResult result)
    {
        result.Actions.OfType<CompleteOrchestrationAction>().Count().ShouldBe(1);
        return result.Completion.ShouldNotBeNull();
    }
}
