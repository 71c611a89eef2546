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
    public async Task<CardContext> ContextAsync(CaseRecord record, StaffMember reader, UiTexts texts, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(record.Case.Municipality).For(record.State);
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        var uses = await capacity.ReadAsync(municipality.Pack.Id, cancellation);
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
            StandsInFor = await StandsInForAsync(record, reader, DutyDay.Of(municipality.Terms, time.GetUtcNow()), cancellation),
            FreePlaces = Free(record, municipality, uses),
            Waiting = uses.Values.ToDictionary(u => u.FacilityId, u => u.Queue.Count(q => !q.HasOffer && q.Case != record.Case), StringComparer.Ordinal)
                .Where(w => w.Value > 0).ToDictionary(StringComparer.Ordinal),
        };
    }

    private async Task<string?> StandsInForAsync(CaseRecord record, StaffMember reader, DateOnly today, CancellationToken cancellation)
    {
        if (record.State is not { Assignee: { } assignee, Closed: null } || assignee == reader.Id || staff.Find(assignee) is not { } person)
        {
            return null;
        }

        var roster = await duty.RosterAsync(record.Case.Municipality, cancellation);
        return roster.IsAway(assignee, today) && roster.PersonFor(Roles.Assignee, assignee, today) == reader.Id ? person.Name : null;
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
