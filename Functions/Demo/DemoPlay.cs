using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Demo;

/// <summary>
/// Moves the simulated calendar: whenever nothing is left to do at an instant, on to the next one at which a timer falls due, a
/// message arrives or somebody acts.
/// </summary>
internal sealed class DemoPlay(
    EmbeddedTaskHub hub,
    IncomingDesk incoming,
    Housekeeper housekeeper,
    DemoPeople people,
    DemoMessages messages,
    DemoMailman mailman,
    DemoFolder folder,
    SimulatedTime time,
    MunicipalityDirectory municipalities) : IDemoCalendar, IDisposable
{
    private readonly SemaphoreSlim _moving = new(1, 1);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Plays until every sample case is closed and every message has its end.</summary>
    public Task ToTheEndAsync(CancellationToken cancellation) => PlayAsync(leave: false, until: null, cancellation);

    /// <summary>Plays until each sample case waits at the step the interactive demo shows it at.</summary>
    public Task ToTheShowAsync(CancellationToken cancellation) => PlayAsync(leave: true, until: LastArrival() + TimeSpan.FromDays(30), cancellation);

    public async Task NextWorkingDayAsync(CancellationToken cancellation)
    {
        await _moving.WaitAsync(cancellation);
        try
        {
            var terms = municipalities.All[0].Terms;
            var day = terms.DayOf(Now).AddDays(1);
            while (!terms.IsWorkingDay(day))
            {
                day = day.AddDays(1);
            }

            await MoveThroughAsync(terms.MorningOf(day), cancellation);
        }
        finally
        {
            _moving.Release();
        }
    }

    public void Dispose() => _moving.Dispose();

    private async Task PlayAsync(bool leave, DateTimeOffset? until, CancellationToken cancellation)
    {
        while (true)
        {
            await SettleAsync(cancellation);
            if (DeliverDue() | await people.ActAsync(leave, cancellation))
            {
                continue;
            }

            var next = Earliest(leave ? null : hub.NextTimerDue, NextArrival(), await people.NextAsync(leave, cancellation));
            if (next is not { } at || at > until)
            {
                return;
            }

            Move(at);
        }
    }

    private async Task MoveThroughAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        while (Earliest(hub.NextTimerDue, target) is { } next && next < target)
        {
            Move(next);
            await SettleAsync(cancellation);
        }

        Move(target);
        await SettleAsync(cancellation);
    }

    /// <summary>Takes in mail and lets the machine finish everything it can do at this instant.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        int moved;
        do
        {
            moved = await incoming.AcceptAllAsync(cancellation);
            await hub.WhenIdleAsync(cancellation);
            moved += await housekeeper.SweepAsync(cancellation);
            await hub.WhenIdleAsync(cancellation);
        }
        while (moved > 0);
    }

    private void Move(DateTimeOffset at)
    {
        var target = at > Now ? at : Now;
        folder.WriteClock(target);
        time.AdvanceTo(target);
    }

    private bool DeliverDue()
    {
        var due = Pending().Where(p => DemoFolder.Beginning + p.ArrivesAfter <= Now).ToList();
        foreach (var part in due)
        {
            var at = DemoFolder.Beginning + part.ArrivesAfter;
            mailman.Deliver(part.MessageId, messages.First(part, at), at);
        }

        return due.Count > 0;
    }

    private DateTimeOffset? NextArrival() => Pending().Select(p => (DateTimeOffset?)(DemoFolder.Beginning + p.ArrivesAfter)).Min();

    private static DateTimeOffset LastArrival() => DemoFolder.Beginning + DemoParts.All.Max(p => p.ArrivesAfter);

    private IEnumerable<DemoPart> Pending() => DemoParts.All.Where(p => !mailman.WasDelivered(p.MessageId));

    private static DateTimeOffset? Earliest(params DateTimeOffset?[] instants) => instants.Min();
}
