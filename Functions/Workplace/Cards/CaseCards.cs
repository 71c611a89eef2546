using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Gathers what cards need for the person who reads them, whichever door they stand at.</summary>
internal sealed class CaseCards(ICapacityLedger capacity, StaffDirectory staff, MunicipalityDirectory municipalities, ConflictDesk conflicts, DutyBook duty, TimeProvider time)
{
    /// <param name="record">The case.</param>
    /// <param name="reader">Whoever reads.</param>
    /// <param name="texts">In their language.</param>
    /// <param name="wasAsked">The card was sent to them: while the assignee is away they are told for whom, on whichever rung they stand. The page tells who stands in.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<CardContext> ContextAsync(CaseRecord record, StaffMember reader, UiTexts texts, bool wasAsked, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(record.Case.Municipality).For(record.State);
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        var uses = await capacity.ReadAsync(municipality.Pack.Id, cancellation);
        var acting = await ActingAsync(record, DutyDay.Of(municipality.Terms, time.GetUtcNow()), cancellation);
        var standsIn = acting is not null && acting != record.State.Assignee && reader.Id != record.State.Assignee && (wasAsked || reader.Id == acting);
        return new CardContext
        {
            Record = record,
            Municipality = municipality,
            Reader = reader,
            Conflict = conflicts.Of(record.State, reader),
            ConflictOf = person => conflicts.Of(record.State, person),
            Staff = staff,
            Texts = texts,
            Today = today,
            Acting = acting,
            StandsInFor = standsIn ? staff.Find(record.State.Assignee!)?.Name : null,
            FreePlaces = Free(record, municipality, uses),
            Waiting = uses.Values.ToDictionary(u => u.FacilityId, u => u.Queue.Count(q => !q.HasOffer && q.Case != record.Case), StringComparer.Ordinal)
                .Where(w => w.Value > 0).ToDictionary(StringComparer.Ordinal),
        };
    }

    private async Task<string?> ActingAsync(CaseRecord record, DateOnly day, CancellationToken cancellation)
    {
        if (record.State is not { Assignee: { } assignee, Closed: null } || staff.Find(assignee) is null)
        {
            return null;
        }

        var roster = await duty.RosterAsync(record.Case.Municipality, cancellation);
        return roster.IsAway(assignee, day) ? roster.PersonFor(Roles.Assignee, assignee, day) : assignee;
    }

    /// <summary>As this case sees them: a place it holds itself is free to it.</summary>
    private static Dictionary<string, int> Free(CaseRecord record, Municipality municipality, IReadOnlyDictionary<string, FacilityUse> uses) => municipality.Pack.Facilities.ToDictionary(
        f => f.Id,
        f => Math.Max(0, f.Places - (uses.GetValueOrDefault(f.Id) ?? FacilityUse.None(f.Id)).Held + (OwnPlace(record.State) == f.Id ? 1 : 0)),
        StringComparer.Ordinal);

    private static string? OwnPlace(CaseState state) => state switch
    {
        { Service.Ended: not null } => null,
        { Approval: not null } => Outcomes.TakesPlace(state.Outcome!) ? state.Proposal?.FacilityId : state.Queue?.Offer?.FacilityId,
        { Admission.FacilityId: { } admitted } => admitted,
        { Received: { Origin.Kind: SiblingKinds.Place, Prefill.FacilityId: { } kept } } => kept,
        _ => null,
    };
}
