using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Watches the mailbox and balances it with the ledger in the embedded driver; under the Functions host timers do.</summary>
internal sealed partial class MailboxPump(MailboxWatch watch, IntakeReconciliation reconciliation, TimeProvider time, ILogger<MailboxPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var balanced = time.GetUtcNow();
        using var timer = new PeriodicTimer(MailboxWatch.Interval, time);
        do
        {
            try
            {
                await watch.RunAsync(stoppingToken);
                if (time.GetUtcNow() - balanced >= IntakeReconciliation.Interval)
                {
                    balanced = time.GetUtcNow();
                    await reconciliation.RunAsync(stoppingToken);
                }
            }
            catch (MailboxUnavailableException problem)
            {
                LogUnavailable(problem);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogRoundFailed(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox could not be counted; it does not answer now.")]
    private partial void LogUnavailable(Exception problem);

    [LoggerMessage(LogLevel.Error, "A round of watching the mailbox failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception problem);
}
