namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>The courier's own loop: a provider that is silent for minutes holds up mail and nothing else.</summary>
internal sealed partial class SendPump(SendCourier courier, TimeProvider time, ILogger<SendPump> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        courier.HasOwnLoop = true;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await courier.DrainAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogFailed(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "A round of sending failed; the next one tries again.")]
    private partial void LogFailed(Exception problem);
}
