using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Synthetic;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>Once a minute: starts dead orchestrations again, offers freed places, looks into the e-address, raises nudges a crash left behind, lets lists go on, ends what nobody confirmed, and sends the mail that waits.</summary>
internal sealed partial class Housekeeper(
    OutboxDrain outbox, Revival revival, CalendarKeeper calendar, QueueKeeper queues, NoticeKeeper notices, EAddressDesk eAddress, LetterSeals seals, ListCourier lists, ListReleases kept, ContactTerms contacts, AccountWatch accounts, SendCourier courier,
    ScannerWatch scanner, SyntheticWalker synthetic, TimeProvider time, ILogger<Housekeeper> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Looking for absent orchestrations and moved clocks reads every open case: at the first round and then once in so many.</summary>
    private const int RoundsPerLook = 60;

    private int _round;

    /// <summary>One round; returns how many marks were cleared, messages of the e-address moved and mails looked after.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        await TryAsync(revival.ReviveFailedAsync, cancellation);
        if (_round++ % RoundsPerLook == 0)
        {
            await TryAsync(revival.CatchUpAsync, cancellation);
            await TryAsync(calendar.RecalculateAsync, cancellation);
            await TryAsync(seals.WarnAsync, cancellation);
            await TryAsync(scanner.LookAsync, cancellation);
            await TryAsync(kept.LookAsync, cancellation);
            await TryAsync(contacts.EndAsync, cancellation);
            await TryAsync(accounts.LookAsync, cancellation);
        }

        await TryAsync(queues.OfferAsync, cancellation);
        var taken = await CountAsync(synthetic.RunAsync, cancellation);
        await TryAsync(notices.RetryAsync, cancellation);
        taken += await CountAsync(eAddress.CatchUpAsync, cancellation);
        taken += await CountAsync(outbox.DrainAsync, cancellation);
        taken += await CountAsync(lists.PlanAsync, cancellation);
        return taken + (courier.HasOwnLoop ? 0 : await CountAsync(courier.DrainAsync, cancellation));
    }

    private Task<int> TryAsync(Func<CancellationToken, Task> duty, CancellationToken cancellation) => CountAsync(
        async stop =>
        {
            await duty(stop);
            return 0;
        },
        cancellation);

    /// <summary>A duty that fails is tried again in the next round, and keeps no other from its turn.</summary>
    private async Task<int> CountAsync(Func<CancellationToken, Task<int>> duty, CancellationToken cancellation)
    {
        try
        {
            return await duty(cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogSweepFailed(problem);
            return 0;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "A duty of a housekeeping round failed; the next round tries again.")]
    private partial void LogSweepFailed(Exception problem);
}
