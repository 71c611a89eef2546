using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>
/// Computes every date of a case from the pack's terms and the calendar: pure, the same everywhere it is shown.
/// Doubt rule: where the calendars with and without moved days differ, the earlier date binds us and the later one
/// serves the person. So <see cref="Deadline.Due"/> of our own duties follows the municipality's switch beside the earlier
/// <see cref="Deadline.SafeDue"/>; for contesting and for sending documents both are the later date.
/// </summary>
public static class DeadlineCalculator
{
    /// <param name="from">Day of the event; see <see cref="DeadlineKind"/>.</param>
    /// <param name="channel">Channel of the notice; only and always with <see cref="DeadlineKind.Contest"/>.</param>
    /// <param name="pauses">Finished pauses; only with terms of working days. For a clock that stands still now see <see cref="Pause"/>.</param>
    /// <param name="service">Service whose own decision term is to be used, if it has one.</param>
    /// <exception cref="ArgumentException">The channel is missing or unknown, or a pause ends before it begins.</exception>
    public static Deadline Compute(
        MunicipalityPack pack,
        WorkingCalendar calendar,
        DeadlineKind kind,
        DateOnly from,
        string? channel = null,
        IReadOnlyList<ClockPause>? pauses = null,
        Service? service = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(calendar);
        var stops = pauses ?? [];
        CheckPauses(stops);
        var deadline = kind switch
        {
            DeadlineKind.Decision => OwnDuty(calendar, kind, from, c => WorkingDays(c, from, (service?.DecisionTerm ?? pack.Terms.Decision).WorkingDays, stops)),
            DeadlineKind.Notice => OwnDuty(calendar, kind, from, c => WorkingDays(c, from, pack.Terms.Notice.WorkingDays, stops)),
            DeadlineKind.OuterLimit => OwnDuty(calendar, kind, from, c => MonthTerm(c, from, pack.Terms.OuterLimit.Months)),
            DeadlineKind.Reminder => Reminder(pack, calendar, from, stops),
            DeadlineKind.DocumentRequest => PersonsRight(calendar, kind, from, c => WorkingDays(c, from, pack.Terms.DocumentRequest.WorkingDays, stops)),
            DeadlineKind.Offer => PersonsRight(calendar, kind, from, c => WorkingDays(c, from, (pack.Terms.OfferAnswer ?? pack.Terms.DocumentRequest).WorkingDays, stops)),
            DeadlineKind.Submission => OwnDuty(calendar, kind, from, Submission(pack, from, stops)),
            DeadlineKind.Forwarding => OwnDuty(calendar, kind, from, c => WorkingDays(c, from, Given(pack.ForwardingOn(from), "forwarding", from).WorkingDays, stops)),
            DeadlineKind.Reply => OwnDuty(calendar, kind, from, c => WorkingDays(c, from, (pack.Terms.Reply ?? throw NotGiven("reply", from)).WorkingDays, stops)),
            DeadlineKind.Contest => PersonsRight(calendar, kind, from, c => Contest(c, from, ChannelOf(pack, channel), pack.Terms.Contest.Months)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such clock."),
        };
        var first = (pack.TermVersions is [var oldest, ..] ? oldest : pack.Terms).ValidFrom;
        return from < first && kind is not (DeadlineKind.Submission or DeadlineKind.Forwarding)
            ? deadline with { Provisional = true, Sentence = deadline.Sentence + DeadlineSentence.RulesUnknown(first) }
            : deadline;
    }

    /// <summary>The standing of a clock of working days that was stopped on <paramref name="since"/> and has not gone on.</summary>
    public static PausedClock Pause(
        MunicipalityPack pack,
        WorkingCalendar calendar,
        DeadlineKind kind,
        DateOnly from,
        DateOnly since,
        string because,
        IReadOnlyList<ClockPause>? pauses = null,
        Service? service = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(calendar);
        var stops = pauses ?? [];
        CheckPauses(stops);
        var budget = kind switch
        {
            DeadlineKind.Decision => (service?.DecisionTerm ?? pack.Terms.Decision).WorkingDays,
            DeadlineKind.Notice => pack.Terms.Notice.WorkingDays,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only the clocks of decision and notice can stand still."),
        };
        var days = WorkingDayLedger.Through(calendar, from, since, stops);
        var used = Math.Min(budget, days.Count(d => d.Counted));
        return new PausedClock
        {
            Since = since,
            Because = because,
            WorkingDaysUsed = used,
            WorkingDaysLeft = budget - used,
            Days = days,
            Sentence = DeadlineSentence.Paused(since, because, budget - used),
        };
    }

    private static Deadline OwnDuty(WorkingCalendar calendar, DeadlineKind kind, DateOnly from, Func<WorkingCalendar, Counted> count)
    {
        var own = count(calendar);
        var other = count(calendar.Other);
        return Build(calendar, kind, from, own, safe: Earlier(own.Due, other.Due));
    }

    /// <summary>
    /// The whole ledger is that of the calendar with the later end, its day of notification too; where the municipality itself is
    /// closed on that end, the next day on which it is open.
    /// </summary>
    private static Deadline PersonsRight(WorkingCalendar calendar, DeadlineKind kind, DateOnly from, Func<WorkingCalendar, Counted> count)
    {
        var own = count(calendar);
        var other = count(calendar.Other);
        var (later, earlier) = (other.Due, other.NotifiedOn ?? from).CompareTo((own.Due, own.NotifiedOn ?? from)) > 0 ? (other, own) : (own, other);
        var open = new Counted(OpenDays.Carry(calendar, later.Days), later.NotifiedOn, later.Months);
        var deadline = Build(calendar, kind, from, open, safe: open.Due) with
        {
            OtherNotifiedOn = earlier.NotifiedOn == later.NotifiedOn ? null : earlier.NotifiedOn,
        };
        return own.Due == open.Due && other.Due == open.Due ? deadline : deadline with { Sentence = deadline.Sentence + DeadlineSentence.LaterForThePerson };
    }

    private static Deadline Build(WorkingCalendar calendar, DeadlineKind kind, DateOnly from, Counted counted, DateOnly safe)
    {
        var (provisional, past) = (false, false);
        for (var year = from.Year; year <= counted.Due.Year; year++)
        {
            provisional |= calendar.IsProvisional(year);
            past |= calendar.IsProvisional(year) && calendar.IsPast(year);
        }

        return new Deadline
        {
            From = from,
            Due = counted.Due,
            SafeDue = safe,
            NotifiedOn = counted.NotifiedOn,
            Provisional = provisional,
            Days = counted.Days,
            Sentence = DeadlineSentence.Of(kind, from, counted.Due, counted.NotifiedOn, counted.Days, counted.Months)
                + (past ? DeadlineSentence.MovesUnknown : provisional ? DeadlineSentence.MovesNotPublished : string.Empty),
        };
    }

    private static Deadline Reminder(MunicipalityPack pack, WorkingCalendar calendar, DateOnly from, IReadOnlyList<ClockPause> pauses)
    {
        var days = pack.Terms.DocumentRequest.WorkingDays - pack.Terms.DocumentReminder.WorkingDays;
        return OwnDuty(calendar, DeadlineKind.Reminder, from, c => WorkingDays(c, from, days, pauses));
    }

    private static Counted WorkingDays(WorkingCalendar calendar, DateOnly from, int budget, IReadOnlyList<ClockPause> pauses) =>
        new(WorkingDayLedger.Count(calendar, from, budget, pauses), NotifiedOn: null, Months: null);

    /// <summary>The law of the day counts the answer in working days or, before it was changed, in months.</summary>
    private static Func<WorkingCalendar, Counted> Submission(MunicipalityPack pack, DateOnly from, IReadOnlyList<ClockPause> pauses)
    {
        var law = Given(pack.SubmissionOn(from), "submission", from);
        return law.AnswerMonths is { } months
            ? c => MonthTerm(c, from, months.Months)
            : c => WorkingDays(c, from, law.Answer!.WorkingDays, pauses);
    }

    private static T Given<T>(T? term, string name, DateOnly from)
        where T : class => term ?? throw NotGiven(name, from);

    private static ArgumentException NotGiven(string name, DateOnly from) =>
        new($"The data have no term '{name}' for {from:yyyy-MM-dd}; without it this clock has no length.", nameof(from));

    private static Counted MonthTerm(WorkingCalendar calendar, DateOnly from, int months) =>
        new(MonthTerms.Tail(calendar, from, months), NotifiedOn: null, months);

    private static Counted Contest(WorkingCalendar calendar, DateOnly sentOn, NoticeChannelRule channel, int months)
    {
        var notified = NotifiedDay.Of(channel, calendar, sentOn);
        return new Counted([.. NotifiedDay.Ledger(channel, calendar, sentOn), .. MonthTerms.Tail(calendar, notified, months)], notified, months);
    }

    private static NoticeChannelRule ChannelOf(MunicipalityPack pack, string? channel) =>
        (channel is null ? null : pack.FindChannel(channel))
        ?? throw new ArgumentException(
            $"The contest period needs the channel of the notice; \"{channel}\" is none of {string.Join(", ", pack.Channels.Select(c => c.Id))}.",
            nameof(channel));

    private static void CheckPauses(IReadOnlyList<ClockPause> pauses)
    {
        foreach (var pause in pauses)
        {
            if (pause.Until < pause.From)
            {
                throw new ArgumentException($"A pause from {pause.From:yyyy-MM-dd} ends before it begins, on {pause.Until:yyyy-MM-dd}.", nameof(pauses));
            }
        }
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    /// <param name="Months">Length of a term of months; null where working days are counted.</param>
    private sealed record Counted(IReadOnlyList<LedgerDay> Days, DateOnly? NotifiedOn, int? Months)
    {
        public DateOnly Due => Days[^1].Date;
    }
}
