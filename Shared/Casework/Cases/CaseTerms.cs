using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases;

/// <summary>The dates of cases in one municipality: its pack's terms on its calendar.</summary>
public sealed class CaseTerms(MunicipalityPack pack, WorkingCalendar calendar)
{
    private string Zone => pack.Calendar.TimeZone;

    /// <summary>The civil day of an instant in the municipality.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DeadlineInstants.DateOf(at, Zone);

    /// <summary>The first instant after the day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => DeadlineInstants.EndOf(day, Zone);

    /// <summary>08:00 of the day, when reminders go out.</summary>
    public DateTimeOffset MorningOf(DateOnly day) => DeadlineInstants.MorningOf(day, Zone);

    /// <summary>The day of registration of something received electronically.</summary>
    public DateOnly RegistrationDayOf(DateTimeOffset receivedAt) => RegistrationDay.Of(receivedAt, calendar, Zone);

    public bool IsWorkingDay(DateOnly day) => calendar.IsWorkingDay(day);

    public Deadline Decision(Service service, DateOnly completeOn) =>
        DeadlineCalculator.Compute(pack, calendar, DeadlineKind.Decision, completeOn, service: service);

    /// <summary>The decision term of the rules themselves, whatever the service.</summary>
    internal Deadline DecisionOfTerm(DateOnly completeOn) => Compute(DeadlineKind.Decision, completeOn);

    public Deadline Notice(DateOnly decidedOn) => Compute(DeadlineKind.Notice, decidedOn);

    public Deadline DocumentRequest(DateOnly askedOn) => Compute(DeadlineKind.DocumentRequest, askedOn);

    public Deadline DocumentReminder(DateOnly askedOn) => Compute(DeadlineKind.Reminder, askedOn);

    public Deadline OuterLimit(DateOnly receivedOn) => Compute(DeadlineKind.OuterLimit, receivedOn);

    /// <summary>The contest term of a notice sent through a channel; says also when the addressee counts as notified.</summary>
    public Deadline Contest(string channel, DateOnly sentOn) =>
        DeadlineCalculator.Compute(pack, calendar, DeadlineKind.Contest, sentOn, channel);

    public Deadline Offer(DateOnly offeredOn) => Compute(DeadlineKind.Offer, offeredOn);

    /// <exception cref="ArgumentException">The pack has no term for general submissions.</exception>
    public Deadline Submission(DateOnly registeredOn) => Compute(DeadlineKind.Submission, registeredOn);

    /// <exception cref="ArgumentException">The pack has no term for passing on.</exception>
    public Deadline Forwarding(DateOnly receivedOn) => Compute(DeadlineKind.Forwarding, receivedOn);

    /// <summary>The day on which staff are told that a service is about to end; never before it begins.</summary>
    public DateOnly ServiceEndReminder(DateOnly startedOn, DateOnly until)
    {
        var left = (pack.Terms.ServiceEndReminder ?? pack.Terms.DocumentRequest).WorkingDays;
        var day = until;
        while (left > 0 && day > startedOn)
        {
            day = day.AddDays(-1);
            left -= calendar.IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>The same terms on another length of each: for a case that keeps the rules of its day on today's calendar.</summary>
    internal CaseTerms With(TermRules terms) => new(pack with { Terms = terms }, calendar);

    internal TermRules Rules => pack.Terms;

    public IReadOnlyList<RungDate> Rungs(Deadline term) => RungSchedule.Of(pack, calendar, term);

    private Deadline Compute(DeadlineKind kind, DateOnly from) => DeadlineCalculator.Compute(pack, calendar, kind, from);
}
