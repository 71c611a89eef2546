using System.Globalization;
using SocialWorkflows.Functions.CommandLine;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>This process as a child of the Functions host.</summary>
internal static class HandlerProcess
{
    /// <summary>The host starts a process that ends with this again; one that ends with 0 it never starts again.</summary>
    public const int EndedInOrder = 200;

    private const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";
    private const string DataVariable = "SocialWorkflows__Data";

    /// <summary>The port the host wants us on; null when nobody of its kind started us.</summary>
    /// <exception cref="InvalidDataException">The variable is no port.</exception>
    public static int? Port => Environment.GetEnvironmentVariable(PortVariable) switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue => port,
        var text => throw new InvalidDataException($"{PortVariable} is '{text}', which is no port. The Functions host sets it; unset it to run without a host."),
    };

    /// <summary>The app setting that names the data folder, or what the command line says.</summary>
    public static string DataFolder(string fallback) => Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } set ? set : fallback;

    /// <summary>Serves the host until the process is ended.</summary>
    /// <returns>Never 0.</returns>
    public static async Task<int> ServeAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return EndedInOrder;
        }

        return EndedInOrder;
    }

    /// <summary>A command that ended without serving: its own failure, but never 0.</summary>
    public static int ExitCode(int code) => code == ExitCodes.Ok && Port is not null ? EndedInOrder : code;
}
