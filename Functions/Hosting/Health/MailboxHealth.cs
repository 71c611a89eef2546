using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Intake;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// How long ago the mailbox was last looked through to its end. Degraded after a quarter of an hour; unhealthy once a person is told of it, too
/// (<see cref="MailboxWatch.Silence"/>).
/// </summary>
internal sealed class MailboxHealth(MailboxAge mailbox) : IHealthCheck
{
    public const string Age = "ageSeconds";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = await mailbox.ReadAsync(cancellationToken);
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { [Age] = (long)age.TotalSeconds };
        return age >= MailboxWatch.Silence ? HealthCheckResult.Unhealthy(data: data)
            : age >= Late ? HealthCheckResult.Degraded(data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}
