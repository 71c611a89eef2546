using SocialWorkflows.DurableTask.Worker.History;
using SocialWorkflows.DurableTask.Worker.Replay;

namespace SocialWorkflows.DurableTask.Worker;

/// <summary>The outcome of a turn.</summary>
/// <param name="Actions">Decisions the history does not know yet, by id; at most one, the last, completes the instance.</param>
/// <param name="CustomStatus">JSON; sent with every turn, null clears it.</param>
/// <param name="CancelledTimers">Timers cancelled in this turn, or left behind by an end. A hint: their firing would be ignored.</param>
/// <param name="OpenActivities">Activities that have no result yet.</param>
internal sealed record OrchestratorResult(
    IReadOnlyList<OrchestratorAction> Actions, string? CustomStatus, IReadOnlyList<OpenTimer> CancelledTimers, int OpenActivities)
{
    public bool IsSuspended { get; init; }

    /// <summary>Running sub-orchestrations that end with this instance, because it was terminated with all below it.</summary>
    public IReadOnlyList<string> ChildrenToTerminate { get; init; } = [];

    public CompleteOrchestrationAction? Completion => Actions is [.., CompleteOrchestrationAction last] ? last : null;
}
