using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.CustomHandler;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Workplace;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>
/// The custom-handler driver: the Functions host calls orchestrators, activities and timers, its Durable extension keeps the
/// task hub, and requests for pages come through its catch-all function.
/// </summary>
internal static class CustomHandlerApp
{
    /// <exception cref="CaseDatabaseException">The case store cannot be opened.</exception>
    public static WebApplication Build(AppOptions options, Action<IServiceCollection>? addMore = null)
    {
        var builder = AppComposition.CreateBuilder(options);
        AddDriver(builder, options.Port, ApplicationRegistry.Fill, ApplicationRegistry.Triggered);
        if (StoresOptions.Read(builder.Configuration).InAzure)
        {
            builder.Services.AddSingleton<HubOwnership>();
            if (HubAccount.Read(builder.Configuration) is { } hub)
            {
                builder.Services.AddSingleton(hub);
                builder.Services.AddHostedService<HubWatch>();
            }
        }

        addMore?.Invoke(builder.Services);
        var app = builder.Build();

        // A store that cannot be opened must end the process with a message, not fail every call.
        app.Services.GetRequiredService<ICaseJournal>();

        // The timer of SendMail.
        app.Services.GetRequiredService<SendCourier>().HasOwnLoop = true;
        app.UseMiddleware<InvocationMiddleware>();
        app.MapWorkplace();
        return app;
    }

    /// <summary>What makes an app a custom handler; <see cref="InvocationMiddleware"/> must stand before everything else in it.</summary>
    public static void AddDriver(
        WebApplicationBuilder builder, int port, Action<DurableTaskRegistry> register, IEnumerable<TriggeredFunction> triggered)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Histories have no upper size, and a refused body fails an instance for good.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddFunctionsTaskHub(
            hub => builder.Configuration.GetSection(FunctionsTaskHubOptions.SectionName).Bind(hub),
            register,
            new DurableTaskWorkerOptions { DefaultVersion = OrchestrationVersion.Current, Version = OrchestrationVersion.Current });
        builder.Services.AddOptions<ActivityFailureOptions>().Bind(builder.Configuration.GetSection(ActivityFailureOptions.SectionName));
        foreach (var function in triggered)
        {
            builder.Services.AddSingleton(function);
        }

        builder.Services.AddSingleton<FunctionTable>();
    }
}
