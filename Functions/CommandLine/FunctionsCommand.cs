using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary><c>functions --out DIR</c>: what the Functions host needs to know of the app, written from its registry.</summary>
internal static class FunctionsCommand
{
    public static async Task<int> RunAsync(string directory, TextWriter output, TextWriter error)
    {
        try
        {
            var folder = Directory.CreateDirectory(directory).FullName;
            var count = FunctionFolders.Write(folder);
            await output.WriteLineAsync($"{count} functions and host.json written to {folder}");
            if (FunctionFolders.Strangers(folder) is not { Count: > 0 } strangers)
            {
                return ExitCodes.Ok;
            }

            await error.WriteLineAsync(
                $"'{folder}' also has functions that this build does not know: {string.Join(", ", strangers)}. The host would call them in vain. Remove them, or choose an empty folder with --out.");
            return ExitCodes.BadUsage;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The functions cannot be written to '{directory}': {problem.Message} Choose another folder with --out.");
            return ExitCodes.BadUsage;
        }
    }
}
