namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>Keeps cards up to date in the embedded driver; under the Functions host a timer does.</summary>
internal sealed partial class CardPump(CardCourier courier, MorningCourier morning, TimeProvider time, ILogger<CardPump> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await courier.CatchUpAsync(stoppingToken);
                await morning.CatchUpAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogRoundFailed(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "A round of cards failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception problem);
}
