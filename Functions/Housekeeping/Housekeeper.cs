using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>Once a minute: starts dead orchestrations again, offers freed places, looks into the e-address, raises nudges a crash left behind, lets lists go on, and sends the mail that waits.</summary>
internal sealed partial class Housekeeper(
    OutboxDrain outbox, Revival revival, CalendarKeeper calendar, QueueKeeper queues, NoticeKeeper notices, EAddressDesk eAddress, LetterSeals seals, ListCourier lists, SendCourier courier,
    ScannerWatch scanner, TimeProvider time, ILogger<Housekeeper> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Looking for absent orchestrations and moved clocks reads every open case: at the first round and then once in so many.</summary>
    private const int RoundsPerLook = 60;

    private int _round;

    /// <summary>One round; returns how many marks were cleared, messages of the e-address moved and mails looked after.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        await revival.ReviveFailedAsync(cancellation);
        if (_round++ % RoundsPerLook == 0)
        {
            await revival.StartAbsentAsync(cancellation);
            await calendar.RecalculateAsync(cancellation);
            await seals.WarnAsync(cancellation);
            await scanner.LookAsync(cancellation);
        }

        await queues.OfferAsync(cancellation);
        await notices.RetryAsync(cancellation);
        var taken = await eAddress.CatchUpAsync(cancellation);
        taken += await outbox.DrainAsync(cancellation);
        taken += await lists.PlanAsync(cancellation);
        return taken + await courier.DrainAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogSweepFailed(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "A housekeeping round failed; the next one tries again.")]
    private partial void LogSweepFailed(Exception problem);
}
