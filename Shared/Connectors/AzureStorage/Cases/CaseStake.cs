using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What a case holds of what all cases of a municipality share. Follows from its own journal alone.</summary>
/// <param name="Facility">Where it holds a place; null: nowhere.</param>
internal sealed record CaseStake(string? Facility)
{
    public static readonly CaseStake None = new((string?)null);

    /// <summary>Append by append, since an approval counts by the proposal of its day.</summary>
    public static CaseStake Of(IReadOnlyList<JournalEntry> entries)
    {
        var stake = None;
        var state = CaseState.Empty;
        foreach (var entry in entries)
        {
            state = state.Apply(entry.Event);
            stake = stake.After(entry.Event, state);
        }

        return stake;
    }

    private CaseStake After(CaseEvent fact, CaseState state) => fact switch
    {
        DecisionApproved when Outcomes.TakesPlace(state.Outcome!) => state.Proposal?.FacilityId is { } facility ? new CaseStake(facility) : this,
        DecisionApproved => None,
        PersonAdmitted { FacilityId: { } facility } => new CaseStake(facility),
        _ => this,
    };
}
