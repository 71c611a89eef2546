using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// Whose cards must be looked at anew although no case moved: of somebody whose conversation with the bot was opened, for the first time or again, and of
/// somebody who is no longer on the staff list.
/// </summary>
internal sealed class OwedCards(ITeamsDoor door, ICaseBoard board, StaffDirectory staff)
{
    private const string Mark = "opened";

    /// <summary>The staff list is read once, at the start.</summary>
    private bool _leaversAreOwed;

    /// <summary>The person talks to the bot. The mark stands first: a crash after it owes once too often, never too little.</summary>
    public async Task OpenAsync(StaffMember person, TeamsConversation conversation, CancellationToken cancellation)
    {
        if ((await door.FindAsync(person.Id, cancellation))?.ConversationId != conversation.ConversationId)
        {
            await door.SaveAsync(
                new CardCopy { Case = new CaseRef(person.Municipality, Mark), Step = Mark, Round = 1, PersonId = person.Id, ActivityId = conversation.ConversationId, Version = 1, Open = false },
                cancellation);
        }

        await door.OpenAsync(conversation, cancellation);
    }

    /// <summary>Makes behind what is owed; between two rounds of cards, so that none takes the mark off unseen.</summary>
    public async Task MarkAsync(CancellationToken cancellation)
    {
        foreach (var municipality in staff.People.Select(p => p.Municipality).Distinct())
        {
            foreach (var mark in await door.CopiesAsync(new CaseRef(municipality, Mark), cancellation))
            {
                if (await door.FindAsync(mark.PersonId, cancellation) is not null)
                {
                    await OweAsync((await door.CasesOfAsync(mark.PersonId, cancellation)).Union(await WaitingAsync(municipality, cancellation)), cancellation);
                    await door.DropAsync(mark, cancellation);
                }
            }
        }

        if (!_leaversAreOwed)
        {
            await OweLeaversAsync(cancellation);
            _leaversAreOwed = true;
        }
    }

    /// <summary>Their cards lose what they tell, and the cases that were theirs go to whoever is asked now.</summary>
    private async Task OweLeaversAsync(CancellationToken cancellation)
    {
        foreach (var conversation in (await door.ConversationsAsync(cancellation)).Where(c => !c.IsChannel && staff.Find(c.PersonId) is null))
        {
            await OweAsync(await door.CasesOfAsync(conversation.PersonId, cancellation), cancellation);
        }

        foreach (var municipality in staff.People.Select(p => p.Municipality).Distinct())
        {
            foreach (var left in (await board.LoadsAsync(municipality, cancellation)).Select(l => l.Assignee).OfType<string>().Distinct().Where(id => staff.Find(id) is null))
            {
                await OweAsync((await board.ListAsync(municipality, left, includeClosed: false, cancellation)).Select(r => r.Case), cancellation);
            }
        }
    }

    private async Task<IEnumerable<CaseRef>> WaitingAsync(string municipality, CancellationToken cancellation) =>
        (await board.ListAsync(municipality, assignee: null, includeClosed: false, cancellation)).Where(r => r.WaitsFor.Length > 0).Select(r => r.Case);

    private async Task OweAsync(IEnumerable<CaseRef> cases, CancellationToken cancellation)
    {
        foreach (var reference in cases)
        {
            await door.OweAsync(reference, cancellation);
        }
    }
}
