using System.Text.Json;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.CustomHandler;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The client against the emulated extension's doors.</summary>
public sealed class HubClientTests : IAsyncLifetime
{
    private TestHandler _handler = null!;
    private EmulatedTaskHub _hub = null!;
    private DurableSidecar _sidecar = null!;

    public async ValueTask InitializeAsync()
    {
        _handler = await TestHandler.StartAsync();
        _hub = new EmulatedTaskHub(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { Stopped = true };
        _sidecar = await DurableSidecar.StartAsync(_hub);
        Learn(_sidecar.Binding());
    }

    public async ValueTask DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _handler.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_StartGetRaiseQuery_GoesOverEitherDoor(bool grpc)
    {
        Learn(_sidecar.Binding(withGrpc: grpc));
        Idle("a1");
        var client = _handler.Client;

        await client.ScheduleNewOrchestrationInstanceAsync("HelloCities", new { Name = "x" }, new StartOrchestrationOptions("a2"));
        (await client.GetInstanceAsync("a1", true))!.ReadInputAs<string>().ShouldBe("in");
        (await client.GetInstanceAsync("nobody")).ShouldBeNull();
        await client.RaiseEventAsync("a1", "Go", 5);
        _hub.Find("a1")!.Inbox.Count.ShouldBe(2);
        await client.SuspendInstanceAsync("a1", "pause");
        await client.ResumeInstanceAsync("a1", "go on");
        _hub.Find("a1")!.Inbox.Select(e => e.EventTypeCase).TakeLast(2)
            .ShouldBe([HistoryEvent.EventTypeOneofCase.ExecutionSuspended, HistoryEvent.EventTypeOneofCase.ExecutionResumed]);
        (await ListAsync(new OrchestrationQuery(PageSize: 1))).ShouldBe(["a1", "a2"], ignoreOrder: true);
        (!_sidecar.GrpcDoor.Calls.IsEmpty).ShouldBe(grpc);
        (_sidecar.HttpDoor.Calls > 0).ShouldBe(!grpc);
    }

    [Fact]
    public async Task Start_FinishedInstanceInADedupeStatus_IsNotReplaced()
    {
        Idle("a1").Status = OrchestrationStatus.Completed;
        var options = new StartOrchestrationOptions("a1").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        var refused = await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => _handler.Client.ScheduleNewOrchestrationInstanceAsync("HelloCities", null, options));

        refused.Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Start_UnfinishedInstance_AlreadyExists()
    {
        Idle("a1");

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => _handler.Client.ScheduleNewOrchestrationInstanceAsync("HelloCities", null, new StartOrchestrationOptions("a1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Raise_UnknownOrFinished_IsAnErrorOrIgnored(bool grpc)
    {
        Learn(_sidecar.Binding(withGrpc: grpc));
        Idle("a1").Status = OrchestrationStatus.Completed;

        await _handler.Client.RaiseEventAsync("a1", "Go");
        await Should.ThrowAsync<ArgumentException>(() => _handler.Client.RaiseEventAsync("nobody", "Go"));
        await _handler.Client.TerminateInstanceAsync("nobody");
    }

    [Theory]
    [InlineData(14, "Unavailable")]
    [InlineData(7, "PermissionDenied")]
    [InlineData(12, "Unimplemented")]
    [InlineData(99, "Unknown")]
    public async Task Client_ErrorStatus_IsATaskHubExceptionThatNamesIt(int status, string name)
    {
        _sidecar.GrpcDoor.Refuses = (status, "nē: host stops");

        var problem = await Should.ThrowAsync<TaskHubException>(() => _handler.Client.GetInstanceAsync("a1"));

        problem.Message.ShouldContain(name);
        problem.Message.ShouldContain("nē: host stops");
    }

    [Fact]
    public async Task Get_AnswerOfFiveMegabytes_IsRead()
    {
        Idle("a1").Input = JsonSerializer.Serialize(new string('x', 5_000_000));

        (await _handler.Client.GetInstanceAsync("a1", true))!.ReadInputAs<string>()!.Length.ShouldBe(5_000_000);
    }

    [Fact]
    public async Task Client_GrpcDoorClosed_TakesTheHttpDoor()
    {
        Idle("a1");
        Learn(_sidecar.Binding().Replace($":{_sidecar.Grpc.Port}", ":1", StringComparison.Ordinal));

        (await _handler.Client.GetInstanceAsync("a1")).ShouldNotBeNull();
        _sidecar.HttpDoor.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Client_NoBindingYet_SaysWhatToDo()
    {
        await using var fresh = await TestHandler.StartAsync();

        var problem = await Should.ThrowAsync<TaskHubException>(() => fresh.Client.GetInstanceAsync("a1"));

        problem.Message.ShouldContain("DurableHttpApi__Address");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Purge_ByIdOrFilter_OnlyFinished(bool grpc)
    {
        Learn(_sidecar.Binding(withGrpc: grpc));
        Idle("a1").Status = OrchestrationStatus.Completed;
        Idle("a2").Status = OrchestrationStatus.Failed;
        Idle("a3");
        var running = new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending]);

        (await _handler.Client.PurgeInstanceAsync("a1")).PurgedInstanceCount.ShouldBe(1);
        (await _handler.Client.PurgeInstanceAsync("a3")).PurgedInstanceCount.ShouldBe(0, "the extension would delete it although it runs");
        (await _handler.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount.ShouldBe(0);
        (await _handler.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.ShouldBe(1);
        (await _handler.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.ShouldBe(0);
        (await _handler.Client.PurgeAllInstancesAsync(running)).PurgedInstanceCount.ShouldBe(0);
        (await ListAsync(new OrchestrationQuery())).ShouldBe(["a3"]);
    }

    [Fact]
    public async Task Wait_OverGrpc_IsDoneByTheExtension()
    {
        var instance = Idle("a1");
        var started = _handler.Client.WaitForInstanceStartAsync("a1", cancellation: TestContext.Current.CancellationToken);
        await UntilCalledAsync("WaitForInstanceStart");
        Change(instance, OrchestrationStatus.Running);
        (await started).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        var ended = _handler.Client.WaitForInstanceCompletionAsync("a1", getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        await UntilCalledAsync("WaitForInstanceCompletion");
        instance.Output = "5";
        Change(instance, OrchestrationStatus.Completed);

        (await ended).ReadOutputAs<int>().ShouldBe(5);
        _sidecar.GrpcDoor.Calls["GetInstance"].ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wait_WhereNobodyWaitsForUs_AsksEverySecond(bool grpc)
    {
        _sidecar.GrpcDoor.Waits = false;
        Learn(_sidecar.Binding(withGrpc: grpc));
        var instance = Idle("a1");
        var ended = _handler.Client.WaitForInstanceCompletionAsync("a1", TestContext.Current.CancellationToken);
        instance.Status = OrchestrationStatus.Completed;
        while (!ended.IsCompleted)
        {
            _handler.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await ended).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_UnknownInstance_IsRefusedAndNotWaitedFor()
    {
        await Should.ThrowAsync<ArgumentException>(() => _handler.Client.WaitForInstanceCompletionAsync("nobody", TestContext.Current.CancellationToken));

        _sidecar.GrpcDoor.Calls.ShouldNotContainKey("WaitForInstanceCompletion");
    }

    private async Task UntilCalledAsync(string method)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_sidecar.GrpcDoor.Calls.ContainsKey(method))
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private void Change(EmulatedInstance instance, OrchestrationStatus status)
    {
        instance.Status = status;
        _hub.Ended(instance);
    }

    private async Task<List<string>> ListAsync(OrchestrationQuery query)
    {
        List<string> ids = [];
        await foreach (var instance in _handler.Client.GetAllInstancesAsync(query))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }

    private void Learn(string binding) => _handler.Endpoint.Learn(DurableBinding.Read(JsonElement.Parse(binding)));

    /// <summary>An instance whose turns nobody runs.</summary>
    private EmulatedInstance Idle(string id)
    {
        _hub.Start(id, "HelloCities", "\"in\"");
        return _hub.Find(id)!;
    }
}
