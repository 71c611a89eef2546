using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Synthetic;

namespace SocialWorkflows.Functions.Workplace.Operations;

/// <summary>An orchestration of an open case that does not go on by itself. <c>Status</c>: word of the task hub.</summary>
internal sealed record DeadInstance(string InstanceId, CaseRef Case, string Status, DateTimeOffset Since, bool CanBeRevived);

/// <summary>Something that waits. <c>Queue</c>: stable word; <c>Ids</c>: of the first few, case, intake or operation ids.</summary>
internal sealed record WaitingQueue(string Queue, int Count, DateTimeOffset? Oldest, IReadOnlyList<string> Ids);

/// <summary>The machine's standing as an operator of one municipality sees it: ids, words and instants, nobody's name.</summary>
internal sealed record OperationsView
{
    public required IReadOnlyList<DeadInstance> Instances { get; init; }

    public required IReadOnlyList<WaitingQueue> Queues { get; init; }

    /// <summary>Since the mailbox was last looked through to its end.</summary>
    public required TimeSpan MailboxAge { get; init; }

    /// <summary>Since when the provider takes no mail; null while it does.</summary>
    public required DateTimeOffset? SenderDownSince { get; init; }

    /// <summary>This process leaves the provider alone for a while.</summary>
    public required bool SenderIsPaused { get; init; }

    /// <summary>The look at the stores that ended last; null before the first.</summary>
    public required SelfCheckReport? SelfCheck { get; init; }

    /// <summary>Those of its findings, and of the look that goes on, which concern this municipality or all of them.</summary>
    public required IReadOnlyList<SelfCheckFinding> Findings { get; init; }

    /// <summary>Day of the newest anchor, <c>2026-06-08</c>; null when there is none.</summary>
    public required string? LastAnchor { get; init; }

    /// <summary>The daily walk of the synthetic resident; null where none is asked for.</summary>
    public required SyntheticStanding? Synthetic { get; init; }

    /// <summary>Since when the clock is doubted and nothing is destroyed; null while it is not.</summary>
    public required DateTimeOffset? ClockDoubtedSince { get; init; }

    /// <summary>There should be a newer anchor.</summary>
    public required bool AnchorIsLate { get; init; }
}
