using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Handover;

/// <summary>What a register of the state is told of one ended request: who asked, for what, and how it ended. Two equal rows say the same.</summary>
public sealed record HandoverRow
{
    public required string Number { get; init; }

    public required DateOnly? RegisteredOn { get; init; }

    public required string PersonalCode { get; init; }

    public required string GivenName { get; init; }

    public required string Surname { get; init; }

    /// <summary>Identity document of a person without a Latvian code.</summary>
    public required string? Document { get; init; }

    public required string? ServiceId { get; init; }

    /// <summary>One of <see cref="Outcomes"/>.</summary>
    public required string Outcome { get; init; }

    public required string? DecisionNumber { get; init; }

    /// <summary>Day of the signed decision, with which a request ends also where it was taken back or passed on.</summary>
    public required DateOnly EndedOn { get; init; }

    public required DateOnly? From { get; init; }

    public required DateOnly? Until { get; init; }

    public required DateOnly? StartedOn { get; init; }

    public required DateOnly? ServiceEndedOn { get; init; }

    public required int? HouseholdSize { get; init; }

    public required string? IncomeStatus { get; init; }

    public required string? Norm { get; init; }

    /// <summary>
    /// Null while the request has not ended: then there is nothing to hand over. Before the signature the head may send back a withdrawal as well as a proposal; after it nothing does.
    /// General submissions are no requests for support.
    /// </summary>
    public static HandoverRow? Of(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state is not { Received.Applicant: { } person, Outcome: { } outcome, Submission: null, Decision.DecidedOn: var ended })
        {
            return null;
        }

        return new HandoverRow
        {
            Number = state.Number ?? string.Empty,
            RegisteredOn = state.Registration?.RegisteredOn,
            PersonalCode = person.PersonalCode,
            GivenName = person.GivenName,
            Surname = person.Surname,
            Document = person.Document,
            ServiceId = state.ServiceId,
            Outcome = outcome,
            DecisionNumber = state.Approval?.DecisionNumber,
            EndedOn = ended,
            From = state.Proposal?.From,
            Until = state.Service?.Started?.Until ?? state.Proposal?.Until,
            StartedOn = state.Service?.Started?.StartedOn,
            ServiceEndedOn = state.Service?.Ended?.On,
            HouseholdSize = state.Income?.HouseholdSize,
            IncomeStatus = state.Income?.Status,
            Norm = state.Proposal?.Norm,
        };
    }

    /// <summary>The row as the journal had it at a version; null where there was none.</summary>
    public static HandoverRow? At(CaseRecord record, long version)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Of(CaseState.Fold(record.Entries.TakeWhile(e => e.Version <= version).Select(e => e.Event)));
    }
}
