namespace SocialWorkflows.Letters.Decisions;

/// <summary>How an application ends. The names are those of the demo's report and of the journal, in lower case.</summary>
public enum DecisionOutcome
{
    Granted,
    Partly,
    Refused,

    /// <summary>Entitled, but no place is free: put on the waiting list.</summary>
    Queued,

    /// <summary>Sent on to the institution that is competent; no administrative act.</summary>
    Forwarded,

    /// <summary>Ended at the applicant's own request.</summary>
    Withdrawn,

    /// <summary>A service without prior application: the person is already there.</summary>
    Admitted,

    /// <summary>A service that was granted before ends.</summary>
    Discontinued,
}

internal static class DecisionOutcomes
{
    /// <summary>Outcomes that leave the person with less than was asked for; they need a reason in plain words and full reasoning.</summary>
    public static bool IsAdverse(this DecisionOutcome outcome) =>
        outcome is DecisionOutcome.Partly or DecisionOutcome.Refused or DecisionOutcome.Queued or DecisionOutcome.Discontinued;

    /// <summary>Whether the letter is an administrative act of its own; forwarding and the end of a withdrawn application are told in a plain letter.</summary>
    public static bool IsAct(this DecisionOutcome outcome) => outcome is not (DecisionOutcome.Forwarded or DecisionOutcome.Withdrawn);
}
