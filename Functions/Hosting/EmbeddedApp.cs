using System.Net;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Workplace;
using SocialWorkflows.Functions.Workplace.Teams;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>The embedded driver: everything in one process on one machine, listening on loopback only.</summary>
internal static class EmbeddedApp
{
    /// <exception cref="CaseDatabaseException">The case store cannot be opened.</exception>
    /// <exception cref="PortInUseException">Another program listens on the port.</exception>
    public static WebApplication Build(AppOptions options, Action<IServiceCollection>? addMore = null)
    {
        LoopbackPort.MustBeFree(options.Port);
        var builder = AppComposition.CreateBuilder(options);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddEmbeddedTaskHub(
            hub =>
            {
                hub.DatabasePath = options.Data.TaskHub;
                hub.Worker.DefaultVersion = hub.Worker.Version = OrchestrationVersion.Current;
            },
            ApplicationRegistry.Fill);
        addMore?.Invoke(builder.Services);
        if (options.RunsPumps)
        {
            builder.Services.AddHostedService<MailPump>();
            builder.Services.AddHostedService<MailboxPump>();
            builder.Services.AddHostedService(services => services.GetRequiredService<Housekeeper>());
            builder.Services.AddHostedService(services => services.GetRequiredService<NightRound>());
            builder.Services.AddHostedService(services => services.GetRequiredService<SendPump>());
            builder.Services.AddHostedService(services => services.GetRequiredService<TrustedListRefresh>());
            builder.Services.AddHostedService(services => services.GetRequiredService<FigureKeeper>());
            if (TeamsServices.IsOn(builder.Configuration))
            {
                builder.Services.AddHostedService<CardPump>();
            }
        }

        var app = builder.Build();
        app.MapWorkplace();
        return app;
    }
}
