using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Gathers what cards need for the person who reads them, whichever door they stand at.</summary>
internal sealed class CaseCards(ICapacityLedger capacity, StaffDirectory staff, MunicipalityDirectory municipalities, ConflictDesk conflicts, TimeProvider time)
{
    public async Task<CardContext> ContextAsync(CaseRecord record, StaffMember reader, UiTexts texts, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(record.Case.Municipality).For(record.State);
        var uses = await capacity.ReadAsync(municipality.Pack.Id, cancellation);
        return new CardContext
        {
            Record = record,
            Municipality = municipality,
            Reader = reader,
            Conflict = conflicts.Of(record.State, reader),
            Staff = staff,
            Texts = texts,
            Today = municipality.Terms.DayOf(time.GetUtcNow()),
            FreePlaces = Free(record, municipality, uses),
            Waiting = uses.Values.ToDictionary(u => u.FacilityId, u => u.Queue.Count(q => !q.HasOffer && q.Case != record.Case), StringComparer.Ordinal)
                .Where(w => w.Value > 0).ToDictionary(StringComparer.Ordinal),
        };
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
