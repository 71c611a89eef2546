using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// Whether the provider takes our mail; the age is that of the oldest mail that waits, as this process counted last, and absent when none does. Never worse
/// than degraded: mail waits in the ledger, and nothing is lost.
/// </summary>
internal sealed class SenderHealth(SendOutage outage, FigureKeeper figures) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var oldest = figures.Last.Select(f => f.OldestMail).Append(TimeSpan.Zero).Max();
        var data = oldest > TimeSpan.Zero ? new Dictionary<string, object>(StringComparer.Ordinal) { [MailboxHealth.Age] = (long)oldest.TotalSeconds } : null;
        return await outage.DownSinceAsync(cancellationToken) is null ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded(data: data);
    }
}
