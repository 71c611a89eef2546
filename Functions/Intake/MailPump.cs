using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Takes in mail whenever the mailbox says that something may have arrived.</summary>
internal sealed partial class MailPump(IncomingDesk desk, IMailbox mailbox, ILogger<MailPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await desk.AcceptAllAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogRoundFailed(problem);
            }

            await mailbox.WaitForNewAsync(stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of taking in mail failed; what was not accepted stays in the mailbox.")]
    private partial void LogRoundFailed(Exception problem);
}
