using System.Diagnostics;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>A real process whose files may not grow any more.</summary>
public sealed class FullDiskTests
{
    private const int Blocks = 2_048; // of 512 bytes

    [Fact]
    public async Task Write_DiskFull_StopsWithAClearErrorAndKeepsWhatWasAcknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "file size limits are set with a POSIX shell");
        var folder = Directory.CreateTempSubdirectory("full").FullName;
        try
        {
            var (acknowledged, output) = await RunUntilFullAsync(folder);

            acknowledged.Count.ShouldBeGreaterThan(10);
            output.ShouldContain("What was acknowledged is safe");
            await using var hub = await TestHub.StartAsync(KillChild.Register, file: Path.Combine(folder, "hub.db"));
            foreach (var id in acknowledged)
            {
                (await hub.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(KillChild.Steps);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(List<string> Acknowledged, string Output)> RunUntilFullAsync(string folder)
    {
        var shell = $"trap '' XFSZ; ulimit -f {Blocks}; exec \"$0\" \"$@\"";
        var start = new ProcessStartInfo(
            "sh", ["-c", shell, Environment.ProcessPath!, "--filter-method", $"{typeof(KillChild).FullName}.{nameof(KillChild.Work)}", "--explicit", "only"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[KillChild.FolderVariable] = folder;
        start.Environment[KillChild.RoundVariable] = "full";

        // The runtime keeps its code in a memory file, which the limit would count too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        await child.WaitForExitAsync();
        var started = output.Split('\n').Where(line => line.StartsWith("started ", StringComparison.Ordinal)).Select(line => line["started ".Length..].Trim());
        return ([.. started], output);
    }
}
