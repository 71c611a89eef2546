using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// What a probe may ask without signing in: <c>/health/live</c> (the process answers), <c>/health/ready</c> (the stores do, too) and
/// <c>/health</c> (the mailbox is looked through, the scanner can be relied on, no seal ends soon, the stores are whole, the provider takes our mail, and the synthetic resident comes through). 200 while usable, 503 otherwise; the commit, names of checks, words and an age, nothing else.
/// </summary>
internal static class HealthEndpoints
{
    public const string Path = "/health";

    private const string Ready = "ready";

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<MailboxAge>();
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [Ready]).AddCheck<MailboxHealth>("mailbox").AddCheck<ScannerHealth>("scanner").AddCheck<SealHealth>("seal").AddCheck<SelfCheckHealth>("self-check").AddCheck<SenderHealth>("sender").AddCheck<SyntheticHealth>("synthetic");
    }

    public static void MapHealth(this WebApplication app)
    {
        // The age of a mailbox never looked through counts from now.
        app.Services.GetRequiredService<MailboxAge>();
        Map(app, $"{Path}/live", _ => false);
        Map(app, $"{Path}/ready", check => check.Tags.Contains(Ready));
        Map(app, Path, _ => true);
    }

    private static void Map(WebApplication app, string path, Func<HealthCheckRegistration, bool> which) =>
        app.MapHealthChecks(path, new HealthCheckOptions { Predicate = which, ResponseWriter = WriteAsync }).AllowAnonymous();

    private static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(
        new
        {
            status = WordOf(report.Status),
            version = BuildCommit.Value,
            checks = report.Entries.ToDictionary(
                e => e.Key,
                e => new { status = WordOf(e.Value.Status), ageSeconds = e.Value.Data.TryGetValue(MailboxHealth.Age, out var age) ? age : null },
                StringComparer.Ordinal),
        },
        JsonSerializerOptions.Web,
        http.RequestAborted);

    private static string WordOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
