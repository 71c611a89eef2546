using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests
{
    [Fact]
    public void Process_FirstTurn_NumbersDecisionsFromZero()
    {
        var result = Run(
            async context =>
            {
                var first = context.CallActivityAsync<string>("A", new { Id = 7 });
                context.SendEvent("other", "Ping", 1);
                var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                await Task.WhenAll(first, timer);
                return null;
            },
            Turn(),
            Started());

        result.Actions.ShouldBe(
        [
            new ScheduleTaskAction(0, "A", "1.2", """{"Id":7}"""),
            new SendEventAction(1, "other", "Ping", "1"),
            new CreateTimerAction(2, Start.AddHours(1)),
        ]);
    }

    [Fact]
    public void Process_ChainOfActivities_CompletesWithTheNextId()
    {
        var result = Run(Chain, Turn(), Started("\"x\""), Scheduled(0, "A"), Turn(1), Completed(0, "\"xa\""), Scheduled(1, "B"), Turn(2), Completed(1, "\"xab\""));

        result.Actions.ShouldBe([new CompleteOrchestrationAction(2, OrchestrationRuntimeStatus.Completed, "\"xab\"", null)]);
    }

    [Fact]
    public void Process_SameResultTwice_IgnoresTheSecond()
    {
        var result = Run(Chain, Turn(), Started("\"x\""), Scheduled(0, "A"), Turn(1), Completed(0, "\"xa\""), Completed(0, "\"zz\""), Failed(0));

        result.Actions.ShouldBe([new ScheduleTaskAction(1, "B", "1.2", "\"xa\"")]);
    }

    [Fact]
    public void Process_UnknownEventKindsAndUnknownIds_AreIgnored()
    {
        var result = Run(Chain, Turn(), new GenericEvent(-1, Start, "?"), Completed(77), Fired(78, 1), Started("\"x\""), new OrchestratorCompletedEvent(-1, Start));

        result.Actions.Count.ShouldBe(1);
    }

    [Fact]
    public void Process_EventsAfterTheEnd_ChangeNothing()
    {
        var session = Session(_ => Task.FromResult<object?>(5));
        session.Process([], [Turn(), Started()]).ShouldComplete();

        var again = session.Process([], [Turn(1), Raised("X"), new ExecutionTerminatedEvent(-1, Start, null)]);

        again.ShouldComplete().Result.ShouldBe("5");
    }

    [Fact]
    public void Process_ActivityNobodyAwaits_HoldsCompletionBack()
    {
        static Task<object?> Forgetful(TaskOrchestrationContext context)
        {
            _ = context.CallActivityAsync("A");
            return Task.FromResult<object?>(1);
        }

        Run(Forgetful, Turn(), Started()).Completion.ShouldBeNull();
        Run(Forgetful, Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0)).ShouldComplete().Id.ShouldBe(1);
    }

    [Fact]
    public void Process_ActivityFailsUncaught_FailsWithTheCauseInside()
    {
        var failure = Run(Chain, Turn(), Started(), Scheduled(0, "A"), Turn(1), Failed(0, "disk")).ShouldComplete();

        failure.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        failure.Result.ShouldBe("Task 'A' (#0) failed with an unhandled exception: disk");
        failure.FailureDetails!.ErrorType.ShouldBe(typeof(TaskFailedException).FullName);
        failure.FailureDetails.InnerFailure!.ErrorType.ShouldBe("System.IO.IOException");
        failure.FailureDetails.InnerFailure.IsCausedBy<SystemException>().ShouldBeTrue();
        failure.FailureDetails.InnerFailure.IsCausedBy<ArgumentException>().ShouldBeFalse();
    }

    [Fact]
    public void Process_HostGivesNoFailureDetails_StillFails()
    {
        var failure = Run(Chain, Turn(), Started(), Scheduled(0, "A"), Turn(1), new TaskFailedEvent(-1, Start, 0, null)).ShouldComplete();

        failure.FailureDetails!.InnerFailure!.ErrorType.ShouldBe("(unknown)");
    }

    [Fact]
    public void Process_WhenAllWithOneFailure_ThrowsItAfterAllHaveEnded()
    {
        static async Task<object?> Both(TaskOrchestrationContext context)
        {
            try
            {
                await Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B"));
                return "fine";
            }
            catch (TaskFailedException failed)
            {
                return failed.TaskName;
            }
        }

        Run(Both, Turn(), Started(), Scheduled(0, "A"), Scheduled(1, "B"), Turn(1), Failed(0)).Completion.ShouldBeNull();
        Run(Both, Turn(), Started(), Scheduled(0, "A"), Scheduled(1, "B"), Turn(1), Failed(0), Turn(2), Completed(1))
            .ShouldComplete().Result.ShouldBe("\"A\"");
    }

    [Fact]
    public void Process_OneTaskAwaitedTwice_GivesItsResultTwice()
    {
        var result = Run(
            async context =>
            {
                var task = context.CallActivityAsync<int>("A");
                var any = await Task.WhenAny(task, context.WaitForExternalEvent<int>("X"));
                return await task + await any;
            },
            Turn(),
            Started(),
            Scheduled(0, "A"),
            Turn(1),
            Completed(0, "21"));

        result.ShouldComplete().Result.ShouldBe("42");
    }

    [Fact]
    public void Process_ConfigureAwaitFalse_StaysOnTheOrchestratorsThread()
    {
        var result = Run(
            async context =>
            {
                var a = await context.CallActivityAsync<int>("A").ConfigureAwait(false);
                return a + await context.CallActivityAsync<int>("B").ConfigureAwait(false);
            },
            Turn(),
            Started(),
            Scheduled(0, "A"),
            Turn(1),
            Completed(0, "1"),
            Scheduled(1, "B"),
            Turn(2),
            Completed(1, "2"));

        result.ShouldComplete().Result.ShouldBe("3");
    }

    [Fact]
    public void Process_Replaying_IsKnownToTheOrchestratorAndItsLogger()
    {
        var seen = new List<(string, bool, DateTime)>();
        using var log = new ListLogger();
        var session = Session(
            async context =>
            {
                var logger = context.CreateReplaySafeLogger("test");
                seen.Add(("start", context.IsReplaying, context.CurrentUtcDateTime));
#pragma warning disable CA1848, CA2254 // the message is the point
                logger.LogInformation("start");
                await context.CallActivityAsync("A");
                logger.LogInformation("end");
#pragma warning restore CA1848, CA2254
                seen.Add(("end", context.IsReplaying, context.CurrentUtcDateTime));
                return null;
            },
            loggers: log);

        session.Process([Turn(), Started(), Scheduled(0, "A")], [Turn(1), Completed(0)]);

        seen.ShouldBe([("start", true, Start), ("end", false, At(1))]);
        log.Messages.ShouldBe(["end"]);
    }

    [Fact]
    public void Process_OrchestratorNotRegistered_FailsTheInstanceByName()
    {
        var failure = Run(Chain, Turn(), new ExecutionStartedEvent(-1, Start, "Nobody", null, null)).ShouldComplete();

        failure.Result.ShouldBe("No orchestrator named 'Nobody' is registered.");
    }

    [Fact]
    public void Process_InputOfAnotherShape_FailsTheInstance()
    {
        var failure = Run(async context => await Task.FromResult<object?>(context.GetInput<int>()), Turn(), Started("\"text\"")).ShouldComplete();

        failure.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        failure.FailureDetails!.ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Fact]
    public void Process_Terminated_WinsOverWhatTheTurnDecided()
    {
        var result = Run(Chain, Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0), new ExecutionTerminatedEvent(-1, Start, "\"enough\""));

        result.Actions.ShouldBe([new CompleteOrchestrationAction(2, OrchestrationRuntimeStatus.Terminated, "\"enough\"", null)]);
    }

    [Fact]
    public void NewGuid_KnownVectors_AreMet()
    {
        var result = Run(
            async context =>
            {
                var first = context.NewGuid();
                var second = context.NewGuid();
                await context.CallActivityAsync("A");
                return new[] { first, second };
            },
            Turn(),
            Started(),
            Scheduled(0, "A"),
            Turn(1),
            Completed(0));

        result.ShouldComplete().Result.ShouldBe("""["120344a5-52ef-5c4c-8ffc-0e4fcc02f1bb","ab944c85-190d-5011-9f5b-d43db4c05dc7"]""");
        SocialWorkflows.DurableTask.Worker.Replay.DeterministicGuid.Create("abc", Start.AddTicks(51234567), 0)
            .ShouldBe(new Guid("45985ba0-c731-572a-aec1-7c243067b30d"));
    }

    [Theory]
    [InlineData((16 * 1024 / 2) - 2, null)]
    [InlineData((16 * 1024 / 2) - 1, "16384")]
    public void SetCustomStatus_AtTheLimit_IsEnforced(int length, string? complaint)
    {
        var result = Run(
            context =>
            {
                context.SetCustomStatus(new string('x', length));
                return Task.FromResult<object?>(null);
            },
            Turn(),
            Started());

        if (complaint is null)
        {
            result.CustomStatus!.Length.ShouldBe(length + 2);
        }
        else
        {
            result.CustomStatus.ShouldBeNull();
            result.ShouldComplete().Result!.ShouldContain(complaint);
        }
    }

    [Fact]
    public void SetCustomStatus_Null_ClearsIt()
    {
        static async Task<object?> Orchestrator(TaskOrchestrationContext context)
        {
            context.SetCustomStatus(new { Step = 1 });
            await context.CallActivityAsync("A");
            context.SetCustomStatus(null);
            return null;
        }

        Run(Orchestrator, Turn(), Started()).CustomStatus.ShouldBe("""{"Step":1}""");
        Run(Orchestrator, Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0)).CustomStatus.ShouldBeNull();
    }

    private static async Task<object?> Chain(TaskOrchestrationContext context)
    {
        var a = await context.CallActivityAsync<string>("A", context.GetInput<string>());
        return await context.CallActivityAsync<string>("B", a);
    }

    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        public List<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
