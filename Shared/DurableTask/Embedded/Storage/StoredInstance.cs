using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>An unfinished instance as the file has it.</summary>
/// <param name="Rid">Its key.</param>
/// <param name="OpenActivities">How many activities have no result yet: nobody runs them while the instance is not in memory.</param>
/// <param name="Input">Only of one that has not started: the others have it in their history.</param>
/// <param name="Trace">The <c>traceparent</c> it goes on with.</param>
internal sealed record StoredInstance(
    long Rid, string Id, string Name, string? Version, OrchestrationRuntimeStatus Status, int OpenActivities, DateTime StartAt, string? Input, string? Trace)
{
    /// <summary>What others have put into its inbox, oldest first.</summary>
    public IReadOnlyList<Message> Inbox { get; init; } = [];

    /// <summary>Its timers that are due.</summary>
    public IReadOnlyList<DueTimer> DueTimers { get; init; } = [];

    /// <summary>Why its inbox cannot be read.</summary>
    public InvalidDataException? Damage { get; init; }

    public bool IsPending => Status == OrchestrationRuntimeStatus.Pending;

    /// <summary>Whether it stays out of memory: its start instant is still to come, and nobody has terminated it.</summary>
    public bool IsHeld(DateTime now) => IsPending && StartAt > now && !Inbox.Any(kept => kept.Event is ExecutionTerminatedEvent);

    /// <summary>Everything that waits for it, in the order it takes it: terminations, its start, the inbox, its timers.</summary>
    /// <param name="message">What is not in the file.</param>
    /// <param name="isFirst">Whether that goes before everything else.</param>
    /// <param name="now">The time of its start, if it is to start now.</param>
    public IReadOnlyList<Message> MessagesWith(Message? message, bool isFirst, DateTime now)
    {
        IEnumerable<Message> start = IsPending && !Inbox.Any(kept => kept.Event is ExecutionStartedEvent)
            ? [new Message(new ExecutionStartedEvent(HistoryEvent.NoId, now, Name, Version, Input))]
            : [];
        var fired = DueTimers
            .Where(timer => timer.Id != DueTimer.Start && (message?.Event as TimerFiredEvent)?.TimerId != timer.Id)
            .Select(timer => new Message(new TimerFiredEvent(HistoryEvent.NoId, now, timer.Due, timer.Id)));
        IEnumerable<Message> own = message is null ? [] : [message];
        return
        [
            .. isFirst ? own : [],
            .. Inbox.Where(kept => kept.Event is ExecutionTerminatedEvent),
            .. start,
            .. Inbox.Where(kept => kept.Event is not ExecutionTerminatedEvent),
            .. fired,
            .. isFirst ? [] : own,
        ];
    }
}
