namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>Keeps cards up to date in the embedded driver; under the Functions host a timer does.</summary>
internal sealed class CardPump(TeamsRounds rounds, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await rounds.RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
