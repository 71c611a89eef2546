using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// A card for each message on the review list, to whoever registers; closed and forgotten when somebody has dealt with the message, at whichever door.
/// </summary>
internal sealed partial class MessageCourier(
    ITeamsDoor door, BotConnector connector, MessageCards cards, IIntakeLedger ledger, StaffDirectory staff, ILogger<MessageCourier> logger)
{
    /// <summary>Nobody has more of these cards open at once; the page shows the whole list.</summary>
    public const int MostOpen = 20;

    /// <summary>Under this name stand the copies of a municipality, one step for each message.</summary>
    private const string Mark = "review";

    /// <summary>One round; returns how many cards were sent or changed.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var municipality in staff.People.Select(p => p.Municipality).Distinct())
        {
            try
            {
                moved += await CatchUpAsync(municipality, cancellation);
            }
            catch (BotConnectorException problem)
            {
                LogNotDelivered(problem, municipality);
            }
        }

        return moved;
    }

    /// <summary>The copies of a municipality's messages.</summary>
    public static CaseRef CopiesOf(string municipality) => new(municipality, Mark);

    private async Task<int> CatchUpAsync(string municipality, CancellationToken cancellation)
    {
        var copies = await door.CopiesAsync(CopiesOf(municipality), cancellation);
        var readers = await ReachableAsync(municipality, cancellation);
        if (copies.Count == 0 && readers.Count == 0)
        {
            return 0;
        }

        var waiting = await ledger.ListAsync(municipality, Dispositions.Review, cancellation);
        var ids = waiting.Select(r => r.IntakeId).ToHashSet(StringComparer.Ordinal);
        var moved = 0;
        foreach (var copy in copies.Where(c => !ids.Contains(c.Step)))
        {
            moved += await CloseAsync(copy, cancellation) ? 1 : 0;
        }

        foreach (var (person, conversation) in readers)
        {
            var shown = copies.Where(c => c.PersonId == person.Id && ids.Contains(c.Step)).Select(c => c.Step).ToHashSet(StringComparer.Ordinal);
            foreach (var row in waiting.Where(r => !shown.Contains(r.IntakeId)).OrderBy(r => r.Lane).ThenBy(r => r.ReceivedAt).Take(MostOpen - shown.Count))
            {
                try
                {
                    if (!await SendAsync(row, person, conversation, cancellation))
                    {
                        break;
                    }

                    moved++;
                }
                catch (Exception problem) when (problem is not (BotConnectorException or OperationCanceledException))
                {
                    // One message that cannot be shown must not keep the others back; the page still lists it.
                    LogNotShown(problem, row.IntakeId);
                }
            }
        }

        return moved;
    }

    /// <summary>The registrars; where none of them is reached here, those who stand in.</summary>
    private async Task<List<(StaffMember Person, TeamsConversation Conversation)>> ReachableAsync(string municipality, CancellationToken cancellation)
    {
        foreach (var role in new[] { Roles.Registrar, Roles.Substitute })
        {
            List<(StaffMember, TeamsConversation)> found = [];
            foreach (var person in staff.AskedFor(municipality, role, assignee: null))
            {
                if (await door.FindAsync(person.Id, cancellation) is { } conversation)
                {
                    found.Add((person, conversation));
                }
            }

            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    private async Task<bool> SendAsync(IntakeRow row, StaffMember person, TeamsConversation conversation, CancellationToken cancellation)
    {
        var card = await cards.OfAsync(row, person, conversation, cancellation);
        try
        {
            var activityId = await connector.SendAsync(conversation, MessageCards.Summary(row, UiTexts.Of(person.Language)), card.ToJson(), cancellation);
            await door.SaveAsync(
                new CardCopy { Case = CopiesOf(row.Municipality), Step = row.IntakeId, Round = 1, PersonId = person.Id, ActivityId = activityId, Version = 1, Open = true }, cancellation);
            return true;
        }
        catch (BotConnectorException problem) when (problem.IsClosedDoor)
        {
            LogDoorClosed(problem, person.Id);
            await door.CloseAsync(person.Id, cancellation);
            return false;
        }
    }

    /// <summary>
    /// Says who dealt with the message. Whoever is not reached now is told when their conversation opens again; until then their card answers a tap with it. A card
    /// of somebody who left, or of a message that was destroyed, is forgotten.
    /// </summary>
    /// <returns>False: it is told later.</returns>
    private async Task<bool> CloseAsync(CardCopy copy, CancellationToken cancellation)
    {
        if (staff.Find(copy.PersonId) is { } person && await ledger.FindAsync(copy.Step, cancellation) is { } row)
        {
            if (await door.FindAsync(copy.PersonId, cancellation) is not { } conversation)
            {
                return false;
            }

            var texts = UiTexts.Of(person.Language);
            try
            {
                await connector.UpdateAsync(conversation, copy.ActivityId, MessageCards.Summary(row, texts), cards.Closed(row, texts).ToJson(), cancellation);
            }
            catch (BotConnectorException problem) when (problem is { IsClosedDoor: true, IsLostCard: false })
            {
                LogDoorClosed(problem, copy.PersonId);
                await door.CloseAsync(copy.PersonId, cancellation);
                return false;
            }
            catch (BotConnectorException problem) when (problem.IsLostCard)
            {
                LogCardGone(problem, copy.PersonId);
            }
        }

        await door.DropAsync(copy, cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The cards of messages of {Municipality} could not be brought up to date; the next round tries again.")]
    private partial void LogNotDelivered(Exception problem, string municipality);

    [LoggerMessage(LogLevel.Error, "No card could be made for message {IntakeId}; it waits on the review list.")]
    private partial void LogNotShown(Exception problem, string intakeId);

    [LoggerMessage(LogLevel.Information, "{PersonId} deleted a card in Teams before it was closed.")]
    private partial void LogCardGone(Exception problem, string personId);

    [LoggerMessage(LogLevel.Information, "{PersonId} is no longer reached in Teams.")]
    private partial void LogDoorClosed(Exception problem, string personId);
}
