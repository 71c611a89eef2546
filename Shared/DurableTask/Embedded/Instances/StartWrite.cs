using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>What a client asked to be started.</summary>
/// <param name="Trace">The <c>traceparent</c> the instance goes on with.</param>
internal sealed record StartRequest(
    string Id, string Name, string? Version, string? Input, DateTime CreatedAt, DateTime StartAt, IReadOnlyList<string> DedupeStatuses, string? Trace)
{
    /// <summary>Whether its start instant is still to come.</summary>
    public bool IsHeld => StartAt > CreatedAt;
}

/// <summary>Makes a new instance durable, unless one of that id is in the way.</summary>
internal sealed class StartWrite(StartRequest request, HubEngine hub, TaskCompletionSource acknowledge) : HubWrite
{
    private OrchestrationRuntimeStatus? _inTheWay;
    private long _rid;

    public override void Apply(HubStatements statements)
    {
        if (statements.Find(request.Id) is { } existing)
        {
            if (!MayReplace(existing.Status))
            {
                _inTheWay = existing.Status;
                return;
            }

            statements.Purge(existing.Rid);
        }

        _rid = statements.Insert(request);
        if (request.IsHeld)
        {
            statements.AddTimer(_rid, DueTimer.Start, request.StartAt);
        }
    }

    public override void Committed()
    {
        if (_inTheWay is { } status)
        {
            acknowledge.TrySetException(new OrchestrationAlreadyExistsException(request.Id, status));
        }
        else
        {
            hub.Started(_rid, request);
            acknowledge.TrySetResult();
        }

        hub.Backlog.End();
    }

    public override void Failed(TaskHubException exception)
    {
        acknowledge.TrySetException(exception);
        hub.Backlog.End();
    }

    private bool MayReplace(OrchestrationRuntimeStatus status) =>
        status.IsFinished()
        && !request.DedupeStatuses.Contains(status.ToString(), StringComparer.OrdinalIgnoreCase);
}
