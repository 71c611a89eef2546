using System.Diagnostics;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Runs a program of the system that knows nothing of our code.</summary>
internal static class Peer
{
    public static (int Exit, string Output) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
            throw;
        }
    }

    public static void Must(string folder, string program, params string[] arguments)
    {
        var (exit, output) = Run(folder, program, arguments);
        exit.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}");
    }

    /// <summary>Where the peers' scripts and npm modules are.</summary>
    public static string TestsFolder { get; } = FindTests();

    private static string FindTests()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SocialWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? ".", "Tests");
    }

    public static string Folder() => Directory.CreateTempSubdirectory("peer-").FullName;
}
