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

    /// <summary>The day of registration of a paper that an office took on a day.</summary>
    public DateOnly RegistrationDayOf(DateOnly takenOn) => calendar.WorkingDayFrom(takenOn);

    public bool IsWorkingDay(DateOnly day) => calendar.IsWorkingDay(day);

    public Deadline Decision(Service service, DateOnly completeOn) =>
        DeadlineCalculator.Compute(pack, calendar, DeadlineKind.Decision, completeOn, service: service);

    /// <summary>The decision term of a clock that stood still for a while.</summary>
    public Deadline Decision(Service service, DateOnly completeOn, IReadOnlyList<ClockPause> pauses) =>
        DeadlineCalculator.Compute(pack, calendar, DeadlineKind.Decision, completeOn, pauses: pauses, service: service);

    /// <summary>The standing of the decision clock while it is paused.</summary>
    public PausedClock Paused(Service service, DateOnly completeOn, DateOnly since, string because, IReadOnlyList<ClockPause> pauses) =>
        DeadlineCalculator.Pause(pack, calendar, DeadlineKind.Decision, completeOn, since, because, pauses, service);

    public Deadline Extended(Deadline former, DateOnly until, string basis) => ExtendedTerm.Of(calendar, former, until, basis);

    /// <summary>By when an application that is not ours goes on, counted from the day it was received.</summary>
    /// <exception cref="ArgumentException">The data have no term for passing on what came that day.</exception>
    public Deadline ForwardApplication(DateOnly receivedOn)
    {
        var term = Forwarding(receivedOn);
        return term with { Sentence = DeadlineSentence.Forwarding(term) };
    }

    /// <summary>The decision term of the rules themselves, whatever the service.</summary>
    internal Deadline Decision(DateOnly completeOn, IReadOnlyList<ClockPause> pauses) =>
        DeadlineCalculator.Compute(pack, calendar, DeadlineKind.Decision, completeOn, pauses: pauses);

    public Deadline Notice(DateOnly decidedOn) => Compute(DeadlineKind.Notice, decidedOn);

    public Deadline DocumentRequest(DateOnly askedOn) => Compute(DeadlineKind.DocumentRequest, askedOn);

    /// <summary>A request for a paper that takes longer than others.</summary>
    public Deadline DocumentRequest(DateOnly askedOn, int workingDays) => DeadlineCalculator.Compute(
        pack with { Terms = pack.Terms with { DocumentRequest = pack.Terms.DocumentRequest with { WorkingDays = workingDays } } },
        calendar,
        DeadlineKind.DocumentRequest,
        askedOn);

    public Deadline DocumentReminder(DateOnly askedOn) => Compute(DeadlineKind.Reminder, askedOn);

    public Deadline OuterLimit(DateOnly receivedOn) => Compute(DeadlineKind.OuterLimit, receivedOn);

    /// <summary>The contest term of a notice sent through a channel; says also when the addressee counts as notified.</summary>
    public Deadline Contest(string channel, DateOnly sentOn) =>
        DeadlineCalculator.Compute(pack, calendar, DeadlineKind.Contest, sentOn, channel);

    /// <param name="notifiedOn">The day on which the person counts as told of the place.</param>
    public Deadline Offer(DateOnly notifiedOn) => Compute(DeadlineKind.Offer, notifiedOn);

    /// <summary>The answer to an offer is counted from the day on which its letter counts as received, not from the day it left.</summary>
    public Deadline Offer(DateOnly offeredOn, Contact? contact) =>
        Offer(contact is not null && pack.FindChannel(contact.Channel) is { } channel ? NotifiedDay.Of(channel, calendar, offeredOn) : offeredOn);

    /// <summary>The last day on which a person who is invited to be heard can answer, counted from the day on which the letter counts as received; null where the pack has no rule for it.</summary>
    public DateOnly? HearingUntil(DateOnly sentOn, Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return pack.Terms.Hearing is { } rule
            ? calendar.AddWorkingDays(pack.FindChannel(contact.Channel) is { } channel ? NotifiedDay.Of(channel, calendar, sentOn) : sentOn, rule.WorkingDays)
            : null;
    }

    /// <summary>By when a message in a case is looked at; null where the pack has no rule for it.</summary>
    public Deadline? LookAt(DateOnly receivedOn) => pack.Terms.Reply is null ? null : Reply(receivedOn);

    internal Deadline Reply(DateOnly receivedOn) => Compute(DeadlineKind.Reply, receivedOn);

    /// <exception cref="ArgumentException">The data have no law on general submissions for that day.</exception>
    public Deadline Submission(DateOnly registeredOn) => Compute(DeadlineKind.Submission, registeredOn);

    /// <exception cref="ArgumentException">The data have no law on passing on for that day.</exception>
    public Deadline Forwarding(DateOnly receivedOn) => Compute(DeadlineKind.Forwarding, receivedOn);

    /// <summary>The day on which staff are told that a service is about to end; never before it begins.</summary>
    public DateOnly ServiceEndReminder(DateOnly startedOn, DateOnly until) =>
        ServiceDays.Reminder(calendar, startedOn, until, (pack.Terms.ServiceEndReminder ?? pack.Terms.DocumentRequest).WorkingDays);

    /// <summary>A day fixed by a decision, with its rungs: contract, end or review of a service.</summary>
    public Deadline ServiceDay(string clock, DateOnly from, DateOnly day) => ServiceDays.Of(calendar, clock, from, day);

    /// <summary>The same rules with every length that of a term computed before: a case keeps the length it had when its clock was started.</summary>
    internal CaseTerms Anew(Deadline like)
    {
        var length = new WorkingDayTerm(TermLength.WorkingDays(like), string.Empty);
        var isMonths = TermLength.IsMonths(like);
        return new CaseTerms(
            pack with
            {
                Terms = pack.Terms with { Decision = length, Notice = length, DocumentRequest = length, OfferAnswer = length, Reply = length },
                SubmissionLaws =
                [
                    new SubmissionLaw
                    {
                        Answer = isMonths ? null : length,
                        AnswerMonths = isMonths ? new MonthTerm(TermLength.Months(like.From, like.Due), string.Empty) : null,
                        Forwarding = length,
                        Source = string.Empty,
                    },
                ],
            },
            calendar);
    }

    /// <summary>The outer limit of a length of its own.</summary>
    internal Deadline OuterLimit(DateOnly receivedOn, int months) =>
        new CaseTerms(pack with { Terms = pack.Terms with { OuterLimit = pack.Terms.OuterLimit with { Months = months } } }, calendar).OuterLimit(receivedOn);

    /// <summary>The contest term of a length of its own.</summary>
    internal Deadline Contest(string channel, DateOnly sentOn, int months) =>
        new CaseTerms(pack with { Terms = pack.Terms with { Contest = pack.Terms.Contest with { Months = months } } }, calendar).Contest(channel, sentOn);

    /// <summary>The state's rules on contesting on the day; null where the data have none.</summary>
    internal ContestLaw? ContestLawOn(DateOnly day) => pack.ContestOn(day);

    public IReadOnlyList<RungDate> Rungs(Deadline term) => RungSchedule.Of(pack, calendar, term);

    private Deadline Compute(DeadlineKind kind, DateOnly from) => DeadlineCalculator.Compute(pack, calendar, kind, from);
}
