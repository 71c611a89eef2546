using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions;

/// <summary>All that orchestrations and activities of a case are given: ids. What they need they read in the journal.</summary>
internal sealed record CaseInput(string Municipality, string CaseId, int Generation)
{
    public CaseRef Reference => new(Municipality, CaseId);

    /// <summary>Orchestration instance of this generation of the case.</summary>
    public string InstanceId => InstanceOf(Reference, Generation);

    public static string InstanceOf(CaseRef reference, int generation) => $"application-{reference.Municipality}-{reference.CaseId}-g{generation}";
}

/// <summary>A case as the orchestrator sees it: waits by name and the next instant at which time itself acts.</summary>
internal sealed record CaseView
{
    public required long Version { get; init; }

    public required IReadOnlyList<Wait> Waits { get; init; }

    public DateTime? WakeAt { get; init; }

    public bool Approved { get; init; }

    public bool Closed { get; init; }

    /// <summary>A general submission that was answered or passed on: nothing is left to decide.</summary>
    public bool Answered { get; init; }
}
