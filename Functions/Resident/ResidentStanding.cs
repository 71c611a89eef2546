using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Resident;

/// <summary>
/// Where a case stands, for somebody who may be read over the shoulder: never the service, health, income or outcome. The day is
/// the one that lists, pages and letters show. From the notice on every case reads the same, whatever was decided and however it goes on: terms to
/// contest or to answer differ by outcome, and stand in the letter.
/// </summary>
/// <param name="Stage">One of <see cref="ResidentStages"/>.</param>
/// <param name="Until">The last day of whoever acts; null when there is none to tell, or when each paper has its own, which the letter lists.</param>
internal sealed record ResidentStanding(string Stage, DateOnly? Until)
{
    public static ResidentStanding Of(CaseState state) => state switch
    {
        { Notice: not null, Submission: null } => new(ResidentStages.Sent, null),
        { Closed: not null } => new(ResidentStages.Closed, null),
        { Submission: { IsEnded: false } submission } => new(ResidentStages.Answering, submission.Registered.AnswerTerm.Due),
        { Submission: not null } => new(ResidentStages.Answered, null),
        { Registration: null } => new(ResidentStages.Received, null),
        { Decision: not null } => new(ResidentStages.Ready, ShownDates.Of(state).Due),
        { IsProposed: true } or { Approval: not null } => new(ResidentStages.Deciding, ShownDates.Of(state).Due),
        _ when Standing.Of(state).WaitsFor(Steps.Answer) => new(ResidentStages.WaitsForYou, state.Request!.Dues is null ? ShownDates.Of(state).Due : null),
        { DecisionClock: not null, DecisionPause: null } => new(ResidentStages.Assessing, ShownDates.Of(state).Due),
        _ => new(ResidentStages.Checking, ShownDates.Of(state).Due),
    };
}

/// <summary>Words for where a case stands; texts are named by them.</summary>
internal static class ResidentStages
{
    public const string Received = "received";
    public const string Checking = "checking";
    public const string WaitsForYou = "waits-for-you";
    public const string Assessing = "assessing";
    public const string Deciding = "deciding";
    public const string Ready = "ready";
    public const string Sent = "sent";
    public const string Answering = "answering";
    public const string Answered = "answered";
    public const string Closed = "closed";
}
