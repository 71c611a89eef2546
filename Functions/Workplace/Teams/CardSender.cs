using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// Sends, changes and takes back one card, and writes down what stands where. What somebody cannot be told now stays written as it was last shown, for the
/// day on which they are reached again (<see cref="OwedCards"/>).
/// </summary>
internal sealed partial class CardSender(ITeamsDoor door, BotConnector connector, TeamsCards teamsCards, CaseCards cards, StaffDirectory staff, ILogger<CardSender> logger)
{
    /// <summary>Version of a closed copy whose step somebody else still does: it is behind at whatever comes.</summary>
    private const long Undecided = 0;

    /// <summary>A closed copy says who does the step now, until it says who did it.</summary>
    public static bool IsUntold(CaseRecord record, CardCopy copy) =>
        copy.Version == Undecided || TeamsCards.EndOf(record, copy.Step, copy.Round)?.Version > copy.Version;

    /// <param name="record">The case.</param>
    /// <param name="wanted">What is sent.</param>
    /// <param name="former">The reader's closed copy of the same step and round: taken away first, so that none is left that nobody knows.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False: its reader is not reached now.</returns>
    /// <exception cref="BotConnectorException">The Connector refuses the card, or is in trouble.</exception>
    public Task<bool> SendAsync(CaseRecord record, WantedCard wanted, CardCopy? former, CancellationToken cancellation) => DeliveredAsync(
        wanted.Conversation.PersonId,
        async () =>
        {
            if (former is not null)
            {
                await connector.DeleteAsync(wanted.Conversation, former.ActivityId, cancellation);
                await door.DropAsync(former, cancellation);
            }

            var activityId = string.Empty;
            await ShowAsync(wanted, async card => activityId = await connector.SendAsync(wanted.Conversation, TeamsCards.Summary(wanted.Context, wanted.Card.Step), card, cancellation));
            await door.SaveAsync(
                new CardCopy
                {
                    Case = record.Case,
                    Step = wanted.Card.Step,
                    Round = wanted.Card.Round,
                    PersonId = wanted.Conversation.PersonId,
                    ActivityId = activityId,
                    Version = record.Version,
                    Open = true,
                },
                cancellation);
        },
        cancellation);

    /// <summary>The copy shows the case as it is; one that was deleted in Teams is forgotten, and who still needs it gets another.</summary>
    /// <returns>False: its reader is not reached now.</returns>
    /// <exception cref="BotConnectorException">The Connector refuses the card, or is in trouble.</exception>
    public async Task<bool> UpdateAsync(CaseRecord record, CardCopy copy, IReadOnlyList<WantedCard> wanted, CancellationToken cancellation)
    {
        if (await door.FindAsync(copy.PersonId, cancellation) is not { } conversation || staff.Find(copy.PersonId) is not { } reader)
        {
            return false;
        }

        var still = wanted.FirstOrDefault(w => w.IsOn(copy));
        var context = still?.Context ?? await cards.ContextAsync(record, reader, UiTexts.Of(reader.Language), wasAsked: true, cancellation);
        var (delivered, isThere) = await ChangedAsync(
            copy,
            () => still is null
                ? ChangeAsync(teamsCards.Closed(context, copy.Step, copy.Round, wanted.LastOrDefault(w => w.Card.Step == copy.Step && w.Card.Round == copy.Round)?.Conversation.PersonId).ToJson())
                : ShowAsync(still, ChangeAsync),
            cancellation);
        if (delivered && isThere)
        {
            await door.SaveAsync(copy with { Version = still is null && WantedCards.Stands(record, copy) ? Undecided : record.Version, Open = still is not null }, cancellation);
        }
        else if (delivered)
        {
            await door.DropAsync(copy, cancellation);
        }

        return delivered;

        Task ChangeAsync(string card) => connector.UpdateAsync(conversation, copy.ActivityId, TeamsCards.Summary(context, copy.Step), card, cancellation);
    }

    /// <summary>What is left has nothing that could change, and is forgotten.</summary>
    /// <returns>False: its reader is not reached now.</returns>
    /// <exception cref="BotConnectorException">The Connector refuses the card, or is in trouble.</exception>
    public async Task<bool> TakeBackAsync(CaseRecord record, CardCopy copy, CancellationToken cancellation)
    {
        if (await door.FindAsync(copy.PersonId, cancellation) is not { } conversation)
        {
            return false;
        }

        var texts = UiTexts.Of(staff.Find(copy.PersonId)?.Language);
        var (delivered, _) = await ChangedAsync(
            copy,
            () => connector.UpdateAsync(conversation, copy.ActivityId, TeamsCards.WhyTakenBack(record, texts), teamsCards.TakenBack(record, texts).ToJson(), cancellation),
            cancellation);
        if (delivered)
        {
            await door.DropAsync(copy, cancellation);
        }

        return delivered;
    }

    /// <summary>The whole card; where Teams calls it too large, although it is within the limit that is written down, the short one with the way to the page.</summary>
    private async Task ShowAsync(WantedCard wanted, Func<string, Task> show)
    {
        try
        {
            await show(teamsCards.Open(wanted.Context, wanted.Card, wanted.Conversation).ToJson());
        }
        catch (BotConnectorException problem) when (problem.IsTooLarge)
        {
            await show(teamsCards.Short(wanted.Context, wanted.Card.Step).ToJson());
        }
    }

    /// <summary>Changes a card that may have been deleted in Teams meanwhile.</summary>
    private async Task<(bool Delivered, bool IsThere)> ChangedAsync(CardCopy copy, Func<Task> change, CancellationToken cancellation)
    {
        try
        {
            return (await DeliveredAsync(copy.PersonId, change, cancellation), true);
        }
        catch (BotConnectorException problem) when (problem.IsLostCard)
        {
            return (true, false);
        }
    }

    /// <summary>False: the person is no longer reached in Teams; the web page shows them the same card.</summary>
    private async Task<bool> DeliveredAsync(string personId, Func<Task> deliver, CancellationToken cancellation)
    {
        try
        {
            await deliver();
            return true;
        }
        catch (BotConnectorException problem) when (problem is { IsClosedDoor: true, IsLostCard: false })
        {
            LogDoorClosed(problem, personId);
            await door.CloseAsync(personId, cancellation);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "{PersonId} is no longer reached in Teams.")]
    private partial void LogDoorClosed(Exception problem, string personId);
}
