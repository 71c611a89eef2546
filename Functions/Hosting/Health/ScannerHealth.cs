using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Intake;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// Whether the scanner answers, knows its limits and has fresh signatures; the age is that of the signatures, and absent where they bear no date. Never
/// worse than degraded: without a scanner files wait, and nothing is lost.
/// </summary>
internal sealed class ScannerHealth(ScannerWatch watch, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var standing = await watch.StandingAsync(cancellationToken);
        var data = standing.SignaturesOf is { } of
            ? new Dictionary<string, object>(StringComparer.Ordinal) { [MailboxHealth.Age] = Math.Max(0, (long)(time.GetUtcNow() - of).TotalSeconds) }
            : null;
        return standing.Answer == ScannerAnswer.Silent || watch.TroublesOf(standing).Any() ? HealthCheckResult.Degraded(data: data) : HealthCheckResult.Healthy(data: data);
    }
}
