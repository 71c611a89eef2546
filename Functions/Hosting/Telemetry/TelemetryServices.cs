using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace SocialWorkflows.Functions.Hosting.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Counts always; exports only where a collector is named.</summary>
    /// <exception cref="InvalidOperationException">A setting of the exporter is wrong.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FigureKeeper>();
        builder.Services.AddSingleton<FigureMeters>();
        if (OtlpTarget.Read(builder.Configuration) is not { } target)
        {
            return;
        }

        builder.Services.AddSingleton(target);
        builder.Services.AddHostedService<Exporters>();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            var resource = ResourceBuilder.CreateDefault();
            Exporters.Describe(resource);
            logs.SetResourceBuilder(resource).AddOtlpExporter(otlp => target.Apply(otlp, "logs"));
        });
    }
}
