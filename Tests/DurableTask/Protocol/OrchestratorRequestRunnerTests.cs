using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

public sealed class OrchestratorRequestRunnerTests
{
    // Recorded from Microsoft's JavaScript worker, whose ids start at 1.
    private const string FirstRequest =
        "CgNhYmMiFQj///////////8BEgYIgPLWygZyACI6CP///////////wESBgiA8tbKBholCgtIZWxsb0NpdGllcxoGCgRudWxsIg4KA2FiYxIHCgVleGVjMQ==";

    private const string FirstResponse = "CgNhYmMSGQgBEhUKCFNheUhlbGxvGgkKByJUb2t5byI=";

    private const string SecondRequest =
        "CgNhYmMaFQj///////////8BEgYIgPLWygZyABo6CP///////////wESBgiA8tbKBholCgtIZWxsb0NpdGllcxoGCgRudWxsIg4KA2FiYxIHCgVleGVjMRoWCAESBgiA8tbKBjIK"
        + "CghTYXlIZWxsbxoVCP///////////wESBgiA8tbKBnoAIhUI////////////ARIGCIXy1soGcgAiKgj///////////8BEgYIhfLWygY6FQgBEhEKDyJIZWxsbywgVG9reW8hIg==";

    private const string SecondResponse = "CgNhYmMSGwgCEhcKCFNheUhlbGxvGgsKCSJTZWF0dGxlIg==";

    [Theory]
    [InlineData(FirstRequest, FirstResponse)]
    [InlineData(SecondRequest, SecondResponse)]
    public void Run_GoldenRequest_AnswersTheGoldenBytes(string request, string expected)
    {
        var shifted = PeerIds.Shift(OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(request)), -1);

        var response = Run(shifted.ToByteArray());

        Convert.ToBase64String(PeerIds.Shift(response, +1).ToByteArray()).ShouldBe(expected);
    }

    [Fact]
    public void Run_GoldenRequestWithThePeersIds_FailsAsNonDeterministic()
    {
        var end = Completion(Run(Convert.FromBase64String(SecondRequest)));

        end.FailureDetails.ErrorType.ShouldEndWith("NonDeterministicOrchestrationException");
        end.FailureDetails.ErrorMessage.ShouldContain("scheduled an activity task with sequence ID 1 and name 'SayHello'");
    }

    [Theory]
    [InlineData("/////w==")]
    [InlineData("CgNhYmMiFQj//w==")]
    [InlineData("IgwSCgj///////////8B")] // an instant far outside the calendar
    public void Run_MalformedRequest_FailsTheInstanceWithTheReason(string request)
    {
        var end = Completion(Run(Convert.FromBase64String(request)));

        end.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);
        end.FailureDetails.ErrorMessage.ShouldContain("cannot be read");
        end.FailureDetails.InnerFailure.ShouldBeNull("it must not be delivered again and again");
    }

    [Fact]
    public void Run_RandomBytes_NeverThrows()
    {
        var random = new Random(20261122);
        var golden = Convert.FromBase64String(SecondRequest);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = golden.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Run(bytes[..random.Next(bytes.Length + 1)]).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Run_EmptyRequest_AsksForTheHistory() => Run([]).RequiresHistory.ShouldBeTrue();

    [Fact]
    public void Run_OnlyNewEventsWithoutTheStart_AsksForTheHistory()
    {
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(SecondRequest));
        request.PastEvents.Clear();

        var response = Run(request.ToByteArray());

        response.RequiresHistory.ShouldBeTrue();
        response.Actions.ShouldBeEmpty();
    }

    [Fact]
    public void Run_UnknownOrchestrator_FailsTheInstanceByName()
    {
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(FirstRequest));
        request.NewEvents[1].ExecutionStarted.Name = "Nobody";

        Completion(Run(request.ToByteArray())).FailureDetails.ErrorMessage.ShouldBe("No orchestrator named 'Nobody' is registered.");
    }

    [Fact]
    public void Run_ServicesCannotBeMade_AsksToDeliverAgain()
    {
        var registry = new DurableTaskRegistry().AddOrchestrator("HelloCities", _ => throw new ObjectDisposedException("provider"));

        var end = Completion(Run(Convert.FromBase64String(FirstRequest), registry));

        end.FailureDetails.ErrorMessage.ShouldContain("deliver it again");
        end.FailureDetails.InnerFailure.ErrorType.ShouldBe("System.OutOfMemoryException");
    }

    [Fact]
    public void Run_HistoryOf50Megabytes_IsReplayed()
    {
        const int results = 50;
        var registry = new DurableTaskRegistry().AddOrchestratorFunc("HelloCities", async context =>
        {
            var length = 0;
            for (var i = 0; i <= results; i++)
            {
                length += (await context.CallActivityAsync<string>("SayHello", i)).Length;
            }

            return length;
        });
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(FirstRequest));
        request.PastEvents.AddRange(request.NewEvents);
        var megabyte = $"\"{new string('x', 1 << 20)}\"";
        for (var i = 0; i < results; i++)
        {
            request.PastEvents.Add(new HistoryEvent { EventId = i, TaskScheduled = new() { Name = "SayHello" } });
            request.PastEvents.Add(new HistoryEvent { EventId = -1, TaskCompleted = new() { TaskScheduledId = i, Result = megabyte } });
        }

        var bytes = request.ToByteArray();
        bytes.Length.ShouldBeGreaterThan(50 << 20);

        Run(bytes, registry).Actions.ShouldHaveSingleItem().Id.ShouldBe(results);
    }

    internal static OrchestratorResponse Run(byte[] request, DurableTaskRegistry? registry = null)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var response = OrchestratorRequestRunner.Run(request, registry ?? HelloCities(), services, NullLoggerFactory.Instance);
        return OrchestratorResponse.Parser.ParseFrom(response);
    }

    private static CompleteOrchestrationAction Completion(OrchestratorResponse response) =>
        response.Actions.ShouldHaveSingleItem().CompleteOrchestration.ShouldNotBeNull();

    private static DurableTaskRegistry HelloCities() => new DurableTaskRegistry().AddOrchestratorFunc("HelloCities", async context => new[]
    {
        await context.CallActivityAsync<string>("SayHello", "Tokyo"),
        await context.CallActivityAsync<string>("SayHello", "Seattle"),
        await context.CallActivityAsync<string>("SayHello", "London"),
    });
}
