using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Cases;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>In Azure: one app on one case account, asked at the start and while it runs. An app that finds another ends, and its next start says why.</summary>
internal sealed partial class SiteWatch(AzureCaseStore store, IConfiguration configuration, TimeProvider time, ILogger<SiteWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private string Site => configuration["WEBSITE_SITE_NAME"] ?? string.Empty;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Site.Length > 0)
        {
            await store.HoldAsync(Site, cancellationToken);
            await base.StartAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.HoldAsync(Site, stoppingToken);
            }
            catch (StorageException problem) when (problem is not StorageRejectedException)
            {
                LogNotHeld(problem);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The case account could not be told that this app works on it; in a few minutes it is told again.")]
    private partial void LogNotHeld(Exception problem);
}
