namespace SocialWorkflows.Casework.Cases;

/// <summary>One thing a case waits for, from whom and since when (UTC instant of the event that began the wait).</summary>
public sealed record Wait(string Step, int Round, string Role);

/// <summary>
/// What a case waits for. Board, cards, orchestrator and <c>verify-journal</c> all read this one pure function.
/// An empty list of waits means that the machine has the next step, or that the case is closed.
/// </summary>
public sealed record Standing(string Stage, IReadOnlyList<Wait> Waits)
{
    public bool WaitsFor(string step) => Waits.Any(w => w.Step == step);

    public Wait? Find(string step) => Waits.FirstOrDefault(w => w.Step == step);

    public static Standing Of(CaseState state)
    {
        var standing = MainLine(state);
        var withMessages = state.OpenMessages.Count > 0 && state.Closed is null
            && !standing.WaitsFor(Steps.Documents) && !standing.WaitsFor(Steps.Messages);
        return withMessages
            ? standing with { Waits = [.. standing.Waits, new Wait(Steps.Messages, state.Messages.Count, Roles.Worker)] }
            : standing;
    }

    private static Standing MainLine(CaseState state) => state switch
    {
        { Received: null } => new("none", []),
        { Closed: not null } => new("closed", [.. ContestWaits(state)]),
        { Submission: { } submission } => submission.IsEnded ? Machine("registered") : Person("registered", Steps.Submission, 1, Roles.Worker),
        { Dropped: not null } => Machine("registered"),
        { ServiceId: null } => Person("received", Steps.Registration, 1, Roles.Registrar),
        { Registration: null, AdmitFirst: true, Admission: null } => Person("received", Steps.Admission, 1, Roles.Worker),
        { Registration: null } => Machine("received"),
        { Notice: not null } => AfterNotice(state),
        { Dispatch: not null } or { NoticeRound: > 1 } => NoticeUnderWay(state),
        { Decision: not null } => Machine("decided"),
        { Draft: not null } => Person("approved", Steps.Signing, 1, Roles.Head),
        { Approval: not null } => Machine("approved"),
        { IsProposed: true } => Person("proposed", Steps.Approval, state.ProposalRound, Roles.Head),
        _ => BeforeProposal(state),
    };

    private static Standing BeforeProposal(CaseState state)
    {
        if (state.AdmitFirst || state.IsDiscontinuance)
        {
            return state.DecisionClock is null
                ? Machine("registered")
                : Person("assessment", Steps.Proposal, state.ProposalRound, Roles.Worker);
        }

        if (!state.IsComplete)
        {
            return Completeness(state);
        }

        if (state.DecisionClock is null || state.DecisionPause is not null)
        {
            return Machine("registered");
        }

        List<Wait> assessments = [];
        if (state.Needs is null)
        {
            assessments.Add(new(Steps.Needs, 1, Roles.Worker));
        }

        if (state.Income is null)
        {
            assessments.Add(new(Steps.Income, 1, Roles.Worker));
        }

        if (state.Capacity is null)
        {
            assessments.Add(new(Steps.Capacity, 1, Roles.Worker));
        }

        return assessments.Count > 0
            ? new("assessment", assessments)
            : Person("assessment", Steps.Proposal, state.ProposalRound, Roles.Worker);
    }

    private static Standing Completeness(CaseState state) => state switch
    {
        { Review: null } => Person("registered", Steps.Documents, 1, Roles.Worker),
        { Request: null } => Machine("registered"),
        { AnswerEnded: true } => Person("documents-missing", Steps.Documents, state.DocumentsRound, Roles.Worker),
        _ => Person("documents-missing", Steps.Answer, state.Request.Round, Roles.Resident),
    };

    /// <summary>
    /// Ready or not, the notice is a person's until it has left: the machine lays it ready meanwhile. The rest waits for it, because
    /// a decision takes effect when it is notified (Administratīvā procesa likums, section 70(1)); a contest does not.
    /// </summary>
    private static Standing NoticeUnderWay(CaseState state) => new("decided", [new Wait(Steps.Notice, state.NoticeRound, Roles.Registrar), .. ContestWaits(state)]);

    private static IEnumerable<Wait> ContestWaits(CaseState state) =>
    [
        .. (state.Contests ?? []).Where(c => c.WaitsForHandOver).Select(c => new Wait(Steps.ContestHandOver, c.Received.Round, Roles.Registrar)),
        .. (state.Contests ?? []).Where(c => c.WaitsForResult).Select(c => new Wait(Steps.ContestResult, c.Received.Round, Roles.Registrar)),
    ];

    /// <summary>The contest term, a place in the queue, the service's time and a contest run side by side.</summary>
    private static Standing AfterNotice(CaseState state)
    {
        List<Wait> waits = [];
        if (state is { Notice.ContestTerm: not null, ContestEnded: false })
        {
            waits.Add(new(Steps.Contest, 1, Roles.Time));
        }

        waits.AddRange(ContestWaits(state));
        if (state.Queue is { Ended: null } queue)
        {
            waits.Add(queue.Offer is { } offer ? new(Steps.Offer, offer.Round, Roles.Worker) : new(Steps.Queue, queue.Round + 1, Roles.Time));
        }

        if (state.HasServiceTime && state.Service?.Ended is null)
        {
            if (state.Service?.Started is null)
            {
                waits.Add(new(Steps.Start, 1, Roles.Worker));
            }
            else if (state.Service.IsRunning)
            {
                waits.Add(new(Steps.Service, 1, Roles.Time));
            }
        }

        return waits.Count > 0
            ? new("notified", waits)
            : state.OpenMessages.Count > 0 ? Person("notified", Steps.Messages, state.Messages.Count, Roles.Worker) : Machine("notified");
    }

    private static Standing Person(string stage, string step, int round, string role) => new(stage, [new Wait(step, round, role)]);

    private static Standing Machine(string stage) => new(stage, []);
}
