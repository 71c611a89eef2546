using Google.Protobuf.WellKnownTypes;
using Model = SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>A host's request, as the executor takes it.</summary>
internal sealed record ReceivedRequest(
    string InstanceId, string? DefaultVersion, IReadOnlyList<Model.HistoryEvent> PastEvents, IReadOnlyList<Model.HistoryEvent> NewEvents)
{
    /// <summary>A host that counts on a session kept from earlier sends only what is new; nothing is kept here.</summary>
    public bool LacksHistory => PastEvents.Count == 0 && !NewEvents.Any(e => e is Model.ExecutionStartedEvent);

    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">Not a request.</exception>
    /// <exception cref="InvalidOperationException">An instant in it is out of range.</exception>
    public static ReceivedRequest Read(byte[] bytes)
    {
        var request = OrchestratorRequest.Parser.ParseFrom(bytes);
        return new(
            request.InstanceId,
            DefaultVersionOf(request),
            [.. request.PastEvents.Select(ProtocolHistory.Read)],
            [.. request.NewEvents.Select(ProtocolHistory.Read)]);
    }

    private static string? DefaultVersionOf(OrchestratorRequest request) =>
        request.Properties.TryGetValue("defaultVersion", out var value) && value.KindCase == Value.KindOneofCase.StringValue
            ? value.StringValue
            : null;
}
