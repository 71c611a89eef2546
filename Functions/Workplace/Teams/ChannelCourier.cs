using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Extensions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// To the municipality's channel or group chat, where it has one: on each working day, from half past seven, the day in numbers; and once a new task waits
/// for the duty officer, that it does. Counts, case numbers and days only: who reads a channel is not ours to say.
/// </summary>
internal sealed partial class ChannelCourier(
    ITeamsDoor door,
    BotConnector connector,
    ForecastDesk forecasts,
    ICaseBoard board,
    IPersonTasks tasks,
    IIntakeLedger ledger,
    MunicipalityDirectory municipalities,
    StaffDirectory staff,
    TeamsOptions options,
    TimeProvider time,
    ILogger<ChannelCourier> logger)
{
    private const string Mark = "channel";
    private const string Day = "day";
    private const string TaskMark = "task:";

    private static readonly LocalTime Begins = new(7, 30);

    /// <summary>One round; returns how many cards were sent.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        var sent = 0;
        foreach (var municipality in staff.People.Select(p => p.Municipality).Distinct())
        {
            if (await door.FindAsync(TeamsConversation.ChannelOf(municipality), cancellation) is not { } channel)
            {
                continue;
            }

            try
            {
                sent += await GreetAsync(municipality, channel, cancellation) + await CallDutyAsync(municipality, channel, cancellation);
            }
            catch (BotConnectorException problem) when (problem.IsClosedDoor)
            {
                LogClosed(problem, municipality);
                await door.CloseAsync(channel.PersonId, cancellation);
            }
            catch (BotConnectorException problem)
            {
                LogNotDelivered(problem, municipality);
            }
        }

        return sent;
    }

    private async Task<int> GreetAsync(string municipality, TeamsConversation channel, CancellationToken cancellation)
    {
        var rules = municipalities.Get(municipality);
        var now = time.GetUtcNow();
        var today = rules.Terms.DayOf(now);
        if (!rules.Terms.IsWorkingDay(today) || now.ToInstant().InZone(DateTimeZoneProviders.Tzdb[rules.Pack.Calendar.TimeZone]).TimeOfDay < Begins
            || await ReachedAsync(municipality, Day, cancellation) >= today.DayNumber)
        {
            return 0;
        }

        var query = new BoardQuery { Municipality = municipality, Take = 1 };
        var figures = new ChannelDay(
            today,
            (await board.PageAsync(query, cancellation)).Total,
            (await board.PageAsync(query with { DueBy = today }, cancellation)).Total,
            (await ledger.ListAsync(municipality, Dispositions.Review, cancellation)).Count,
            (await tasks.ListOpenAsync(municipality, cancellation)).Count,
            [.. (await forecasts.OfAsync(municipality, cancellation)).Select(l => (l.Due, l.Case.Number))]);
        var texts = UiTexts.Latvian;
        await SendAsync(channel, texts["channel.summary"], ChannelCards.OfDay(texts, figures, options.Workplace), cancellation);
        await ReachAsync(municipality, Day, today.DayNumber, cancellation);
        return 1;
    }

    private async Task<int> CallDutyAsync(string municipality, TeamsConversation channel, CancellationToken cancellation)
    {
        List<PersonTask> open = [.. (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Role == Roles.Duty)];
        if (open.Count == 0)
        {
            return 0;
        }

        var fresh = await UntoldAsync(municipality, open, cancellation);
        if (fresh.Count == 0)
        {
            return 0;
        }

        var texts = UiTexts.Latvian;
        await SendAsync(channel, texts["channel.duty"], ChannelCards.OfDuty(texts, fresh.Count, open.Count, options.Workplace), cancellation);
        foreach (var task in fresh)
        {
            await ReachAsync(municipality, MarkOf(task), task.RaisedAt.UtcTicks, cancellation);
        }

        return 1;
    }

    /// <summary>Tasks of which the channel has not heard, whenever they were raised: one that was stored late is told, too. What is no longer open is forgotten.</summary>
    private async Task<List<PersonTask>> UntoldAsync(string municipality, List<PersonTask> open, CancellationToken cancellation)
    {
        var marks = open.Select(MarkOf).ToHashSet(StringComparer.Ordinal);
        var told = (await door.CopiesAsync(new CaseRef(municipality, Mark), cancellation)).Where(c => c.Step != Day).ToList();
        foreach (var over in told.Where(c => !marks.Contains(c.Step)))
        {
            await door.DropAsync(over, cancellation);
        }

        return [.. open.Where(t => !told.Exists(c => c.Step == MarkOf(t)))];
    }

    /// <summary>A task that was closed and raised again is another one.</summary>
    private static string MarkOf(PersonTask task) =>
        TaskMark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Key}@{task.RaisedAt.UtcTicks}")).AsSpan(0, 16));

    /// <summary>A channel of a team gets a thread of its own; a group chat one more message.</summary>
    private Task<string> SendAsync(TeamsConversation channel, string summary, AdaptiveCard card, CancellationToken cancellation) =>
        channel.UserId == ChannelKinds.Team
            ? connector.StartThreadAsync(channel, summary, card.ToJson(), cancellation)
            : connector.SendAsync(channel, summary, card.ToJson(), cancellation);

    private async Task<long> ReachedAsync(string municipality, string step, CancellationToken cancellation) =>
        (await door.CopiesAsync(new CaseRef(municipality, Mark), cancellation)).Where(c => c.Step == step).Select(c => c.Version).DefaultIfEmpty(0).Max();

    private Task ReachAsync(string municipality, string step, long version, CancellationToken cancellation) => door.SaveAsync(
        new CardCopy
        {
            Case = new CaseRef(municipality, Mark),
            Step = step,
            Round = 1,
            PersonId = TeamsConversation.ChannelOf(municipality),
            ActivityId = string.Empty,
            Version = version,
            Open = false,
        },
        cancellation);

    [LoggerMessage(LogLevel.Warning, "The channel of {Municipality} could not be written to; the next round tries again.")]
    private partial void LogNotDelivered(Exception problem, string municipality);

    [LoggerMessage(LogLevel.Warning, "The channel of {Municipality} no longer takes cards; add the bot to it again.")]
    private partial void LogClosed(Exception problem, string municipality);
}
