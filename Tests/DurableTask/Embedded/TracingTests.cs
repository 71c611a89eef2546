using System.Collections.Concurrent;
using System.Diagnostics;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>An instance goes on with the trace of whoever started it, and its spans carry ids and names only.</summary>
public sealed class TracingTests : IDisposable
{
    private static readonly ActivitySource Root = new("tests.tracing");

    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is DurableTaskTracing.SourceName or "tests.tracing",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task Instance_StartedInASpan_RunsItsActivitiesAndChildrenInThatTrace()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var (trace, id) = await StartAsync(hub);
        await hub.Client.RaiseEventAsync(id, "go");
        await hub.EndOfAsync(id);

        var names = OfTrace(trace).Select(s => s.DisplayName).ToList();
        names.ShouldBe(["letter", "create_orchestration:Parent", "activity:Say", "activity:Fail", "orchestration:Child", "orchestration:Parent"], ignoreOrder: true);
        OfTrace(trace).Single(s => s.DisplayName == "activity:Say").GetTagItem("durabletask.task.instance_id").ShouldBe(id);
    }

    [Fact]
    public async Task Instance_ProcessDiesInBetween_GoesOnInTheSameTrace()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var (trace, id) = await StartAsync(hub);
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        OfTrace(trace).Select(s => s.DisplayName).ShouldNotContain("activity:Say");

        await using var second = await hub.AfterKillAsync();
        await second.Client.RaiseEventAsync(id, "go");
        await second.EndOfAsync(id);

        OfTrace(trace).Select(s => s.DisplayName).ShouldContain("activity:Say");
    }

    [Fact]
    public async Task Activity_Fails_IsMarkedByTheTypeOfItsErrorOnly()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var (trace, id) = await StartAsync(hub);
        await hub.Client.RaiseEventAsync(id, "go");
        await hub.EndOfAsync(id);

        var failed = OfTrace(trace).Single(s => s.DisplayName == "activity:Fail");
        failed.Status.ShouldBe(ActivityStatusCode.Error);
        failed.GetTagItem("error.type").ShouldBe(typeof(InvalidOperationException).FullName);
        string.Join(' ', OfTrace(trace).SelectMany(s => s.TagObjects).Select(t => t.Value)).ShouldNotContain("secret");
    }

    public void Dispose() => _listener.Dispose();

    private static async Task<(string Trace, string Id)> StartAsync(TestHub hub)
    {
        using var root = Root.StartActivity("letter")!;
        return (root.TraceId.ToHexString(), await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", "a secret"));
    }

    private List<Activity> OfTrace(string trace) => [.. _ended.Where(s => s.TraceId.ToHexString() == trace)];

    private static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Parent", async context =>
        {
            await context.WaitForExternalEvent<object>("go");
            await context.CallActivityAsync<string>("Say", context.GetInput<string>());
            await context.CallSubOrchestratorAsync<string>("Child", "a secret");
            return "done";
        })
        .AddOrchestratorFunc("Child", async context =>
        {
            try
            {
                await context.CallActivityAsync<string>("Fail", "a secret");
            }
            catch (TaskFailedException)
            {
                return "failed as it should";
            }

            return "no";
        })
        .AddActivityFunc<string, string>("Say", (_, text) => Task.FromResult(text))
        .AddActivityFunc<string, string>("Fail", (TaskActivityContext _, string text) => Task.FromException<string>(new InvalidOperationException(text)));
}
