using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary><c>functions --out DIR</c>: what the Functions host needs to know of the app, written from its registry.</summary>
internal static class FunctionsCommand
{
    public static async Task<int> RunAsync(string directory, TextWriter output, TextWriter error)
    {
        try
        {
            var count = FunctionFolders.Write(Directory.CreateDirectory(directory).FullName);
            await output.WriteLineAsync($"{count} functions and host.json written to {Path.GetFullPath(directory)}");
            return ExitCodes.Ok;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The functions cannot be written to '{directory}': {problem.Message} Choose another folder with --out.");
            return ExitCodes.BadUsage;
        }
    }
}
