using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// How long ago the mailbox was last looked through to its end. Degraded after a quarter of an hour; unhealthy once a person is told of it, too
/// (<see cref="MailboxWatch.Silence"/>). Before the first look the age counts from the start of the process.
/// </summary>
internal sealed class MailboxHealth(IMailboxMemory memory, TimeProvider time) : IHealthCheck
{
    public const string Age = "ageSeconds";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    private readonly DateTimeOffset _since = time.GetUtcNow();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var last = await memory.ReadAsync(IncomingDesk.LastLook, cancellationToken) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
        var age = time.GetUtcNow() - (last > _since ? last : _since);
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { [Age] = Math.Max(0, (long)age.TotalSeconds) };
        return age >= MailboxWatch.Silence ? HealthCheckResult.Unhealthy(data: data)
            : age >= Late ? HealthCheckResult.Degraded(data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}
