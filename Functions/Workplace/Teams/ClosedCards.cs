using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// A card names a person long after anybody works on the case. Those of a case that has been closed for <see cref="Kept"/> are deleted in Teams and forgotten here; the case
/// itself has its own term. Looks once a day.
/// </summary>
internal sealed partial class ClosedCards(
    ITeamsDoor door, BotConnector connector, ICaseJournal journal, ICaseBoard board, IMailboxMemory memory, MunicipalityDirectory municipalities, TimeProvider time, ILogger<ClosedCards> logger)
{
    /// <summary>Longer than the month in which a decision can be contested and answered: until then somebody may look at the card once more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>In one round: below what a channel takes in a minute. The next round goes on.</summary>
    public const int MostInARound = 20;

    private const string LookedOn = "teams-closed-cards";

    /// <returns>How many cards were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellation)
    {
        var today = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await memory.ReadAsync(LookedOn, cancellation) == today)
        {
            return 0;
        }

        HashSet<CaseRef> open = [];
        foreach (var municipality in municipalities.All)
        {
            open.UnionWith((await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation)).Select(r => r.Case));
        }

        var gone = 0;
        foreach (var reference in await door.CasesAsync(cancellation))
        {
            if (open.Contains(reference) || !await IsLongClosedAsync(reference, cancellation))
            {
                continue;
            }

            foreach (var copy in await door.CopiesAsync(reference, cancellation))
            {
                if (gone == MostInARound)
                {
                    return gone;
                }

                gone += await ForgetAsync(copy, cancellation) ? 1 : 0;
            }
        }

        await memory.WriteAsync(LookedOn, today, cancellation);
        return gone;
    }

    /// <summary>A case to which something was added since waits from that day: its cards may have been told.</summary>
    private async Task<bool> IsLongClosedAsync(CaseRef reference, CancellationToken cancellation) =>
        await journal.ReadAsync(reference, cancellation) is { State.Closed: { } closed } record
        && time.GetUtcNow() - record.Entries[^1].At > Kept
        && municipalities.Get(reference.Municipality).Terms.DayOf(time.GetUtcNow() - Kept) > closed.ClosedOn;

    /// <summary>Of somebody who is no longer reached the card stays where it is and only we forget it.</summary>
    /// <returns>False: the Connector refuses or is in trouble; tomorrow again.</returns>
    private async Task<bool> ForgetAsync(CardCopy copy, CancellationToken cancellation)
    {
        try
        {
            if (await door.FindAsync(copy.PersonId, cancellation) is { } conversation)
            {
                await connector.DeleteAsync(conversation, copy.ActivityId, cancellation);
            }
        }
        catch (BotConnectorException problem) when (problem.IsClosedDoor)
        {
            LogNotThere(problem, copy.Case.CaseId);
        }
        catch (BotConnectorException problem) when (!problem.IsPassing)
        {
            LogNotDeleted(problem, copy.Case.CaseId);
            return false;
        }

        await door.DropAsync(copy, cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "A card of the closed case {CaseId} was not there any more, or its reader is not reached.")]
    private partial void LogNotThere(Exception problem, string caseId);

    [LoggerMessage(LogLevel.Warning, "A card of the closed case {CaseId} could not be deleted; the next day tries again.")]
    private partial void LogNotDeleted(Exception problem, string caseId);
}
