using System.Reflection;
using System.Text.Json.Serialization;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class HistoryCodecTests
{
    private static readonly DateTime At = new DateTime(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc).AddTicks(1_234_567);

    private static readonly TaskFailureDetails Failure =
        new("Some.Error", "lieta 7", "at X", new TaskFailureDetails("Inner", string.Empty, StackTrace: null, InnerFailure: null)) { IsNonRetriable = true };

    private static readonly HistoryEvent[] Samples =
    [
        new OrchestratorStartedEvent(-1, At),
        new OrchestratorCompletedEvent(-1, At),
        new ExecutionStartedEvent(-1, At, "Case", "1.0", "{\"a\":\"ķ\"}") { Parent = new ParentInstance("p", "Parent", 7), ExecutionId = "e" },
        new ExecutionStartedEvent(-1, At, "Case", Version: null, Input: null),
        new ExecutionCompletedEvent(300, At, OrchestrationRuntimeStatus.Failed, "why", Failure),
        new ExecutionTerminatedEvent(-1, At, "\"reason\"") { Recurse = true },
        new TaskScheduledEvent(70_000, At, "Act", Version: null, "1"),
        new TaskCompletedEvent(-1, At, int.MaxValue, Result: null),
        new TaskFailedEvent(-1, At, 0, Failure),
        new TaskFailedEvent(-1, At, 0, FailureDetails: null),
        new SubOrchestrationInstanceCreatedEvent(3, At, "child", "Child", "2", "null"),
        new SubOrchestrationInstanceCompletedEvent(-1, At, 3, "\"\"") { InstanceId = "child" },
        new SubOrchestrationInstanceFailedEvent(-1, At, 3, Failure) { InstanceId = "child" },
        new TimerCreatedEvent(TimerCreatedEvent.FakeTimerId, At, DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)),
        new TimerFiredEvent(-1, At, At.AddDays(3), 12),
        new EventSentEvent(5, At, "other", "said", Input: null),
        new EventRaisedEvent(-1, At, "Decision", new string('ž', 100_000)),
        new ExecutionSuspendedEvent(-1, At, "vacation"),
        new ExecutionResumedEvent(-1, At, Input: null),
        new GenericEvent(-1, At, "data"),
    ];

    [Fact]
    public void Decode_EveryKindOfEvent_IsTheSame()
    {
        var kinds = typeof(HistoryEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType).ToHashSet();
        Samples.Select(sample => sample.GetType()).ToHashSet().SetEquals(kinds).ShouldBeTrue("there is a sample of each");
        var decoded = new List<HistoryEvent>();

        HistoryCodec.Decode(HistoryCodec.Encode(Samples), decoded);

        decoded.ShouldBe(Samples);
        decoded.ShouldAllBe(e => e.Timestamp.Kind == DateTimeKind.Utc);
        Samples.ShouldAllBe(sample => HistoryCodec.DecodeEvent(HistoryCodec.Encode(sample)) == sample);
        HistoryCodec.DecodeFailure(HistoryCodec.Encode(Failure)).ShouldBe(Failure);
    }

    [Fact]
    public void Decode_BytesCutOffOrChanged_NeverThrowsAnythingElse()
    {
        var bytes = HistoryCodec.Encode(Samples.Where(sample => sample is not EventRaisedEvent));
        var random = new Random(11);
        for (var length = 0; length < bytes.Length; length++)
        {
            Decode(bytes.AsSpan(0, length));
            byte[] changed = [.. bytes];
            changed[length] ^= (byte)random.Next(1, 256);
            Decode(changed);
        }

        Should.Throw<InvalidDataException>(() => HistoryCodec.DecodeEvent("garbage"u8));
        Should.Throw<InvalidDataException>(() => HistoryCodec.DecodeEvent([]));

        static void Decode(ReadOnlySpan<byte> damaged)
        {
            try
            {
                HistoryCodec.Decode(damaged, []);
            }
            catch (InvalidDataException)
            {
                // The one that the hub expects.
            }
        }
    }
}
