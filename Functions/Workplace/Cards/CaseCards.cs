using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Gathers what cards need for the person who is signed in.</summary>
internal sealed class CaseCards(ICaseJournal journal, CurrentStaff current, StaffDirectory staff, UiTexts texts)
{
    public async Task<CardContext> ContextAsync(CaseRecord record, CancellationToken cancellation)
    {
        var municipality = current.Municipality;
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

    /// <summary>Only an append can see places; this one decides nothing and therefore stores nothing.</summary>
    private async Task<IReadOnlyDictionary<string, int>> FreePlacesAsync(CaseRef reference, Municipality municipality, CancellationToken cancellation)
    {
        Dictionary<string, int> free = new(StringComparer.Ordinal);
        await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = "look-at-places",
                Decide = append =>
                {
                    foreach (var facility in municipality.Pack.Facilities)
                    {
                        free[facility.Id] = Math.Max(0, facility.Places - append.PlacesTaken(facility.Id));
                    }

                    return [];
                },
            },
            cancellation);
        return free;
    }
}
