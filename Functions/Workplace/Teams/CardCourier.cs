using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// Brings every person's cards up to date with the journal: new where a step waits for them, fresh where the case moved,
/// closed where the step is over. A crash between sending and saving makes a second card, never a second decision.
/// </summary>
internal sealed partial class CardCourier(
    ITeamsDoor door, BotConnector connector, TeamsCards teamsCards, CaseCards cards, ICaseJournal journal, StaffDirectory staff, ILogger<CardCourier> logger) : IDisposable
{
    /// <summary>New cards in one round, all people together: below what a channel takes in a minute, and nobody is buried at once.</summary>
    public const int NewCardsPerRound = 20;

    private const int CasesPerRound = 200;

    private readonly SemaphoreSlim _round = new(1, 1);

    /// <summary>One round; returns how many cards were sent or changed.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        await _round.WaitAsync(cancellation);
        try
        {
            var (moved, fresh) = (0, 0);
            foreach (var reference in await door.BehindAsync(CasesPerRound, cancellation))
            {
                try
                {
                    var (changed, added) = await BringUpToDateAsync(reference, NewCardsPerRound - fresh, cancellation);
                    (moved, fresh) = (moved + changed + added, fresh + added);
                }
                catch (BotConnectorException problem)
                {
                    LogNotDelivered(problem, reference.CaseId);
                }
            }

            return moved;
        }
        finally
        {
            _round.Release();
        }
    }

    public void Dispose() => _round.Dispose();

    private async Task<(int Changed, int Added)> BringUpToDateAsync(CaseRef reference, int room, CancellationToken cancellation)
    {
        var record = (await journal.ReadAsync(reference, cancellation))!;
        var copies = await door.CopiesAsync(reference, cancellation);
        var wanted = await WantedAsync(record, cancellation);
        var changed = 0;
        foreach (var copy in copies.Where(c => c.Version < record.Version && (c.Open || MustBeTakenBack(record, c))))
        {
            changed += await UpdateAsync(record, copy, wanted, cancellation) ? 1 : 0;
        }

        var missing = wanted.Where(w => !copies.Any(c => IsOf(c, w))).ToList();
        var added = 0;
        foreach (var card in missing.Take(room))
        {
            added += await SendAsync(record, card, cancellation) ? 1 : 0;
        }

        // A card for which there was no room, or whose reader is gone, is for the next round: for whoever can be reached then.
        if (added == missing.Count)
        {
            await door.CaughtUpAsync(reference, record.Version, cancellation);
        }

        return (changed, added);
    }

    private async Task<bool> UpdateAsync(CaseRecord record, CardCopy copy, IReadOnlyList<WantedCard> wanted, CancellationToken cancellation)
    {
        var still = wanted.FirstOrDefault(w => IsOf(copy, w));
        if (await door.FindAsync(copy.PersonId, cancellation) is { } conversation && staff.Find(copy.PersonId) is { } reader)
        {
            var context = still?.Context ?? await cards.ContextAsync(record, reader, UiTexts.Latvian, cancellation);
            var card = !NeedToKnow.IsFor(record.State, reader) ? teamsCards.Restricted(record)
                : still is null ? teamsCards.Closed(context, copy.Step, copy.Round)
                : teamsCards.Open(context, still.Card, conversation);
            if (!await DeliveredAsync(copy.PersonId, () => connector.UpdateAsync(conversation, copy.ActivityId, TeamsCards.Summary(context, copy.Step), card.ToJson(), cancellation), cancellation))
            {
                return false;
            }
        }

        await door.SaveAsync(copy with { Version = record.Version, Open = still is not null }, cancellation);
        return true;
    }

    /// <summary>The case was restricted after this copy was brought up to date, and its reader is none of those who work on it: the name goes, closed or not.</summary>
    private bool MustBeTakenBack(CaseRecord record, CardCopy copy) =>
        record.State.IsRestricted
        && copy.Version < record.Entries.Last(e => e.Event is CaseRestricted).Version
        && (staff.Find(copy.PersonId) is not { } reader || !NeedToKnow.IsFor(record.State, reader));

    private Task<bool> SendAsync(CaseRecord record, WantedCard wanted, CancellationToken cancellation) => DeliveredAsync(
        wanted.Conversation.PersonId,
        async () =>
        {
            var card = teamsCards.Open(wanted.Context, wanted.Card, wanted.Conversation);
            var activityId = await connector.SendAsync(wanted.Conversation, TeamsCards.Summary(wanted.Context, wanted.Card.Step), card.ToJson(), cancellation);
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

    /// <summary>False: the person is no longer reached in Teams; the web page shows them the same card.</summary>
    private async Task<bool> DeliveredAsync(string personId, Func<Task> deliver, CancellationToken cancellation)
    {
        try
        {
            await deliver();
            return true;
        }
        catch (BotConnectorException problem) when (problem.IsClosedDoor)
        {
            LogDoorClosed(problem, personId);
            await door.CloseAsync(personId, cancellation);
            return false;
        }
    }

    private async Task<IReadOnlyList<WantedCard>> WantedAsync(CaseRecord record, CancellationToken cancellation)
    {
        List<WantedCard> wanted = [];
        List<Wait> waits = [.. record.Standing.Waits];
        if (ReleaseCard.Applies(record.State))
        {
            waits.Add(new Wait(ReleaseCard.Step, ReleaseCard.Round(record), Roles.Head));
        }

        foreach (var wait in waits)
        {
            var asked = await CardsForAsync(record, wait, staff.AskedFor(record.Case.Municipality, wait.Role, record.State.Assignee), cancellation);

            // Nobody who is asked can be reached here: whoever stands in for them can.
            wanted.AddRange(asked.Count > 0 ? asked : await CardsForAsync(record, wait, staff.AskedFor(record.Case.Municipality, Roles.Substitute, assignee: null), cancellation));
        }

        return wanted;
    }

    private async Task<IReadOnlyList<WantedCard>> CardsForAsync(CaseRecord record, Wait wait, IEnumerable<StaffMember> people, CancellationToken cancellation)
    {
        List<WantedCard> found = [];
        foreach (var person in people.Where(p => NeedToKnow.IsFor(record.State, p)))
        {
            if (await door.FindAsync(person.Id, cancellation) is not { } conversation)
            {
                continue;
            }

            var context = await cards.ContextAsync(record, person, UiTexts.Latvian, cancellation);
            found.AddRange(StepCards.For(context).Where(c => c.Step == wait.Step && c.Round == wait.Round && c.IsActive).Select(c => new WantedCard(c, context, conversation)));
        }

        return found;
    }

    private static bool IsOf(CardCopy copy, WantedCard wanted) =>
        copy.PersonId == wanted.Conversation.PersonId && copy.Step == wanted.Card.Step && copy.Round == wanted.Card.Round;

    private sealed record WantedCard(StepCard Card, CardContext Context, TeamsConversation Conversation);

    [LoggerMessage(LogLevel.Warning, "The cards of case {CaseId} could not be brought up to date; the next round tries again.")]
    private partial void LogNotDelivered(Exception problem, string caseId);

    [LoggerMessage(LogLevel.Information, "{PersonId} is no longer reached in Teams.")]
    private partial void LogDoorClosed(Exception problem, string personId);
}
