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
    DemoTurns turns,
    MunicipalityDirectory municipalities) : IDemoCalendar, IDisposable
{
    private readonly SemaphoreSlim _moving = new(1, 1);

    public DateTimeOffset Now => turns.Now;

    /// <summary>Plays until every sample case is closed and every message has its end.</summary>
    public Task ToTheEndAsync(CancellationToken cancellation) => PlayAsync(leave: false, until: null, cancellation);

    /// <summary>Plays until each sample case waits at the step the interactive demo shows it at.</summary>
    public Task ToTheShowAsync(CancellationToken cancellation) => PlayAsync(leave: true, until: DemoTurns.LastArrival + TimeSpan.FromDays(30), cancellation);

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
        do
        {
            await SettleAsync(cancellation);
        }
        while (await turns.TakeAsync(leave, leave ? null : hub.NextTimerDue, until, cancellation) != DemoTurn.Ended);
    }

    private async Task MoveThroughAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        while (Earliest(hub.NextTimerDue, target) is { } next && next < target)
        {
            turns.Move(next);
            await SettleAsync(cancellation);
        }

        turns.Move(target);
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

    private static DateTimeOffset? Earliest(params DateTimeOffset?[] instants) => instants.Min();
}
