using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>Instances as the protocol tells them to clients.</summary>
internal static class ProtocolStates
{
    /// <param name="converter">Reads the payloads; null when they were not asked for.</param>
    public static OrchestrationMetadata Read(OrchestrationState state, DataConverter? converter) => new(state.Name, state.InstanceId)
    {
        DataConverter = converter,
        RuntimeStatus = (OrchestrationRuntimeStatus)(int)state.OrchestrationStatus,
        CreatedAt = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
        LastUpdatedAt = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
        SerializedInput = converter is null ? null : state.Input,
        SerializedOutput = converter is null ? null : state.Output,
        SerializedCustomStatus = state.CustomStatus,
        FailureDetails = converter is null ? null : ProtocolFailures.Read(state.FailureDetails),
    };
}
