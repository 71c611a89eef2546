using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Hosting.Telemetry;

/// <summary>
/// Traces and figures to a collector by OTLP, from the start of the app until its end. What is left is flushed when the app stops; a collector that
/// does not answer costs nothing but its own data.
/// </summary>
internal sealed class Exporters(OtlpTarget target, FigureMeters meters) : IHostedService
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Asked for so that its gauges exist from the start.
        _ = meters;
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(AppTelemetry.Name, DurableTaskTracing.SourceName)
            .AddOtlpExporter(otlp => target.Apply(otlp, "traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(AppTelemetry.Name)
            .AddOtlpExporter(otlp => target.Apply(otlp, "metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        return Task.CompletedTask;
    }

    public static void Describe(ResourceBuilder resource) =>
        resource.AddService("socialworkflows", serviceVersion: typeof(Exporters).Assembly.GetName().Version?.ToString());
}

/// <summary>Where telemetry goes, by OpenTelemetry's own settings (OTLP exporter specification).</summary>
internal sealed class OtlpTarget(Uri endpoint, OtlpExportProtocol protocol)
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ProtocolSetting = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <returns>Null when no endpoint is set: then nothing is exported.</returns>
    /// <exception cref="InvalidOperationException">The endpoint is no http address, or the protocol is not known.</exception>
    public static OtlpTarget? Read(IConfiguration configuration)
    {
        if (configuration[EndpointSetting] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{EndpointSetting} is '{text}'; it must be an address such as http://127.0.0.1:4318.");
        }

        return new(endpoint, configuration[ProtocolSetting] switch
        {
            null or "" or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            var other => throw new InvalidOperationException($"{ProtocolSetting} is '{other}'; it must be http/protobuf or grpc."),
        });
    }

    /// <param name="otlp">The exporter to be told.</param>
    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>: by HTTP each has an address of its own.</param>
    public void Apply(OtlpExporterOptions otlp, string signal)
    {
        otlp.Protocol = protocol;
        otlp.Endpoint = protocol == OtlpExportProtocol.Grpc ? endpoint : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
    }
}
