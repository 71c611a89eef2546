using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Synthetic;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// Whether the synthetic resident comes through; the age is that of the last walk that did, and absent before the first. Never worse than degraded, and
/// healthy where no walks are asked for.
/// </summary>
internal sealed class SyntheticHealth(SyntheticWalker walker, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var standing = await walker.StandingAsync(cancellationToken);
        var data = standing?.Walk?.LastFinishedAt is { } at
            ? new Dictionary<string, object>(StringComparer.Ordinal) { [MailboxHealth.Age] = Math.Max(0, (long)(time.GetUtcNow() - at).TotalSeconds) }
            : null;
        return standing is { IsLate: true } ? HealthCheckResult.Degraded(data: data) : HealthCheckResult.Healthy(data: data);
    }
}
