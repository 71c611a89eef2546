using System.Text.Json;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>What the Functions host does to a handler that hangs, dies or does not know a function: a real process under the emulated host.</summary>
public sealed class EmulatedHostTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("emulated").FullName;
    private FunctionsHost _host = null!;
    private EmulatedTaskHub _hub = null!;

    private string Work => Path.Combine(_root, "work");

    public ValueTask InitializeAsync()
    {
        var app = Directory.CreateDirectory(Path.Combine(_root, "app")).FullName;
        Directory.CreateDirectory(Work);
        HandlerChild.WriteFolders(app);
        _hub = new EmulatedTaskHub(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        _host = new FunctionsHost(app, _root, () => HandlerChild.Command(Work)) { DurableClient = () => "", FunctionTimeout = TimeSpan.FromSeconds(5) };
        _host.Handler.Now = () => _hub.UtcNow;
        _hub.Host = _host;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task FunctionTimeout_InAnOrchestratorCall_KillsTheProcessAndTheTurnIsDeliveredAgain()
    {
        _hub.Start("a", "Hangs", null);

        (await EndAsync("a")).Output.ShouldBe("\"ab\"");

        _hub.Redelivered.ShouldBe(1);
        _host.Handler.Starts.ShouldBe(2);
        _host.Handler.Stops.ShouldBe(0, "the host killed it itself: that is no error");
        Times("step-a-a").ShouldBe(1, "the history has its result");
        _host.Violations.ShouldHaveSingleItem().ShouldContain("functionTimeout");
    }

    [Fact]
    public async Task FunctionTimeout_InAnActivityCall_FailsItAndEveryOtherCallUnderWay()
    {
        _hub.Start("hung", "Steps", """["HangsOnce x"]""");
        await UntilAsync("hang-hung");
        _hub.Start("beside", "Steps", """["Waits go","Step b"]""");
        await UntilAsync("waits-beside");
        await _hub.WhenIdleAsync();
        await File.WriteAllTextAsync(Path.Combine(Work, "go"), "");

        (await EndAsync("hung")).Output.ShouldBe("\"done\"");
        (await EndAsync("beside")).Output.ShouldBe("\"waited b\"");

        Times("hang-hung").ShouldBe(2, "the retry policy had it run again");
        Times("waits-beside").ShouldBe(2, "it died with the process, through no fault of its own");
        _host.Handler.Starts.ShouldBe(2);
    }

    [Fact]
    public async Task ThreeErrorsWithinHalfAnHour_StopTheHost_AndItsWorkIsDeliveredAgain()
    {
        var kills = 3;
        _host.Kills = function => function == "Step" && Interlocked.Decrement(ref kills) >= 0 ? new Kill(KillMoment.InTheRequest) : null;
        _hub.Start("a", "Steps", """["Step a","Step b"]""");

        (await EndAsync("a")).Output.ShouldBe("\"a b\"");

        _host.Handler.Stops.ShouldBe(1);
        _host.Handler.Starts.ShouldBe(4);
        Retries("a").ShouldBe(2, "the third was given back when the host stopped, and is no failure");
    }

    [Fact]
    public async Task ThreeErrorsInTwoHours_DoNotStopTheHost()
    {
        var kills = 2;
        _host.Kills = function => function == "Step" && Interlocked.Decrement(ref kills) >= 0 ? new Kill(KillMoment.InTheRequest) : null;
        _hub.Start("a", "Steps", """["Step a"]""");
        await EndAsync("a");
        _hub.AdvanceTo(_hub.UtcNow.AddHours(2));
        kills = 1;
        _hub.Start("b", "Steps", """["Step b"]""");

        (await EndAsync("b")).Output.ShouldBe("\"b\"");

        _host.Handler.Stops.ShouldBe(0);
        _host.Handler.Starts.ShouldBe(4);
    }

    [Theory]
    [InlineData(KillMoment.InTheRequest)]
    [InlineData(KillMoment.AtWork)]
    [InlineData(KillMoment.AfterTheAnswer)]
    public async Task KilledInAnOrchestratorCall_TheInstanceIsFailedForGood(KillMoment moment)
    {
        var calls = 0;
        _host.Kills = function => function == "Steps" && Interlocked.Increment(ref calls) == 2 ? new Kill(moment) : null;
        _hub.Start("a", "Steps", """["Step a","Step b"]""");

        var end = await EndAsync("a");

        end.Status.ShouldBe(OrchestrationStatus.Failed);
        end.Output.ShouldBe("Function 'Steps' failed with an unhandled exception.");
        Times("step-a-b").ShouldBe(0);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(3, 1)]
    public async Task HandlerEnds_IsStartedAgain_AndOnlyTheIntendedEndIsNoError(int code, int errors)
    {
        _hub.Start("a", "Steps", $$"""["Exits {{code}}"]""");
        (await EndAsync("a")).Output.ShouldBe($"\"{code}\"");
        _hub.Start("b", "Steps", $$"""["Exits {{code}}","Exits 3"]""");
        (await EndAsync("b")).Output.ShouldBe($"\"{code} 3\"");
        _hub.Start("c", "Steps", """["Exits 3"]""");
        (await EndAsync("c")).Output.ShouldBe("\"3\"");

        _host.Handler.Stops.ShouldBe(errors);
    }

    [Fact]
    public async Task HandlerEndsWithZero_IsNeverStartedAgain()
    {
        _hub.Start("a", "Steps", """["Exits 0"]""");
        await _hub.WhenIdleAsync();
        _hub.AdvanceTo(_hub.UtcNow.AddHours(1));
        await _hub.WhenIdleAsync();

        _hub.Find("a")!.IsFinished.ShouldBeFalse();
        _host.Violations.ShouldContain(problem => problem.Contains("exit code 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ActivityTheHostDoesNotKnow_FailsWithoutDetails_AndIsToldAsUnknown()
    {
        _hub.Start("a", "CallsUnknown", null);

        (await EndAsync("a")).Output.ShouldBe("\"(unknown)\"");
    }

    [Fact]
    public async Task OrchestratorTheHostDoesNotKnow_FailsBeforeAnyCall()
    {
        _hub.Start("a", "Nobody", null);

        (await EndAsync("a")).Status.ShouldBe(OrchestrationStatus.Failed);
        _host.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ContinueAsNew_TheNextRunComesInTheSameWorkItemWithItsEventsCarried()
    {
        _hub.Stopped = true;
        _hub.Start("a", "Again", "[]");
        foreach (var said in new[] { "x", "y", "z" })
        {
            _hub.Put("a", e => e.EventRaised = new EventRaisedEvent { Name = "said", Input = JsonSerializer.Serialize(said) });
        }

        _hub.Stopped = false;
        _hub.AdvanceTo(_hub.UtcNow);
        _hub.Put("a", e => e.GenericEvent = new GenericEvent());

        (await EndAsync("a")).Output.ShouldBe("\"x y z\"");

        _hub.Turns.ShouldBe(3);
        var history = _hub.Find("a")!.Past;
        history.Count(e => e.EventRaised is not null).ShouldBe(1, "each run took one and carried the rest over");
        history.Count(e => e.OrchestratorCompleted is not null).ShouldBe(2, "one is among the events that the last run began with");
        _host.Violations.ShouldBeEmpty();
    }

    /// <summary>The instance once it has ended, with as much time passing as its timers ask for.</summary>
    private async Task<EmulatedInstance> EndAsync(string id)
    {
        await _hub.WhenIdleAsync();
        while (!_hub.Find(id)!.IsFinished)
        {
            _hub.AdvanceTo(_hub.NextTimer ?? throw new InvalidOperationException($"{id} waits for ever: {string.Join('\n', _host.Violations)}\n{_host.Handler.Output}"));
            await _hub.WhenIdleAsync();
        }

        return _hub.Find(id)!;
    }

    private async Task UntilAsync(string noted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Times(noted) == 0)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private long Times(string noted) => new FileInfo(Path.Combine(Work, noted)) is { Exists: true } file ? file.Length : 0;

    private int Retries(string id) => _hub.Find(id)!.Past.Count(e => e.TaskFailed is not null);
}
