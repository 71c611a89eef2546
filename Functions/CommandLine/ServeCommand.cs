using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Runs the service until it is stopped: driven by the Functions host that started this process, else by itself.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(int port, string dataDirectory, TextWriter output, CancellationToken cancellation)
    {
        var hostPort = HandlerProcess.Port;
        using var data = DataFolder.Open(hostPort is null ? dataDirectory : HandlerProcess.DataFolder(dataDirectory));
        PackagedTrust.LayInto(data, new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var options = new AppOptions
        {
            Port = hostPort ?? port,
            Data = data,
            Time = Clock.OfTheMachine,
            Trust = TrustStore.CertificatesOfFolder(data.Trust),
            SigningOffice = new SigningElsewhere(),
        };
        if (hostPort is not null)
        {
            await using var handler = CustomHandlerApp.Build(options);
            return await HandlerProcess.ServeAsync(handler, cancellation);
        }

        await using var app = EmbeddedApp.Build(options);
        await app.StartAsync(cancellation);
        await TellAddressAsync(app, output);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCodes.Ok;
    }

    public static Task TellAddressAsync(WebApplication app, TextWriter output)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return output.WriteLineAsync($"Listening on {addresses.First()}");
    }
}
