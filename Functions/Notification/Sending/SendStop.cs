namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>At the end of a process that is asked to stop: the mail in hand is put back or waited for, so that a deployment leaves no doubt behind.</summary>
internal sealed class SendStop(SendCourier courier) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await courier.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host waits no longer.
        }
    }
}
