using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Gathers what cards need for the person who is signed in.</summary>
internal sealed class CaseCards(ICaseBoard board, CurrentStaff current, StaffDirectory staff, UiTexts texts)
{
    public async Task<CardContext> ContextAsync(CaseRecord record, CancellationToken cancellation)
    {
        var municipality = current.Municipality.For(record.State);
        return new CardContext
        {
            Record = record,
            Municipality = municipality,
            Reader = current.Person,
            Staff = staff,
            Texts = texts,
            Today = current.Today,
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
