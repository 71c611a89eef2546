using System.Diagnostics;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Packaging;

/// <summary>The package, made once by the command that the deployment uses.</summary>
public sealed class PublishedPackage : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("socialworkflows-package-");

    public string Folder => Path.Combine(_root.FullName, "app");

    public string Executable => Path.Combine(Folder, "SocialWorkflows.Functions");

    public async ValueTask InitializeAsync()
    {
        var result = await PublishAsync(Folder);
        result.ExitCode.ShouldBe(0, result.Output);
    }

    public static async Task<(int ExitCode, string Output)> PublishAsync(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "Functions", "publish"), [folder]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The build of the tests has already looked at the sources.
        start.Environment["RunAnalyzers"] = "false";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
