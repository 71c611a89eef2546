using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_ForeignAwait
{
    [Fact]
    public void Process_AwaitsTaskDelay_FailsAtOnce() => ShouldFail(async _ =>
    {
        await Task.Delay(Timeout.Infinite);
        return null;
    });

    [Fact]
    public void Process_AwaitsATaskNobodyCompletes_FailsAtOnce() =>
        ShouldFail(async _ => await new TaskCompletionSource<object?>().Task);

    [Fact]
    public void Process_CallsItsContextFromTaskRun_Fails() => ShouldFail(async context =>
    {
        using var done = new ManualResetEventSlim();
        var run = Task.Run(() =>
        {
            try
            {
                return context.CallActivityAsync("A");
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait();
        await run;
        return null;
    });

    [Fact]
    public void Process_ForeignTaskBesideADurableOne_FailsAtTheNextTurn()
    {
        static async Task<object?> Orchestrator(TaskOrchestrationContext context)
        {
            var activity = context.CallActivityAsync("A");
            await Task.Delay(Timeout.Infinite);
            await activity;
            return null;
        }

        Run(Orchestrator, Turn(), Started()).Completion.ShouldBeNull();
        Run(Orchestrator, Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0)).ShouldComplete().Result!.ShouldContain("not durable");
    }

    [Fact]
    public void Process_ForeignTaskCompletesBetweenTurns_IsToldAndFailsTheInstance()
    {
        using var told = new ManualResetEventSlim();
        var foreign = new TaskCompletionSource();
        var session = Session(
            async context =>
            {
                await Task.WhenAny(context.WaitForExternalEvent<int>("E"), foreign.Task);
                return null;
            },
            told.Set);
        session.Process([], [Turn(), Started()]).Completion.ShouldBeNull();

        foreign.SetResult();

        told.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        session.Process([], [Turn(1)]).ShouldComplete().Result!.ShouldContain("not durable");
    }

    [Fact]
    public async Task Process_TimerCancelledFromAnotherThread_FailsWithoutThrowingThere()
    {
        using var end = new CancellationTokenSource();
        var session = Session(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1), end.Token);
            return null;
        });
        session.Process([], [Turn(), Started()]);

        await Task.Run(end.Cancel);

        session.Process([], [Turn(1)]).ShouldComplete().Result!.ShouldContain("not durable");
    }

    private static void ShouldFail(Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        var result = Run(orchestrator, Turn(), Started());

        result.Actions.Count.ShouldBe(1);
        var failure = result.ShouldComplete();
        failure.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        failure.Result!.ShouldContain("awaited something that is not durable");
    }
}
