using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// Brings every person's cards up to date with the journal: new where a step waits for them, fresh where the case moved,
/// closed where the step is over; to who stands in while the assignee is away, and back. A crash between sending and saving makes a second card, never a
/// second decision (<see cref="TwinCards"/>).
/// </summary>
internal sealed partial class CardCourier(
    ITeamsDoor door, BotConnector connector, TeamsCards teamsCards, CaseCards cards, CaseAccess access, StandIns standIns, ICaseJournal journal, StaffDirectory staff, ILogger<CardCourier> logger) : IDisposable
{
    /// <summary>New cards in one round, all people together: below what a channel takes in a minute, and nobody is buried at once.</summary>
    public const int NewCardsPerRound = 20;

    private const int CasesPerRound = 200;

    /// <summary>Cases at which the Connector failed or was silent, after which the round ends: a silent one costs each its whole wait.</summary>
    private const int MostFailures = 5;

    /// <summary>Version of a closed copy whose step somebody else still does: it is behind at whatever comes.</summary>
    private const long Undecided = 0;

    private readonly SemaphoreSlim _round = new(1, 1);

    /// <summary>One round; returns how many cards were sent or changed.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        await _round.WaitAsync(cancellation);
        try
        {
            var (moved, fresh, failures) = (0, 0, 0);
            foreach (var reference in await door.BehindAsync(CasesPerRound, cancellation))
            {
                await ShowAsync(reference);
            }

            foreach (var work in await standIns.PassedAsync(cancellation))
            {
                var all = true;
                foreach (var reference in work.Cases)
                {
                    all &= await ShowAsync(reference);
                }

                if (all)
                {
                    await standIns.FollowedAsync(work, cancellation);
                }
            }

            return moved;

            async Task<bool> ShowAsync(CaseRef reference)
            {
                if (failures == MostFailures)
                {
                    return false;
                }

                try
                {
                    var (changed, added, done) = await BringUpToDateAsync(reference, NewCardsPerRound - fresh, cancellation);
                    (moved, fresh) = (moved + changed + added, fresh + added);
                    return done;
                }
                catch (BotConnectorException problem)
                {
                    LogNotDelivered(problem, reference.CaseId);
                    failures += problem.IsPassing ? 1 : 0;
                    return false;
                }
            }
        }
        finally
        {
            _round.Release();
        }
    }

    public void Dispose() => _round.Dispose();

    private async Task<(int Changed, int Added, bool Done)> BringUpToDateAsync(CaseRef reference, int room, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(reference, cancellation) is not { } record)
        {
            return (0, 0, true);
        }

        var copies = await door.CopiesAsync(reference, cancellation);
        var wanted = await WantedAsync(record, copies, cancellation);
        var (changed, added, refused) = (0, 0, 0);
        foreach (var copy in copies)
        {
            if (await MustBeTakenBackAsync(record, copy, cancellation))
            {
                changed += await TryAsync(() => TakeBackAsync(record, copy, cancellation)) ? 1 : 0;
            }
            else if (wanted.Any(w => IsOf(copy, w)) ? copy.Open && copy.Version < record.Version : copy.Open || IsUntold(record, copy))
            {
                changed += await TryAsync(() => UpdateAsync(record, copy, wanted, cancellation)) ? 1 : 0;
            }
        }

        // A card that was closed for its reader lies deep in the conversation: whose turn it is again gets one anew, in place of the former.
        var standing = await door.CopiesAsync(reference, cancellation);
        var missing = wanted.Where(w => !standing.Any(c => c.Open && IsOf(c, w))).ToList();
        foreach (var card in missing.Take(room))
        {
            added += await TryAsync(() => SendAsync(record, card, standing.FirstOrDefault(c => IsOf(c, card)), cancellation)) ? 1 : 0;
        }

        // A card for which there was no room, that was refused, or whose reader is gone, is for the next round: for whoever can be reached then.
        var isDone = added == missing.Count && refused == 0;
        if (isDone)
        {
            await door.CaughtUpAsync(reference, record.Version, cancellation);
        }

        return (changed, added, isDone);

        // What the Connector refuses of one reader's card (400, 413, 500) keeps no other reader from theirs.
        async Task<bool> TryAsync(Func<Task<bool>> deliver)
        {
            try
            {
                return await deliver();
            }
            catch (BotConnectorException problem) when (!problem.IsPassing)
            {
                LogNotDelivered(problem, reference.CaseId);
                refused++;
                return false;
            }
        }
    }

    private async Task<bool> UpdateAsync(CaseRecord record, CardCopy copy, IReadOnlyList<WantedCard> wanted, CancellationToken cancellation)
    {
        var still = wanted.FirstOrDefault(w => IsOf(copy, w));
        if (await door.FindAsync(copy.PersonId, cancellation) is { } conversation && staff.Find(copy.PersonId) is { } reader)
        {
            var context = still?.Context ?? await cards.ContextAsync(record, reader, UiTexts.Latvian, wasAsked: true, cancellation);
            var card = still is null
                ? teamsCards.Closed(context, copy.Step, copy.Round, wanted.LastOrDefault(w => w.Card.Step == copy.Step && w.Card.Round == copy.Round)?.Conversation.PersonId)
                : teamsCards.Open(context, still.Card, conversation);
            try
            {
                if (!await DeliveredAsync(copy.PersonId, () => connector.UpdateAsync(conversation, copy.ActivityId, TeamsCards.Summary(context, copy.Step), card.ToJson(), cancellation), cancellation))
                {
                    return false;
                }
            }
            catch (BotConnectorException problem) when (problem.IsLostCard)
            {
                // Deleted in Teams: who still needs it gets another.
                await door.DropAsync(copy, cancellation);
                return true;
            }
        }

        await door.SaveAsync(copy with { Version = still is null && Stands(record, copy) ? Undecided : record.Version, Open = still is not null }, cancellation);
        return true;
    }

    /// <summary>The case is restricted, and its reader is none of those who work on it any more: the name goes from what was closed for them, too.</summary>
    private async Task<bool> MustBeTakenBackAsync(CaseRecord record, CardCopy copy, CancellationToken cancellation) =>
        record.State.IsRestricted && (staff.Find(copy.PersonId) is not { } reader || !await access.IsWorkOfAsync(record, reader, cancellation));

    /// <summary>What is left has nothing that could change, and is forgotten.</summary>
    /// <returns>False: its reader is not reached now.</returns>
    private async Task<bool> TakeBackAsync(CaseRecord record, CardCopy copy, CancellationToken cancellation)
    {
        if (await door.FindAsync(copy.PersonId, cancellation) is not { } conversation
            || !await DeliveredAsync(copy.PersonId, RestrictAsync, cancellation))
        {
            return false;
        }

        await door.DropAsync(copy, cancellation);
        return true;

        async Task RestrictAsync()
        {
            try
            {
                await connector.UpdateAsync(conversation, copy.ActivityId, UiTexts.Latvian["restricted.case"], teamsCards.Restricted(record).ToJson(), cancellation);
            }
            catch (BotConnectorException problem) when (problem.IsLostCard)
            {
                // Nothing is left of it.
            }
        }
    }

    /// <summary>A closed copy says who does the step now, until it says who did it.</summary>
    private static bool IsUntold(CaseRecord record, CardCopy copy) =>
        copy.Version == Undecided || TeamsCards.EndOf(record, copy.Step, copy.Round)?.Version > copy.Version;

    private static bool Stands(CaseRecord record, CardCopy copy) => WaitsOf(record).Any(w => w.Step == copy.Step && w.Round == copy.Round);

    /// <param name="record">The case.</param>
    /// <param name="wanted">What is sent.</param>
    /// <param name="former">The reader's closed copy of the same step and round: taken away first, so that none is left that nobody knows.</param>
    /// <param name="cancellation">Ends the wait.</param>
    private Task<bool> SendAsync(CaseRecord record, WantedCard wanted, CardCopy? former, CancellationToken cancellation) => DeliveredAsync(
        wanted.Conversation.PersonId,
        async () =>
        {
            if (former is not null)
            {
                await connector.DeleteAsync(wanted.Conversation, former.ActivityId, cancellation);
                await door.DropAsync(former, cancellation);
            }

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
        catch (BotConnectorException problem) when (problem is { IsClosedDoor: true, IsLostCard: false })
        {
            LogDoorClosed(problem, personId);
            await door.CloseAsync(personId, cancellation);
            return false;
        }
    }

    private async Task<IReadOnlyList<WantedCard>> WantedAsync(CaseRecord record, IReadOnlyList<CardCopy> copies, CancellationToken cancellation)
    {
        List<WantedCard> wanted = [];
        var rungs = await standIns.RungsAsync(record, cancellation);
        foreach (var wait in WaitsOf(record))
        {
            var asked = staff.AskedFor(record.Case.Municipality, wait.Role, record.State.Assignee);
            if (wait.Role == Roles.Worker && rungs is not null)
            {
                // Who is away keeps the card they have, and is sent none.
                wanted.AddRange((await CardsForAsync(record, wait, asked, cancellation)).Where(w => copies.Any(c => c.Open && IsOf(c, w))));
                wanted.AddRange(await FirstReachedAsync(record, wait, rungs, cancellation));
                continue;
            }

            // Nobody who is asked can be reached here: whoever stands in for them can.
            wanted.AddRange(await FirstReachedAsync(record, wait, [asked, staff.AskedFor(record.Case.Municipality, Roles.Substitute, assignee: null)], cancellation));
        }

        return wanted;
    }

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

            var context = await cards.ContextAsync(record, person, UiTexts.Latvian, wasAsked: true, cancellation);
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
