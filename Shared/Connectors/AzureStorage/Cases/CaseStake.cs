using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What a case holds of what all cases of a municipality share. Follows from its own journal alone.</summary>
internal sealed record CaseStake
{
    public static readonly CaseStake None = new();

    /// <summary>Where it holds a place, granted or offered; null: nowhere.</summary>
    public string? Facility { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The case whose place became this one's: what that one held until then no longer counts.</summary>
    public string? Over { get; init; }

    public DateTimeOffset? OverAt { get; init; }

    /// <summary>For which facility it waits; null: for none.</summary>
    public string? Queue { get; init; }

    public DateTimeOffset? JoinedAt { get; init; }

    public bool Offered { get; init; }

    /// <summary>Event by event, since an approval counts by the proposal of its day.</summary>
    public static CaseStake Of(IEnumerable<JournalEntry> entries)
    {
        var stake = None;
        var state = CaseState.Empty;
        foreach (var entry in entries)
        {
            state = state.Apply(entry.Event);
            stake = stake.After(entry, state);
        }

        return stake;
    }

    /// <summary>The case whose place this one takes over: it was offered from the queue, or goes on after a renewal.</summary>
    public static string? TakenOverFrom(CaseState state) =>
        state.Received?.Origin is { Kind: SiblingKinds.Place or SiblingKinds.Renewal } origin ? origin.CaseId : null;

    private CaseStake After(JournalEntry entry, CaseState state) => entry.Event switch
    {
        ApplicationReceived { Origin: { Kind: SiblingKinds.Place } origin } received => Take(received.Prefill?.FacilityId, entry.At) with { Over = origin.CaseId, OverAt = entry.At },
        DecisionApproved when !Outcomes.TakesPlace(state.Outcome!) => Release(),
        DecisionApproved when state.Proposal?.FacilityId is { } facility => TakenOverFrom(state) is { } former
            ? Take(facility, entry.At) with { Over = former, OverAt = entry.At }
            : Take(facility, entry.At),
        PersonAdmitted { FacilityId: { } facility } => Take(facility, entry.At),
        QueueJoined joined => this with { Queue = joined.FacilityId, JoinedAt = entry.At, Offered = false },
        PlaceOffered offer => Take(offer.FacilityId, entry.At) with { Offered = Queue is not null },
        OfferAnswered { Answer: OfferAnswers.Accepted } => Leave(),
        OfferAnswered { Answer: OfferAnswers.Declined } or QueueLeft => Leave().Release(),
        OfferAnswered or OfferLapsed => Release() with { Offered = false, JoinedAt = Queue is null ? null : entry.At },
        ServiceEnded => Release(),
        _ => this,
    };

    private CaseStake Take(string? facility, DateTimeOffset at) => this with { Facility = facility, Since = facility is null ? null : at };

    private CaseStake Release() => Take(null, default);

    private CaseStake Leave() => this with { Queue = null, JoinedAt = null, Offered = false };
}
