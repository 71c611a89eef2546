using NodaTime;
using NodaTime.Extensions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// On each working day, from half past seven, one card to everybody who is there: what is theirs and what will be late. Who has had it stands in the
/// store, so that a restart sends none anew; a crash between sending and saving makes a second one, which goes when it is looked at.
/// </summary>
internal sealed partial class MorningCourier(
    ITeamsDoor door,
    BotConnector connector,
    ForecastDesk forecasts,
    MorningDesk mornings,
    DutyBook duty,
    StaffDirectory staff,
    MunicipalityDirectory municipalities,
    TeamsOptions options,
    TimeProvider time,
    ILogger<MorningCourier> logger)
{
    private const string Mark = "morning";

    /// <summary>The copies of a municipality's morning cards.</summary>
    public static CaseRef CopiesOf(string municipality) => new(municipality, Mark);

    private static readonly LocalTime Begins = new(7, 30);

    /// <summary>One round; returns how many cards were sent.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        var sent = 0;
        foreach (var people in staff.People.Where(p => p.Roles.Any(Roles.OfCasework.Contains)).GroupBy(p => p.Municipality))
        {
            try
            {
                sent += await GreetAsync(people.Key, [.. people], cancellation);
            }
            catch (BotConnectorException problem)
            {
                LogNotDelivered(problem, people.Key);
            }
        }

        return sent;
    }

    private async Task<int> GreetAsync(string municipality, List<StaffMember> people, CancellationToken cancellation)
    {
        var rules = municipalities.Get(municipality);
        var now = time.GetUtcNow();
        var today = rules.Terms.DayOf(now);
        if (!rules.Terms.IsWorkingDay(today) || now.ToInstant().InZone(DateTimeZoneProviders.Tzdb[rules.Pack.Calendar.TimeZone]).TimeOfDay < Begins)
        {
            return 0;
        }

        var reference = CopiesOf(municipality);
        var greeted = (await door.CopiesAsync(reference, cancellation)).Where(c => c.Version >= today.DayNumber).Select(c => c.PersonId).ToHashSet(StringComparer.Ordinal);
        DutyRoster? roster = null;
        IReadOnlyList<ForecastLine>? forecast = null;
        var sent = 0;
        foreach (var person in people.Where(p => !greeted.Contains(p.Id)))
        {
            if (await door.FindAsync(person.Id, cancellation) is not { } conversation)
            {
                continue;
            }

            roster ??= await duty.RosterAsync(municipality, cancellation);
            if (roster.IsAway(person.Id, today))
            {
                continue;
            }

            forecast ??= await forecasts.OfAsync(municipality, cancellation);
            var morning = await mornings.OfAsync(person, roster, today, forecast, cancellation);
            if (morning.SaysNothing)
            {
                await SaveAsync(activityId: string.Empty);
            }
            else if (await SendAsync(person, conversation, morning, cancellation) is { } activityId)
            {
                await SaveAsync(activityId);
                sent++;
            }

            Task SaveAsync(string activityId) => door.SaveAsync(
                new CardCopy { Case = reference, Step = Mark, Round = 1, PersonId = person.Id, ActivityId = activityId, Version = today.DayNumber, Open = false }, cancellation);
        }

        return sent;
    }

    /// <returns>Null where the person is no longer reached in Teams.</returns>
    private async Task<string?> SendAsync(StaffMember person, TeamsConversation conversation, Morning morning, CancellationToken cancellation)
    {
        try
        {
            var texts = UiTexts.Of(person.Language);
            return await connector.SendAsync(conversation, texts["digest.summary"], MorningCard.Build(texts, morning, options.Workplace, conversation.UserId, morning.Today.DayNumber).ToJson(), cancellation);
        }
        catch (BotConnectorException problem) when (problem.IsClosedDoor)
        {
            LogDoorClosed(problem, conversation.PersonId);
            await door.CloseAsync(conversation.PersonId, cancellation);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The morning cards of {Municipality} could not be sent; the next round tries again.")]
    private partial void LogNotDelivered(Exception problem, string municipality);

    [LoggerMessage(LogLevel.Information, "{PersonId} is no longer reached in Teams.")]
    private partial void LogDoorClosed(Exception problem, string personId);
}
