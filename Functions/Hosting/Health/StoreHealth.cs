using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>Do the stores answer? One small row is read; what goes wrong is logged by the framework.</summary>
internal sealed class StoreHealth(IMailboxMemory memory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await memory.ReadAsync(IncomingDesk.LastLook, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
