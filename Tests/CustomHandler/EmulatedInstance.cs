using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>One instance of the emulated Durable extension.</summary>
internal sealed class EmulatedInstance(string id, string name, string? input, Timestamp created)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string? Input { get; set; } = input;

    public Timestamp Created { get; } = created;

    public Timestamp Updated { get; set; } = created;

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    public TaskFailureDetails? Failure { get; set; }

    public ParentInstanceInfo? Parent { get; init; }

    /// <summary>The run of its parent that started it.</summary>
    public int ParentExecution { get; init; }

    public List<HistoryEvent> Past { get; set; } = [];

    public List<HistoryEvent> Inbox { get; } = [];

    public SortedSet<(DateTime Due, int Id)> Timers { get; set; } = [];

    /// <summary>The number of the present run; what belongs to an earlier one is not delivered any more.</summary>
    public int Execution { get; set; }

    public bool IsBusy { get; set; }

    public bool IsFinished => Status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated;
}
