using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Ways to make an answer another one; each says whether it could.</summary>
internal static class AnswerChanges
{
    public static IReadOnlyList<(string Name, Func<OrchestratorResponse, bool> Change)> All { get; } =
    [
        ("custom status", answer => Do(() => answer.CustomStatus += "0")),
        ("an action fewer", answer => answer.Actions.Count > 0 && Do(() => answer.Actions.RemoveAt(0))),
        ("an action more", answer => answer.Actions.Count > 0 && Do(() => answer.Actions.Add(answer.Actions[0].Clone()))),
        ("order of actions", answer => answer.Actions.Count > 1 && Do(() => (answer.Actions[0], answer.Actions[1]) = (answer.Actions[1], answer.Actions[0]))),
        ("id", answer => answer.Actions.Count > 0 && Do(() => answer.Actions[0].Id++)),
        ("activity name", answer => With(answer, action => action.ScheduleTask, task => task.Name += "x")),
        ("activity input", answer => With(answer, action => action.ScheduleTask, task => task.Input += "0")),
        ("child id", answer => With(answer, action => action.CreateSubOrchestration, child => child.InstanceId += "x")),
        ("child name", answer => With(answer, action => action.CreateSubOrchestration, child => child.Name += "x")),
        ("timer", answer => With(answer, action => action.CreateTimer, timer => timer.FireAt += new Duration { Nanos = 1_000_000 })),
        ("event target", answer => With(answer, action => action.SendEvent, sent => sent.Instance.InstanceId += "x")),
        ("event data", answer => With(answer, action => action.SendEvent, sent => sent.Data += "0")),
        ("result", answer => With(answer, End(OrchestrationStatus.Completed), end => end.Result += " ")),
        ("status", answer => With(answer, End(OrchestrationStatus.Completed), end => end.OrchestrationStatus = OrchestrationStatus.Terminated)),
        ("failure", answer => With(answer, End(OrchestrationStatus.Failed), end => end.FailureDetails.ErrorMessage += ".")),
        ("carried events", answer => With(answer, Carrying, end => end.CarryoverEvents.RemoveAt(0))),
    ];

    private static Func<OrchestratorAction, CompleteOrchestrationAction?> End(OrchestrationStatus status) =>
        action => action.CompleteOrchestration is { } end && end.OrchestrationStatus == status ? end : null;

    private static CompleteOrchestrationAction? Carrying(OrchestratorAction action) => action.CompleteOrchestration is { CarryoverEvents.Count: > 0 } end ? end : null;

    private static bool With<T>(OrchestratorResponse answer, Func<OrchestratorAction, T?> find, Action<T> change)
        where T : class =>
        answer.Actions.Select(find).FirstOrDefault(found => found is not null) is { } found && Do(() => change(found));

    private static bool Do(Action change)
    {
        change();
        return true;
    }
}
