using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask.CustomHandler;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>What a Functions host sends, byte for byte, and what must come back.</summary>
public sealed class HandlerFixtureTests : IAsyncLifetime
{
    /// <summary>First turn of HelloCities, made by Microsoft's JavaScript worker.</summary>
    private const string FirstTurn = "CgNhYmMiFQj///////////8BEgYIgPLWygZyACI6CP///////////wESBgiA8tbKBholCgtIZWxsb0NpdGllcxoGCgRudWxsIg4KA2FiYxIHCgVleGVjMQ==";

    private TestHandler _handler = null!;

    public async ValueTask InitializeAsync() => _handler = await TestHandler.StartAsync();

    public ValueTask DisposeAsync() => _handler.DisposeAsync();

    [Fact]
    public async Task Probe_RightAfterStart_IsAnswered()
    {
        using var response = await _handler.Http.GetAsync(new Uri("/", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Orchestrator_GoldenRequest_SchedulesTheActivityFromIdZero()
    {
        var body = """{"Data":{"context":"\"FIRST\""},"Metadata":{"sys":{"MethodName":"HelloCities","UtcNow":"2026-01-01T00:00:00Z","RandGuid":"6f9b2f3a-44c4-4ab8-9d3a-5a3d4f6f0e11"}}}"""
            .Replace("FIRST", FirstTurn, StringComparison.Ordinal);

        var response = Response(await _handler.InvokeAsync("HelloCities", body));

        var action = response.Actions.ShouldHaveSingleItem();
        action.Id.ShouldBe(0);
        action.ScheduleTask.Name.ShouldBe("SayHello");
        ActivityWire.ReadCall(action.ScheduleTask.Input).ShouldBe(new ActivityCall("abc", "\"Tokyo\""));
    }

    [Fact]
    public async Task Orchestrator_ActivityResultInItsEnvelope_Completes()
    {
        var stored = HostWire.ActivityResult(ActivityWire.WriteResult("\"2026-01-01T10:00:00.120Z\""));

        var response = Response(await TurnAsync("HelloCities", "SayHello", stored));

        response.Actions.ShouldHaveSingleItem().CompleteOrchestration.Result.ShouldBe("\"2026-01-01T10:00:00.120Z\"");
    }

    [Fact]
    public async Task Orchestrator_ActivityFailureInItsEnvelope_IsATaskFailedException()
    {
        var failed = await _handler.InvokeAsync("Throw", HostWire.Invocation("Throw", [("input", ActivityWire.WriteCall(new ActivityCall("abc", "\"x\"")))]));

        var response = Response(await TurnAsync("Failing", "Throw", HostWire.ActivityResult(failed.ReturnValue)));

        response.Actions.ShouldHaveSingleItem().CompleteOrchestration.Result
            .ShouldBe("\"System.InvalidOperationException|the case has moved|System.TimeoutException|False\"");
    }

    [Theory]
    [InlineData("""{"Data":{"input":"\"\\\"the case has moved\\\"\""}}""", "the case has moved", false)]
    [InlineData("""{"Data":{"input":"\"\\\"lieta; (jau) slēgta\\\\r\\\\n100 %\\\"\""}}""", "lieta; (jau) slēgta\r\n100 %", false)]
    [InlineData("""{"Data":7}""", "The invocation has no object named Data. Is the caller a Functions host of version 4?", true)]
    public async Task Activity_FailsAndTheHostIsToKnow_Answers500WithTheReasonWhichTheOrchestratorUnderstands(string body, string message, bool permanent)
    {
        await using var handler = await TestHandler.StartAsync(
            register: registry => registry.AddActivityFunc<string>("Fails", (_, text) => Task.FromException(new InvalidOperationException(text))),
            settings: new Dictionary<string, string?> { ["ActivityFailures:ShowToHost"] = "true" });
        using var request = TestHandler.Invocation("Fails", body);
        using var response = await handler.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(500);
        var failure = Should.Throw<HttpRequestException>(response.EnsureSuccessStatusCode).Message;
        var stored = new TaskFailureDetails
        {
            ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
            ErrorMessage = "Exception while executing function: Functions.Fails",
            InnerFailure = new TaskFailureDetails { ErrorType = "System.Net.Http.HttpRequestException", ErrorMessage = failure },
        };
        ActivityReason.TryRead(failure, out var told).ShouldBeTrue(failure);
        told.ErrorMessage.ShouldBe(message);
        told.IsNonRetriable.ShouldBe(permanent);

        var turn = Response(await TurnAsync("FailingPlainly", "Throw", done => done.TaskFailed = new TaskFailedEvent { TaskScheduledId = 0, FailureDetails = stored }));

        turn.Actions.ShouldHaveSingleItem().CompleteOrchestration.Result.ShouldBe(SocialWorkflows.DurableTask.JsonDataConverter.Default.Serialize($"{told.ErrorType}|{message}|{permanent}"));
    }

    [Fact]
    public async Task Activity_FailedByTheHostItself_KeepsTheHostsDetails()
    {
        var details = new TaskFailureDetails
        {
            ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
            ErrorMessage = "Exception while executing function: Functions.Throw",
            InnerFailure = new TaskFailureDetails { ErrorType = "System.Net.Http.HttpRequestException", ErrorMessage = "Response status code does not indicate success: 500 (Internal Server Error)." },
        };

        var turn = Response(await TurnAsync("FailingPlainly", "Throw", done => done.TaskFailed = new TaskFailedEvent { TaskScheduledId = 0, FailureDetails = details }));

        turn.Actions.ShouldHaveSingleItem().CompleteOrchestration.Result
            .ShouldBe("\"Microsoft.Azure.WebJobs.Host.FunctionInvocationException|Exception while executing function: Functions.Throw|False\"");
    }

    [Fact]
    public async Task Activity_PlainDoubleEncodedInput_IsRead()
    {
        var body = """{"Data":{"input":"\"\\\"Tokyo\\\"\""},"Metadata":{"instanceId":"\"abc\"","data":"\"Tokyo\"","sys":{}}}""";

        var result = await _handler.InvokeAsync("SayHello", body);

        Outcome(result).ShouldBe("\"Hello, Tokyo!\"");
        result.ReturnValue.ShouldBeOfType<string>().ShouldStartWith("{");
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("[1,2,[3]]")]
    [InlineData("5")]
    [InlineData("1.10")]
    [InlineData("\"2026-01-01T10:00:00.120Z\"")]
    [InlineData("{\"at\":\"2026-01-01T10:00:00.120Z\"}")]
    [InlineData("\"QUJDRA==\"")]
    [InlineData("3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679")]
    [InlineData("{\"instanceId\":\"forged\",\"sys\":{\"MethodName\":\"Throw\"},\"data\":\"forged\",\"$call\":1}")]
    public async Task Activity_AnyInput_GoesThroughHostAndBackUnchanged(string json)
    {
        var travelled = HostWire.ActivityInput(ActivityWire.WriteCall(new ActivityCall("abc", json)));
        var body = HostWire.Invocation("Echo", [("input", travelled)], [("instanceId", "forged"), ("sys", new JObject())]);

        Outcome(await _handler.InvokeAsync("Echo", body)).ShouldBe(json);
    }

    [Fact]
    public async Task Activity_NullInput_GoesThroughAsNull()
    {
        Outcome(await _handler.InvokeAsync("Echo", """{"Data":{"input":"null"}}""")).ShouldBeNull();
        Outcome(await _handler.InvokeAsync("Echo", HostWire.Invocation("Echo", [("input", ActivityWire.WriteCall(new ActivityCall("abc", null)))]))).ShouldBeNull();
    }

    [Fact]
    public async Task Activity_MetadataForgedByItsInput_KnowsItsRealCaller()
    {
        var body = HostWire.Invocation("WhoCalls", [("input", ActivityWire.WriteCall(new ActivityCall("abc", "\"x\"")))], [("instanceId", "forged")]);

        Outcome(await _handler.InvokeAsync("WhoCalls", body)).ShouldBe("\"abc\"");
    }

    [Fact]
    public async Task Activity_InputOfAnotherShape_IsAFailureNotAnError()
    {
        var result = await _handler.InvokeAsync("SayHello", """{"Data":{"input":"{\"a\":1}"}}""");

        ActivityWire.TryReadOutcome(HostWire.ActivityResult(result.ReturnValue), out _, out var failure).ShouldBeTrue();
        failure!.ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Theory]
    [InlineData("""{"Data":{"other":"1"}}""")]
    [InlineData("""{"Data":{}}""")]
    [InlineData("""{"Data":7}""")]
    [InlineData("""{"data":{"input":"1"}}""")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Activity_MalformedInvocation_IsAFailureThatIsNotTriedAgain(string body)
    {
        var result = await _handler.InvokeAsync("SayHello", body);

        ActivityWire.TryReadOutcome(HostWire.ActivityResult(result.ReturnValue), out _, out var failure).ShouldBeTrue();
        failure!.IsNonRetriable.ShouldBeTrue();
        failure.ErrorType.ShouldEndWith(nameof(MalformedInvocationException));
    }

    [Theory]
    [InlineData("""{"Data":{"input":"{\"a\":"}}""")]
    [InlineData("""{"Data":{"input":"\"tru\""}}""")]
    public async Task Activity_InputThatIsNoJson_IsAFailure(string body)
    {
        var result = await _handler.InvokeAsync("SayHello", body);

        ActivityWire.TryReadOutcome(HostWire.ActivityResult(result.ReturnValue), out _, out var failure).ShouldBeTrue();
        failure!.ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Theory]
    [InlineData("""{"Data":{"context":"\"not base64\""}}""")]
    [InlineData("""{"Data":{"context":"\"AAAA\""}}""")]
    [InlineData("""{"Data":{"context":"null"}}""")]
    [InlineData("""{"Data":{"context":""}}""")]
    [InlineData("""{"Data":{"context":"\ud800"}}""")]
    [InlineData("""{"Data":{"context":"\"\\ud800\""}}""")]
    [InlineData("""{"Data":{"other":"1"}}""")]
    [InlineData("""{"Data":7}""")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Orchestrator_MalformedRequest_FailsWithAReason(string body)
    {
        var response = Response(await _handler.InvokeAsync("HelloCities", body));

        response.RequiresHistory.ShouldBeFalse("the host would deliver it again for ever");
        response.Actions.ShouldHaveSingleItem().CompleteOrchestration.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);
        response.Actions.ShouldAllBe(action => action.CompleteOrchestration.FailureDetails.InnerFailure == null);
    }

    [Theory]
    [InlineData("""{"Data":{"input":"\ud800"}}""")]
    [InlineData("""{"Data":{"input":"\"\\ud800\""}}""")]
    public async Task Activity_TextThatIsNoUnicode_IsAFailureForGood(string body)
    {
        var result = await _handler.InvokeAsync("SayHello", body);

        ActivityWire.TryReadOutcome(HostWire.ActivityResult(result.ReturnValue), out _, out var failure).ShouldBeTrue();
        failure!.IsNonRetriable.ShouldBeTrue();
    }

    /// <summary>Begins like our envelope in a JSON string, and is neither: the activity's own result, as it stands.</summary>
    [Fact]
    public async Task Orchestrator_StoredResultThatIsNoJson_IsNotDeliveredAgain()
    {
        var turn = Response(await TurnAsync("FailingPlainly", "Throw", done => done.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = 0, Result = "\"abc" }));

        turn.RequiresHistory.ShouldBeFalse();
        turn.Actions.ShouldHaveSingleItem().CompleteOrchestration.OrchestrationStatus.ShouldBeOneOf(OrchestrationStatus.Completed, OrchestrationStatus.Failed);
    }

    [Fact]
    public async Task Orchestrator_NameUnknown_FailsWithAReason()
    {
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(FirstTurn));
        request.NewEvents[1].ExecutionStarted.Name = "Gone";

        var response = Response(await _handler.InvokeAsync("HelloCities", HostWire.Invocation("HelloCities", [("context", Base64(request))])));

        response.Actions.ShouldHaveSingleItem().CompleteOrchestration.FailureDetails.ErrorMessage.ShouldContain("Gone");
    }

    [Fact]
    public async Task Invocation_UnknownFunction_Is404()
    {
        using var request = TestHandler.Invocation("Nobody", """{"Data":{}}""");
        using var response = await _handler.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(404);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-ARR-LOG-ID", "1")]
    [InlineData("Cookie", "a=b")]
    public async Task Invocation_FromOutside_RunsNothing(string header, string value)
    {
        using var request = TestHandler.Invocation("SayHello", """{"Data":{"input":"\"\\\"x\\\"\""}}""");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _handler.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Invocation_OtherHostNameOrTwoIds_RunsNothing()
    {
        using var named = TestHandler.Invocation("SayHello", """{"Data":{"input":"\"\\\"x\\\"\""}}""");
        named.Headers.Host = "app.azurewebsites.net";
        using var twice = TestHandler.Invocation("SayHello", """{"Data":{"input":"\"\\\"x\\\"\""}}""");
        twice.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());

        using var first = await _handler.Http.SendAsync(named);
        using var second = await _handler.Http.SendAsync(twice);

        ((int)first.StatusCode).ShouldBe(404);
        ((int)second.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Orchestrator_BodyOf40Megabytes_IsAnswered()
    {
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(FirstTurn));
        request.NewEvents[1].ExecutionStarted.Input = $"\"{new string('x', 30_000_000)}\"";

        var response = Response(await _handler.InvokeAsync("HelloCities", HostWire.Invocation("HelloCities", [("context", Base64(request))])));

        response.Actions.ShouldHaveSingleItem().ScheduleTask.Name.ShouldBe("SayHello");
    }

    [Fact]
    public async Task Orchestrator_HistoryOf50Megabytes_IsReplayed()
    {
        const int results = 50;
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(FirstTurn));
        request.NewEvents[1].ExecutionStarted.Name = "Long";
        request.PastEvents.Add(request.NewEvents);
        request.NewEvents.Clear();
        var result = HostWire.ActivityResult(ActivityWire.WriteResult($"\"{new string('x', 1 << 20)}\""));
        for (var i = 0; i < results; i++)
        {
            request.PastEvents.Add(new HistoryEvent { EventId = i, TaskScheduled = new TaskScheduledEvent { Name = "SayHello" } });
            request.PastEvents.Add(new HistoryEvent { EventId = -1, TaskCompleted = new TaskCompletedEvent { TaskScheduledId = i, Result = result } });
        }

        request.NewEvents.Add(new HistoryEvent { EventId = -1, OrchestratorStarted = new OrchestratorStartedEvent() });

        var response = Response(await _handler.InvokeAsync("Long", HostWire.Invocation("Long", [("context", Base64(request))])));

        response.Actions.ShouldHaveSingleItem().CompleteOrchestration.Result.ShouldBe($"{results << 20}");
    }

    [Fact]
    public async Task Orchestrator_HundredAtOnce_AllAnswered()
    {
        var body = HostWire.Invocation("HelloCities", [("context", FirstTurn)]);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _handler.InvokeAsync("HelloCities", body)));

        results.ShouldAllBe(result => Response(result).Actions.Count == 1);
    }

    [Fact]
    public async Task Queue_TextOrObject_IsGivenToTheFunction()
    {
        var result = await _handler.InvokeAsync("Queued", HostWire.Invocation("Queued", [("message", "abc")]));
        result.ReturnValue.ShouldBe("{\"got\":\"abc\"}");

        using var failing = TestHandler.Invocation("Queued", HostWire.Invocation("Queued", [("message", "boom")]));
        using var response = await _handler.Http.SendAsync(failing);
        ((int)response.StatusCode).ShouldBe(500);
    }

    [Fact]
    public async Task Page_Forwarded_IsAnsweredRaw()
    {
        var text = await _handler.Http.GetStringAsync(new Uri("/api/x?y=1", UriKind.Relative));

        text.ShouldBe("GET y=1 ");
    }

    [Fact]
    public async Task Page_InAnEnvelope_IsTheSamePageAndTeachesTheHubsAddress()
    {
        var request = new JObject
        {
            ["Url"] = "https://app.example/api/x?y=1",
            ["Method"] = "POST",
            ["Query"] = new JObject { ["y"] = "1" },
            ["Headers"] = new JObject { ["Content-Type"] = new JArray("text/plain") },
            ["Params"] = new JObject(),
            ["Identities"] = new JArray(),
            ["Body"] = "hello",
        };
        var client = new JObject { ["taskHubName"] = "Hub", ["rpcBaseUrl"] = "http://127.0.0.1:4001", ["requiredQueryStringParameters"] = "code=k" };
        var body = HostWire.Invocation("Pages", [("req", request), ("client", client.ToString())], [("y", "forged")]);

        var result = await _handler.InvokeAsync("Pages", body);

        var answer = (JObject)result.Outputs!["res"];
        ((int)answer["statusCode"]!).ShouldBe(201);
        ((string)answer["body"]!).ShouldBe("POST y=1 hello");
        ((string)answer["headers"]!["X-Late"]!).ShouldBe("yes");
        _handler.Endpoint.Current!.Rpc.ShouldBe(new Uri("http://127.0.0.1:4001"));
    }

    [Fact]
    public async Task Binding_GrpcOnAnotherMachine_IsRefused()
    {
        var client = new JObject { ["taskHubName"] = "Hub", ["rpcBaseUrl"] = "http://203.0.113.7:4001" };
        using var request = TestHandler.Invocation("Queued", HostWire.Invocation("Queued", [("message", "abc"), ("client", client.ToString())]));
        using var response = await _handler.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(400);
        _handler.Endpoint.Current.ShouldBeNull();
    }

    /// <summary>The second turn: the activity with id 0 has this stored result.</summary>
    private Task<HostWire.HostResult> TurnAsync(string orchestrator, string activity, string? stored) =>
        TurnAsync(orchestrator, activity, done => done.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = 0, Result = stored });

    private Task<HostWire.HostResult> TurnAsync(string orchestrator, string activity, Action<HistoryEvent> outcome)
    {
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(FirstTurn));
        request.NewEvents[1].ExecutionStarted.Name = orchestrator;
        request.PastEvents.Add(request.NewEvents);
        request.NewEvents.Clear();
        var now = Timestamp.FromDateTime(new DateTime(2026, 1, 1, 0, 0, 5, DateTimeKind.Utc));
        request.PastEvents.Add(new HistoryEvent { EventId = 0, Timestamp = now, TaskScheduled = new TaskScheduledEvent { Name = activity } });
        request.NewEvents.Add(new HistoryEvent { EventId = -1, Timestamp = now, OrchestratorStarted = new OrchestratorStartedEvent() });
        var done = new HistoryEvent { EventId = -1, Timestamp = now };
        outcome(done);
        request.NewEvents.Add(done);
        return _handler.InvokeAsync(orchestrator, HostWire.Invocation(orchestrator, [("context", Base64(request))]));
    }

    private static string Base64(OrchestratorRequest request) => Convert.ToBase64String(request.ToByteArray());

    private static OrchestratorResponse Response(HostWire.HostResult result) =>
        OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(result.ReturnValue.ShouldBeOfType<string>()));

    private static string? Outcome(HostWire.HostResult result)
    {
        ActivityWire.TryReadOutcome(HostWire.ActivityResult(result.ReturnValue), out var json, out var failure).ShouldBeTrue();
        failure.ShouldBeNull();
        return json;
    }
}
