using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Demo;

/// <summary>A demo put together: the product itself with a simulated clock, its own certificates, and people played.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    private DemoSession(WebApplication app, DemoPlay play, DemoFolder folder)
    {
        App = app;
        Play = play;
        Folder = folder;
    }

    public WebApplication App { get; }

    public DemoPlay Play { get; }

    public DemoFolder Folder { get; }

    public static DemoSession Create(DataFolder data, int port)
    {
        var parts = Parts.Of(data, port);
        var app = EmbeddedApp.Build(parts.Options, services =>
        {
            parts.AddTo(services);
            services.AddSingleton<DemoPlay>();
            services.AddSingleton<IDemoCalendar>(provider => provider.GetRequiredService<DemoPlay>());
        });
        return new DemoSession(app, app.Services.GetRequiredService<DemoPlay>(), parts.Folder);
    }

    /// <summary>The same demo, called by a Functions host, which also moves its calendar.</summary>
    public static WebApplication CreateForHost(DataFolder data, int port)
    {
        var parts = Parts.Of(data, port);
        return CustomHandlerApp.Build(parts.Options, services =>
        {
            parts.AddTo(services);
            services.AddSingleton<IDemoCalendar, HostedDemoCalendar>();
            foreach (var function in HostedDemo.Functions)
            {
                services.AddSingleton(function);
            }
        });
    }

    public Task<DemoReport> ReportAsync(TextWriter error, CancellationToken cancellation) => ReportAsync(App.Services, Folder, error, cancellation);

    public static async Task<DemoReport> ReportAsync(IServiceProvider services, DemoFolder folder, TextWriter error, CancellationToken cancellation)
    {
        var evidence = await DemoEvidence.CollectAsync(services, cancellation);
        var invariants = await new DemoInvariants(services, folder).CheckAsync(evidence, cancellation);
        foreach (var failure in invariants.SelectMany(i => i.Failures.Select(f => $"{i.Id}: {f}")))
        {
            await error.WriteLineAsync(failure);
        }

        return DemoReport.Of(evidence, invariants);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private sealed record Parts(AppOptions Options, DemoFolder Folder, DemoPki Pki, SimulatedTime Time)
    {
        public static Parts Of(DataFolder data, int port)
        {
            var folder = new DemoFolder(data.Demo);
            Directory.CreateDirectory(data.Demo);
            var time = new SimulatedTime(folder.ReadClock());
            var pki = DemoPki.CreateOrLoad(folder.Pki, new SimulatedTime(DemoFolder.Beginning));
            var options = new AppOptions
            {
                Port = port,
                Data = data,
                Time = time,
                Scanner = new DemoScanner(folder),
                Trust = TrustStore.FromFolder(pki.AnchorDirectory),
                SigningOffice = new DemoSigningOffice(pki, time),
                RunsPumps = false,
                IsDemo = true,
                LogFile = folder.Log,
            };
            return new Parts(options, folder, pki, time);
        }

        public void AddTo(IServiceCollection services)
        {
            services.AddSingleton(Pki);
            services.AddSingleton(Folder);
            services.AddSingleton(Time);
            services.AddSingleton<DemoMessages>();
            services.AddSingleton<DemoMailman>();
            services.AddSingleton<DemoPeople>();
            services.AddSingleton<DemoTurns>();
            services.AddSingleton<IEAddressDirectory, DemoEAddressDirectory>();
        }
    }
}
