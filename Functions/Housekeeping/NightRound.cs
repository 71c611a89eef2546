using Microsoft.Extensions.Options;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Backup;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Once a night: what was approved is destroyed, looks past their term go, what is past its term is proposed, old histories of the task hub are purged, the day is anchored and
/// time-stamped, the self-check looks at the stores, and they are copied to another account where one is set. A duty that fails keeps no other from its turn.
/// </summary>
internal sealed partial class NightRound(
    DestructionRound destruction,
    DestructionList proposals,
    FinishedInstances instances,
    LookTerm looks,
    HalfFiles halves,
    AnchorKeeper anchors,
    AnchorStamps stamps,
    NightCopy copy,
    StoreSelfCheck check,
    IMailboxMemory memory,
    MunicipalityDirectory municipalities,
    IOptions<SelfCheckOptions> options,
    TimeProvider time,
    ILogger<NightRound> logger) : BackgroundService
{
    private const string LastNight = "night-round";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>What a call of the Functions host may take: a minute less than <c>functionTimeout</c> of host.json, past which the host ends the whole process.</summary>
    public static readonly TimeSpan OfACall = TimeSpan.FromMinutes(9);

    /// <summary>Share of it in which records go; what is left of them goes in the next night.</summary>
    private const double ShareOfDestruction = 0.25;

    /// <summary>One night.</summary>
    /// <param name="most">How long it may take; null: as long as it needs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many cases were looked at.</returns>
    public async Task<int> RunAsync(TimeSpan? most, CancellationToken cancellation)
    {
        var end = most is { } limit ? time.GetUtcNow() + limit : DateTimeOffset.MaxValue;
        await RemoveAsync(most * ShareOfDestruction, cancellation);
        await TryAsync(async stop => await anchors.AnchorAsync(stop) ? 1 : 0, cancellation);
        await TryAsync(stamps.StampAsync, cancellation);
        var looked = await TryAsync(stop => check.RunAsync(most is null ? end : end - NightCopy.Most, stop), cancellation);
        await TryAsync(copy.RunAsync, cancellation);
        return looked;
    }

    /// <summary>On a server of one's own: once on each civil day, after the hour of the night, also when the machine slept then.</summary>
    public async Task<bool> RunWhenDueAsync(CancellationToken cancellation)
    {
        var local = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(municipalities.Default.Pack.Calendar.TimeZone));
        var night = local.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (local.Hour < options.Value.NightHour || await memory.ReadAsync(LastNight, cancellation) == night)
        {
            return false;
        }

        await RunAsync(most: null, cancellation);
        await memory.WriteAsync(LastNight, night, cancellation);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(async stop => await RunWhenDueAsync(stop) ? 1 : 0, stoppingToken);
        }
    }

    /// <summary>Whatever takes records away: stopped in the middle it is as after a kill, and goes on in the next night.</summary>
    private async Task RemoveAsync(TimeSpan? most, CancellationToken cancellation)
    {
        using var enough = new CancellationTokenSource(most ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellation);
        try
        {
            await TryAsync(destruction.RunAsync, either.Token);
            await TryAsync(looks.RunAsync, either.Token);
            await TryAsync(proposals.ProposeAsync, either.Token);
            await TryAsync(instances.PurgeAsync, either.Token);
            await TryAsync(halves.SweepAsync, either.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            LogGoesOn();
        }
    }

    private async Task<int> TryAsync(Func<CancellationToken, Task<int>> duty, CancellationToken cancellation)
    {
        try
        {
            return await duty(cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem);
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Warning, "More is to be destroyed than the night allows; the next night goes on.")]
    private partial void LogGoesOn();

    [LoggerMessage(LogLevel.Error, "A duty of the night failed; the next night tries again.")]
    private partial void LogFailed(Exception problem);
}
