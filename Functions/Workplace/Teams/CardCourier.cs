using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// Brings every person's cards up to date with the journal: new where a step waits for them, fresh where the case moved,
/// closed where the step is over; to who stands in while the assignee is away, and back. A crash between sending and saving makes a second card, never a
/// second decision (<see cref="TwinCards"/>).
/// </summary>
internal sealed partial class CardCourier(
    ITeamsDoor door, WantedCards wantedCards, CardSender sender, OwedCards owed, CaseAccess access, StandIns standIns, ICaseJournal journal, StaffDirectory staff, ILogger<CardCourier> logger) : IDisposable
{
    /// <summary>New cards in one round, all people together: below what a channel takes in a minute, and nobody is buried at once.</summary>
    public const int NewCardsPerRound = 20;

    private const int CasesPerRound = 200;

    /// <summary>Cases at which the Connector failed or was silent, after which the round ends: a silent one costs each its whole wait.</summary>
    private const int MostFailures = 5;

    private readonly SemaphoreSlim _round = new(1, 1);

    /// <summary>One round; returns how many cards were sent or changed.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        await _round.WaitAsync(cancellation);
        try
        {
            var (moved, fresh, failures) = (0, 0, 0);
            await owed.MarkAsync(cancellation);
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
        var wanted = await wantedCards.OfAsync(record, copies, cancellation);
        var (changed, added, refused) = (0, 0, 0);
        foreach (var copy in copies)
        {
            if (await MustBeTakenBackAsync(record, copy, cancellation))
            {
                changed += await TryAsync(() => sender.TakeBackAsync(record, copy, cancellation)) ? 1 : 0;
            }
            else if (wanted.Any(w => w.IsOn(copy)) ? copy.Open && copy.Version < record.Version : copy.Open || CardSender.IsUntold(record, copy))
            {
                changed += await TryAsync(() => sender.UpdateAsync(record, copy, wanted, cancellation)) ? 1 : 0;
            }
        }

        // A card that was closed for its reader lies deep in the conversation: whose turn it is again gets one anew, in place of the former.
        var standing = await door.CopiesAsync(reference, cancellation);
        var missing = wanted.Where(w => !standing.Any(c => c.Open && w.IsOn(c))).ToList();
        foreach (var card in missing.Take(room))
        {
            added += await TryAsync(() => sender.SendAsync(record, card, standing.FirstOrDefault(card.IsOn), cancellation)) ? 1 : 0;
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

    /// <summary>
    /// The reader left the staff list; or the case is restricted and they are none of those who work on it any more: the name goes from what was closed for them, too.
    /// </summary>
    private async Task<bool> MustBeTakenBackAsync(CaseRecord record, CardCopy copy, CancellationToken cancellation) =>
        staff.Find(copy.PersonId) is not { } reader || (record.State.IsRestricted && !await access.IsWorkOfAsync(record, reader, cancellation));

    [LoggerMessage(LogLevel.Warning, "The cards of case {CaseId} could not be brought up to date; the next round tries again.")]
    private partial void LogNotDelivered(Exception problem, string caseId);
}
