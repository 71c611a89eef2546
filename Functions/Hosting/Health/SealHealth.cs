using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>Whether every seal on letters is good for a while. Never worse than degraded: without one letters go unsealed, and the heads have a task.</summary>
internal sealed class SealHealth(LetterSeals seals) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(seals.AreFresh ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
