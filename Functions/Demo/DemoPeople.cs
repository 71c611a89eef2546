using System.Text.Json;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace;

namespace SocialWorkflows.Functions.Demo;

/// <summary>
/// Plays the staff and the residents. It decides from the journal alone what is due and when, so that a demo that was killed
/// goes on as if nothing had happened.
/// </summary>
internal sealed class DemoPeople(
    ICaseBoard board,
    ICaseJournal journal,
    IIntakeLedger intake,
    IPersonTasks tasks,
    ICapacityLedger capacity,
    MunicipalityDirectory municipalities,
    StaffDirectory staff,
    CommandDesk commands,
    SigningDesk signing,
    DemoMessages messages,
    DemoMailman mailman,
    TimeProvider time)
{
    private static readonly TimeSpan OfficeMorning = TimeSpan.FromHours(2);

    private sealed record Turn(DateTimeOffset At, Func<CancellationToken, Task> Act);

    /// <summary>When somebody acts next; null when nobody will.</summary>
    public async Task<DateTimeOffset?> NextAsync(bool leave, CancellationToken cancellation)
    {
        var turns = await TurnsAsync(leave, cancellation);
        return turns.Count == 0 ? null : turns.Min(t => t.At);
    }

    /// <summary>Does everything that is due by now; true when anything was.</summary>
    public async Task<bool> ActAsync(bool leave, CancellationToken cancellation)
    {
        var due = (await TurnsAsync(leave, cancellation)).Where(t => t.At <= time.GetUtcNow()).OrderBy(t => t.At).ToList();
        foreach (var turn in due)
        {
            await turn.Act(cancellation);
        }

        return due.Count > 0;
    }

    private async Task<List<Turn>> TurnsAsync(bool leave, CancellationToken cancellation)
    {
        List<Turn> turns = [];
        foreach (var municipality in municipalities.All)
        {
            turns.AddRange(await CountsAsync(municipality, cancellation));
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: true, cancellation))
            {
                var record = (await journal.ReadAsync(row.Case, cancellation))!;
                if (DemoParts.Of(record.State) is { } part)
                {
                    turns.AddRange(record.Standing.Waits
                        .Where(wait => !leave || wait.Step != part.LeftAt)
                        .Select(wait => TurnOf(municipality, record, part, wait))
                        .OfType<Turn>());
                    turns.AddRange(Unasked(municipality, record, part).Where(_ => !leave || part.LeftAt is null || !record.Standing.WaitsFor(part.LeftAt)));
                }
            }

            if (!leave)
            {
                turns.AddRange(await DeskTurnsAsync(municipality, cancellation));
            }
        }

        return turns;
    }

    /// <summary>On the first day staff count who holds the places without a case.</summary>
    private async Task<IEnumerable<Turn>> CountsAsync(Municipality municipality, CancellationToken cancellation)
    {
        var counted = await capacity.OutsideAsync(municipality.Pack.Id, cancellation);
        return DemoParts.All
            .Where(p => p.Municipality == municipality.Pack.Id && p.HeldOutside > 0 && counted.All(c => c.FacilityId != p.FacilityId))
            .Select(p => new Turn(DemoFolder.Beginning, c => CountAsync(municipality, p, p.HeldOutside, c)));
    }

    private Task CountAsync(Municipality municipality, DemoPart part, int places, CancellationToken cancellation) => capacity.CountOutsideAsync(
        municipality.Pack.Id, part.FacilityId!, places, "Pēc iestādes saraksta.", Person(municipality, Roles.Registrar).Id, cancellation);

    private Turn? TurnOf(Municipality municipality, CaseRecord record, DemoPart part, Wait wait)
    {
        var at = Moment(municipality, Since(record, wait.Step), part.Pace.GetValueOrDefault(wait.Step, 1));
        switch (wait.Step)
        {
            case Steps.Contest or Steps.Service:
                return null;
            case Steps.Queue:
                return new Turn(at, cancellation => CountAsync(municipality, part, part.HeldOutside - 1, cancellation));
            case Steps.Answer:
                return ReplyTurn(record, part, $"{part.Id}-documents-{wait.Round}", StatusMails.DocumentsRequested, at, "Labdien! Sūtu trūkstošos dokumentus.", part.LateDocuments, viaAddress: true);
            case Steps.Needs when part.Withdraws:
                return ReplyTurn(record, part, $"{part.Id}-withdrawal", StatusMails.Receipt, at, "Labdien! Vēlos atsaukt savu iesniegumu.", [], viaAddress: false);
            case Steps.Income or Steps.Capacity when part.Withdraws:
                return null;
            case Steps.Signing:
                return new Turn(at, cancellation => signing.SignHereAsync(record.Case, record.Version, Person(municipality, Roles.Head), conflictReason: null, cancellation));
        }

        return new Turn(at, cancellation => AnswerAsync(municipality, record.Case, part, wait.Step, cancellation));
    }

    /// <summary>What people do of their own accord: a term is moved, a mail comes back, a decision is contested.</summary>
    private IEnumerable<Turn> Unasked(Municipality municipality, CaseRecord record, DemoPart part)
    {
        var state = record.State;
        if (part.Extends && state.DecisionClock is not null && ClockRules.MayExtend(state))
        {
            var at = Moment(municipality, Since(record, Steps.Needs), 1);
            var until = municipality.Terms.RegistrationDayOf(municipality.Terms.DayOf(at).AddDays(42));
            yield return new Turn(at, c => CommandAsync(municipality, record.Case, Roles.Head, 1, DemoAnswers.Extend(until), c));
        }

        if (part.Bounces && state.Notice is { Channel: "signed-email" } mailed && !mailman.WasDelivered($"{part.Id}-bounce"))
        {
            var at = Moment(municipality, record.Entries.Last(e => e.Event is NoticeSent).At, 1);
            yield return new Turn(at, _ =>
            {
                var sent = mailman.Sent().First(m => m.MessageId!.StartsWith(mailed.Evidence, StringComparison.Ordinal));
                mailman.Deliver($"{part.Id}-bounce", messages.Bounce(municipality.Pack.Institution.Email, part, sent.MessageId!, at), at);
                return Task.CompletedTask;
            });
        }

        if (state is { Contests: null, Notice.ContestTerm: { } term } && ContestAt(municipality, record, part, term.Due) is { } contestAt)
        {
            yield return new Turn(contestAt, c => CommandAsync(municipality, record.Case, Roles.Registrar, 1, DemoAnswers.Contest(municipality.Terms.DayOf(contestAt)), c));
        }
    }

    private static DateTimeOffset? ContestAt(Municipality municipality, CaseRecord record, DemoPart part, DateOnly until) => part.Contest switch
    {
        DemoContest.InTime => Moment(municipality, record.Entries.Last(e => e.Event is NoticeSent).At, 5),
        DemoContest.Late when record.State.Closed is not null => Moment(municipality, municipality.Terms.EndOf(until), 1),
        _ => null,
    };

    private async Task AnswerAsync(Municipality municipality, CaseRef reference, DemoPart part, string step, CancellationToken cancellation)
    {
        var record = (await journal.ReadAsync(reference, cancellation))!;
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        if (record.Standing.Find(step) is not { } wait || DemoAnswers.To(part, wait, record.State, municipality.For(record.State).Pack, today) is not { } answer)
        {
            return;
        }

        await CommandAsync(municipality, reference, wait.Role, wait.Round, answer, cancellation);
    }

    private async Task CommandAsync(Municipality municipality, CaseRef reference, string role, int round, DemoAnswer answer, CancellationToken cancellation) => await commands.HandleAsync(
        new CaseCommand
        {
            Case = reference,
            Version = (await journal.ReadAsync(reference, cancellation))!.Version,
            Round = round,
            Verb = answer.Verb,
            Actor = Person(municipality, role),
            Data = JsonSerializer.SerializeToElement(answer.Data),
        },
        cancellation);

    private Turn? ReplyTurn(
        CaseRecord record, DemoPart part, string id, string kind, DateTimeOffset at, string text, IReadOnlyList<DemoDocument> documents, bool viaAddress)
    {
        if (mailman.WasDelivered(id) || !record.State.StatusMails.Contains(kind))
        {
            return null;
        }

        return new Turn(at, _ =>
        {
            var operation = record.Entries.Select(e => e.Event).OfType<StatusMailSent>().Last(m => m.Kind == kind).OperationId;
            var answered = mailman.Sent().First(m => m.MessageId!.StartsWith(operation, StringComparison.Ordinal));
            mailman.Deliver(id, messages.Reply(part, $"{id}@residents.example", answered, text, documents, at, viaAddress), at);
            return Task.CompletedTask;
        });
    }

    /// <summary>The registrar closes reviews and desk tasks a working day after they appear.</summary>
    private async Task<List<Turn>> DeskTurnsAsync(Municipality municipality, CancellationToken cancellation)
    {
        var id = municipality.Pack.Id;
        var registrar = Person(municipality, Roles.Registrar).Id;
        List<Turn> turns = [];
        foreach (var row in await intake.ListAsync(id, Dispositions.Review, cancellation))
        {
            turns.Add(new Turn(
                Moment(municipality, row.ReceivedAt, 1),
                c => intake.DisposeAsync(row.IntakeId, Dispositions.AnsweredRefusal, null, row.Reason ?? "closed", registrar, c)));
        }

        foreach (var task in await tasks.ListOpenAsync(id, cancellation))
        {
            turns.Add(new Turn(Moment(municipality, task.RaisedAt, 1), c => tasks.CloseAsync(id, task.Key, registrar, "izdarīts", c)));
        }

        return turns;
    }

    /// <summary>When the wait began: the newest event that is not a mere reminder; the clock's start for the parallel assessments.</summary>
    private static DateTimeOffset Since(CaseRecord record, string step) => record.Entries.Last(e => step is Steps.Needs or Steps.Income or Steps.Capacity
        ? e.Event is DecisionClockStarted
        : e.Event is not (RungFired or DocumentsReminded or DocumentsReminderDispatched or StatusMailSent)).At;

    /// <summary>10:00 on the n-th working day after; with 0 an hour later the same day.</summary>
    private static DateTimeOffset Moment(Municipality municipality, DateTimeOffset since, int workingDays)
    {
        if (workingDays == 0)
        {
            return since + TimeSpan.FromHours(1);
        }

        var day = municipality.Terms.DayOf(since);
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= municipality.Terms.IsWorkingDay(day) ? 1 : 0;
        }

        return municipality.Terms.MorningOf(day) + OfficeMorning;
    }

    private StaffMember Person(Municipality municipality, string role) => staff.Find(staff.PersonFor(municipality.Pack.Id, role))!;
}
