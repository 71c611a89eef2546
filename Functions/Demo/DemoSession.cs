using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Hosting;
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
        var folder = new DemoFolder(data.Demo);
        Directory.CreateDirectory(data.Demo);
        var time = new SimulatedTime(folder.ReadClock());
        var pki = DemoPki.CreateOrLoad(folder.Pki, new SimulatedTime(DemoFolder.Beginning));
        var app = EmbeddedApp.Build(
            new AppOptions
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
            },
            services =>
            {
                services.AddSingleton(pki);
                services.AddSingleton(folder);
                services.AddSingleton(time);
                services.AddSingleton<DemoMessages>();
                services.AddSingleton<DemoMailman>();
                services.AddSingleton<DemoPeople>();
                services.AddSingleton<DemoPlay>();
                services.AddSingleton<IDemoCalendar>(provider => provider.GetRequiredService<DemoPlay>());
            });
        return new DemoSession(app, app.Services.GetRequiredService<DemoPlay>(), folder);
    }

    public async Task<DemoReport> ReportAsync(TextWriter error, CancellationToken cancellation)
    {
        var evidence = await DemoEvidence.CollectAsync(App.Services, cancellation);
        var invariants = await new DemoInvariants(App.Services, Folder).CheckAsync(evidence, cancellation);
        foreach (var failure in invariants.SelectMany(i => i.Failures.Select(f => $"{i.Id}: {f}")))
        {
            await error.WriteLineAsync(failure);
        }

        return DemoReport.Of(evidence, invariants);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
