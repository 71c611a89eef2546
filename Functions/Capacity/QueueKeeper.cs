using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Capacity;

/// <summary>
/// Offers free places to those who wait, in the order of the queue. The offer takes the place in the same commit; who is first
/// but not notified yet is not passed over, the place waits.
/// </summary>
internal sealed class QueueKeeper(ICapacityLedger ledger, ICaseJournal journal, MunicipalityDirectory municipalities)
{
    public async Task OfferAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            foreach (var use in (await ledger.ReadAsync(municipality.Pack.Id, cancellation)).Values.Where(u => u.Queue.Any(q => !q.HasOffer)))
            {
                if (FacilityList.Of(municipality.Pack).FirstOrDefault(f => f.Id == use.FacilityId) is { } facility)
                {
                    await OfferAsync(municipality, facility.Places, use, cancellation);
                }
            }
        }
    }

    private async Task OfferAsync(Municipality municipality, int places, FacilityUse use, CancellationToken cancellation)
    {
        foreach (var next in use.Queue.Where(q => !q.HasOffer).Take(Math.Max(0, places - use.Held)))
        {
            var state = (await journal.ReadAsync(next.Case, cancellation))!.State;
            var terms = municipality.For(state).Terms;
            var round = (state.Queue?.Round ?? 0) + 1;
            await journal.AppendAsync(
                new Append
                {
                    Case = next.Case,
                    Key = $"place-offered:{round}",
                    Wakes = true,
                    Decide = append => IsNext(append, use.FacilityId, places) && append.State.Queue!.Round + 1 == round
                        ? [Offer(terms, append.State, use.FacilityId, round, terms.DayOf(append.Now))]
                        : [],
                },
                cancellation);
        }
    }

    private static PlaceOffered Offer(CaseTerms terms, CaseState state, string facilityId, int round, DateOnly today) =>
        new(round, facilityId, today, terms.Offer(today, state.Contact));

    private static bool IsNext(IAppendContext append, string facilityId, int places) =>
        append.State is { Notice: not null, Closed: null, Queue: { Ended: null, Offer: null } queue }
        && queue.FacilityId == facilityId
        && append.QueueAhead(facilityId) == 0
        && append.PlacesTaken(facilityId) < places;
}
