using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Gathers what cards need for the person who reads them, whichever door they stand at.</summary>
internal sealed class CaseCards(ICaseBoard board, StaffDirectory staff, MunicipalityDirectory municipalities, TimeProvider time)
{
    public async Task<CardContext> ContextAsync(CaseRecord record, StaffMember reader, UiTexts texts, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(record.Case.Municipality).For(record.State);
        return new CardContext
        {
            Record = record,
            Municipality = municipality,
            Reader = reader,
            Staff = staff,
            Texts = texts,
            Today = municipality.Terms.DayOf(time.GetUtcNow()),
            FreePlaces = await FreePlacesAsync(record.Case, municipality, cancellation),
        };
    }

    private async Task<IReadOnlyDictionary<string, int>> FreePlacesAsync(CaseRef reference, Municipality municipality, CancellationToken cancellation)
    {
        var taken = await board.PlacesTakenAsync(reference, cancellation);
        return municipality.Pack.Facilities.ToDictionary(
            f => f.Id,
            f => Math.Max(0, f.Places - taken.GetValueOrDefault(f.Id)),
            StringComparer.Ordinal);
    }
}
