using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// Whether the last look at everything found the stores whole; the age is that of its end. Never worse than degraded: a finding is for people, and
/// taking the app away would mend nothing.
/// </summary>
internal sealed class SelfCheckHealth(SelfCheckMemory memory, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (ended, running) = (await memory.EndedAsync(cancellationToken), await memory.RunningAsync(cancellationToken));
        var data = ended?.FinishedAt is { } at
            ? new Dictionary<string, object>(StringComparer.Ordinal) { [MailboxHealth.Age] = Math.Max(0, (long)(time.GetUtcNow() - at).TotalSeconds) }
            : null;
        return ended is { Found: > 0 } || running is { Found: > 0 } ? HealthCheckResult.Degraded(data: data) : HealthCheckResult.Healthy(data: data);
    }
}
