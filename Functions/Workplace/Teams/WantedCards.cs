using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>A card that asks its reader for something.</summary>
internal sealed record WantedCard(StepCard Card, CardContext Context, TeamsConversation Conversation)
{
    public bool IsOn(CardCopy copy) => copy.PersonId == Conversation.PersonId && copy.Step == Card.Step && copy.Round == Card.Round;
}

/// <summary>Who should have a card of which step: whoever is asked and can be reached in Teams, and else whoever stands in for them.</summary>
internal sealed class WantedCards(ITeamsDoor door, CaseCards cards, CaseAccess access, StandIns standIns, StaffDirectory staff)
{
    /// <param name="record">The case.</param>
    /// <param name="copies">Its cards as they stand.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<WantedCard>> OfAsync(CaseRecord record, IReadOnlyList<CardCopy> copies, CancellationToken cancellation)
    {
        List<WantedCard> wanted = [];
        var rungs = await standIns.RungsAsync(record, cancellation);
        foreach (var wait in WaitsOf(record))
        {
            var asked = staff.AskedFor(record.Case.Municipality, wait.Role, record.State.Assignee);
            if (wait.Role == Roles.Worker && rungs is not null)
            {
                // Who is away keeps the card they have, and is sent none.
                wanted.AddRange((await CardsForAsync(record, wait, asked, cancellation)).Where(w => copies.Any(c => c.Open && w.IsOn(c))));
                wanted.AddRange(await FirstReachedAsync(record, wait, rungs, cancellation));
                continue;
            }

            // Nobody who is asked can be reached here: whoever stands in for them can.
            wanted.AddRange(await FirstReachedAsync(record, wait, [asked, staff.AskedFor(record.Case.Municipality, Roles.Substitute, assignee: null)], cancellation));
        }

        return wanted;
    }

    /// <summary>Whether the step of the copy waits for somebody still.</summary>
    public static bool Stands(CaseRecord record, CardCopy copy) => WaitsOf(record).Any(w => w.Step == copy.Step && w.Round == copy.Round);

    private static IEnumerable<Wait> WaitsOf(CaseRecord record) => ReleaseCard.Applies(record.State)
        ? record.Standing.Waits.Append(new Wait(ReleaseCard.Step, ReleaseCard.Round(record), Roles.Head))
        : record.Standing.Waits;

    private async Task<IReadOnlyList<WantedCard>> FirstReachedAsync(CaseRecord record, Wait wait, IReadOnlyList<IEnumerable<StaffMember>> rungs, CancellationToken cancellation)
    {
        foreach (var people in rungs)
        {
            if (await CardsForAsync(record, wait, people, cancellation) is { Count: > 0 } reached)
            {
                return reached;
            }
        }

        return [];
    }

    private async Task<IReadOnlyList<WantedCard>> CardsForAsync(CaseRecord record, Wait wait, IEnumerable<StaffMember> people, CancellationToken cancellation)
    {
        List<WantedCard> found = [];
        foreach (var person in people)
        {
            if (!await access.IsWorkOfAsync(record, person, cancellation) || await door.FindAsync(person.Id, cancellation) is not { } conversation)
            {
                continue;
            }

            var context = await cards.ContextAsync(record, person, UiTexts.Of(person.Language), wasAsked: true, cancellation);
            found.AddRange(StepCards.For(context).Where(c => c.Step == wait.Step && c.Round == wait.Round && c.IsActive).Select(c => new WantedCard(c, context, conversation)));
        }

        return found;
    }
}
