using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>The signed letter lies ready for its channel; a person or the channel confirms the sending.</summary>
public sealed record NoticeDispatched(string Channel, string OperationId) : CaseEvent;

public sealed record NoticeSent(string Channel, DateOnly SentOn, string Evidence, string By) : CaseEvent
{
    /// <summary>The contest term, running from the day of notification; null where nothing can be contested.</summary>
    public Deadline? ContestTerm { get; init; }

    public required DateOnly NotifiedOn { get; init; }
}

public sealed record ContestWindowEnded : CaseEvent;
