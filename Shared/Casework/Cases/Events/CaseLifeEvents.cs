namespace SocialWorkflows.Casework.Cases;

/// <summary>A reminder of a clock reached its person; each rung of a clock fires once.</summary>
public sealed record RungFired(string Clock, int WorkingDaysLeft, string Role, string Person) : CaseEvent
{
    /// <summary>How often the clock had been set anew by then, by a pause or an extension; null for a clock that only ran.</summary>
    public int? Restart { get; init; }
}

public sealed record GenerationRaised(int Generation, string Reason) : CaseEvent;

public sealed record CaseClosed(DateOnly ClosedOn) : CaseEvent;
