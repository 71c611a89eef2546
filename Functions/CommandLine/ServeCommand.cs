using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Runs the service on this machine until it is stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(int port, string dataDirectory, TextWriter output, CancellationToken cancellation)
    {
        using var data = DataFolder.Open(dataDirectory);
        await using var app = EmbeddedApp.Build(new AppOptions
        {
            Port = port,
            Data = data,
            Time = Clock.OfTheMachine,
            Trust = TrustStore.CertificatesOfFolder(data.Trust),
            SigningOffice = new SigningElsewhere(),
        });
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
