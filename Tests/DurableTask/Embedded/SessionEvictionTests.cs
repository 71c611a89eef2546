using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>A warm session that threw is in an unknown state: it must never be asked again.</summary>
public sealed class SessionEvictionTests
{
    private readonly List<FlakySession> _sessions = [];

    [Fact]
    public async Task Turn_SessionThrows_TheCallerIsToldAndTheNextTurnReplaysEverything()
    {
        var registry = new DurableTaskRegistry().AddOrchestratorFunc("Two", async context =>
            await context.WaitForExternalEvent<string>("go") + await context.WaitForExternalEvent<string>("go"));
        await using var hub = await TestHub.StartAsync(_ => { }, options => options.Sessions = id => Session(id, registry));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Two");
        await hub.Client.RaiseEventAsync(id, "go", "a");
        _sessions.Count.ShouldBe(1, "it is warm");
        _sessions[0].Throws = new InvalidOperationException("broken just now");

        var refused = await Should.ThrowAsync<TaskHubException>(() => hub.Client.RaiseEventAsync(id, "go", "lost"));
        await hub.Client.RaiseEventAsync(id, "go", "b");

        refused.Message.ShouldContain("broken just now");
        (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("ab");
        _sessions.Count.ShouldBe(2);
        _sessions[0].Turns.ShouldBe(3, "it was not asked again after it threw");
        _sessions[1].FirstPast.ShouldContain(e => e is ExecutionStartedEvent, "the new session was given the whole history");
    }

    private FlakySession Session(string id, DurableTaskRegistry registry)
    {
        var services = new ServiceCollection().BuildServiceProvider();
        _sessions.Add(new(new OrchestrationSession(id, registry, services, new DurableTaskWorkerOptions(), NullLoggerFactory.Instance)));
        return _sessions[^1];
    }

    private sealed class FlakySession(IOrchestrationSession inner) : IOrchestrationSession
    {
        public Exception? Throws { get; set; }

        public int Turns { get; private set; }

        public IReadOnlyList<HistoryEvent> FirstPast { get; private set; } = [];

        public ExecutionStartedEvent? Started => inner.Started;

        public OrchestratorResult Process(IEnumerable<HistoryEvent> pastEvents, IEnumerable<HistoryEvent> newEvents)
        {
            if (Turns++ == 0)
            {
                FirstPast = [.. pastEvents];
            }

            return Throws is { } exception ? throw exception : inner.Process(pastEvents, newEvents);
        }
    }
}
