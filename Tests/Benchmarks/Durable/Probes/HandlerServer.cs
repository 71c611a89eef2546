using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>The product's custom-handler driver with the workloads as its functions, in a process of its own until its input ends.</summary>
internal static class HandlerServer
{
    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        CustomHandlerApp.AddDriver(builder, 0, new Workloads().Register, []);
        await using var app = builder.Build();
        app.UseMiddleware<InvocationMiddleware>();
        await app.StartAsync();
        await output.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await input.ReadToEndAsync();
    }
}
