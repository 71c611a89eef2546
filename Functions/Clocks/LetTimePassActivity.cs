using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Completeness;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>Writes down everything that time alone has made true by now, each once, and sends the reminder that belongs to it.</summary>
internal sealed class LetTimePassActivity(CaseDesk desk, DutyBook duty, ReminderDesk reminders, NoticeDesk notices, ExtensionDesk extensions, HearingDesk hearings, OfferDesk offers, CaseFollowUps followUps, TimeProvider time) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input, CancellationToken.None);
        var terms = desk.Of(input.Reference, record.State).Terms;
        var now = time.GetUtcNow();
        var roster = await duty.RosterAsync(input.Municipality, CancellationToken.None);
        foreach (var due in desk.Schedule(record, roster, now).Where(f => f.At <= now))
        {
            record = await desk.AppendAsync(input, due.Key, append => StillDue(append.State, due, terms) ? [Told(due.Fact, append.State, roster, terms.DayOf(now))] : [], CancellationToken.None);
        }

        record = await reminders.TellAsync(input, record, CancellationToken.None);
        record = record.State.NoticeRound > 1 || record.State.Dispatch is not null ? await notices.SendAsync(input, record, CancellationToken.None) : record;
        await followUps.TellAsync(record, CancellationToken.None);
        record = await extensions.TellAsync(input, record, CancellationToken.None);
        record = await hearings.TellAsync(input, record, CancellationToken.None);
        return desk.View(await offers.TellAsync(input, record, CancellationToken.None));
    }

    /// <summary>A case passed on between the look and the append is told to whom it is now.</summary>
    private static CaseEvent Told(CaseEvent fact, CaseState state, DutyRoster roster, DateOnly today) =>
        fact is RungFired rung && roster.PersonFor(rung.Role, state.Assignee, today) is { } person ? rung with { Person = person } : fact;

    private static bool IsAsking(CaseState state, int round) =>
        state is { Request: { } request, AnswerEnded: false, IsProposed: false } && request.Round == round;

    /// <summary>The case may have moved between the look and the append.</summary>
    private static bool StillDue(CaseState state, TimedFact due, CaseTerms terms) => due.Fact switch
    {
        RungFired rung => CaseSchedule.ClocksOf(state, terms).Any(c => c.Clock == rung.Clock),
        DocumentsReminded reminded => IsAsking(state, reminded.Round) && !state.Reminded,
        OfferLapsed lapsed => state.Queue?.Offer?.Round == lapsed.Round,
        ServiceReminded or ServiceEnded => state is { Closed: null, Service: null or { Ended: null } },
        AnswerOverdue overdue => IsAsking(state, overdue.Round),
        _ => state.Closed is null,
    };
}
