using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Benchmarks;

/// <summary>The app on the embedded stores, by a clock that stands, with nothing running but what the benchmark asks for.</summary>
internal static class QuietApp
{
    /// <param name="data">Its folder.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="packs">Data of the municipalities; null: those that are shipped.</param>
    /// <param name="settings">Besides the usual.</param>
    /// <param name="configure">What the benchmark puts in.</param>
    public static async Task<WebApplication> StartAsync(
        DataFolder data, SimulatedTime time, string? packs = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        Directory.CreateDirectory(data.Demo);
        var app = EmbeddedApp.Build(
            new AppOptions
            {
                Port = 0,
                Data = data,
                Time = time,
                Trust = TrustStore.CertificatesOfFolder(data.Trust),
                SigningOffice = new SigningElsewhere(),
                RunsPumps = false,
                IsDemo = true,
                PacksRoot = packs ?? PackFolder.DefaultRoot,
                LogFile = Path.Combine(data.Demo, "log.txt"),
                Settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal),
            },
            services =>
            {
                services.AddSingleton(time);
                services.AddSingleton<IDemoCalendar, HostedDemoCalendar>();
                configure?.Invoke(services);
            });
        await app.StartAsync();
        return app;
    }
}
