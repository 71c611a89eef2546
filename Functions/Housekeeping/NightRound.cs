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

    /// <summary>One night.</summary>
    /// <returns>How many cases were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await TryAsync(destruction.RunAsync, cancellation);
        await TryAsync(looks.RunAsync, cancellation);
        await TryAsync(proposals.ProposeAsync, cancellation);
        await TryAsync(instances.PurgeAsync, cancellation);
        await TryAsync(async stop => await anchors.AnchorAsync(stop) ? 1 : 0, cancellation);
        await TryAsync(stamps.StampAsync, cancellation);
        var looked = await TryAsync(check.RunAsync, cancellation);
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

        await RunAsync(cancellation);
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

    [LoggerMessage(LogLevel.Error, "A duty of the night failed; the next night tries again.")]
    private partial void LogFailed(Exception problem);
}
