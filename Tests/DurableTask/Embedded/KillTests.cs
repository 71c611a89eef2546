using System.Diagnostics;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>Kills a real process in the midst of its work, again and again, and looks at what is left.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Kill_InTheMidstOfWork_LosesNothingThatWasShown()
    {
        var folder = Directory.CreateTempSubdirectory("kill").FullName;
        try
        {
            var acknowledged = new HashSet<string>();
            var finished = new HashSet<string>();
            for (var round = 0; round < 3; round++)
            {
                await RunAndKillAsync(folder, round, linesBeforeKill: 100 + (round * 117), acknowledged, finished);
            }

            await using var hub = await TestHub.StartAsync(KillChild.Register, file: Path.Combine(folder, "hub.db"));
            acknowledged.Count.ShouldBeGreaterThan(100);
            foreach (var id in finished)
            {
                (await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadOutputAs<int>().ShouldBe(KillChild.Steps, "it was shown as finished before the kill");
            }

            foreach (var id in acknowledged)
            {
                var instance = await hub.EndOfAsync(id);
                instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
                instance.ReadOutputAs<int>().ShouldBe(KillChild.Steps);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAndKillAsync(string folder, int round, int linesBeforeKill, HashSet<string> acknowledged, HashSet<string> finished)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--filter-method", $"{typeof(KillChild).FullName}.{nameof(KillChild.Work)}", "--explicit", "only"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[KillChild.FolderVariable] = folder;
        start.Environment[KillChild.RoundVariable] = round.ToString();
        using var child = Process.Start(start)!;
        for (var lines = 0; lines < linesBeforeKill && await child.StandardOutput.ReadLineAsync() is { } line; lines++)
        {
            if (line.StartsWith("started ", StringComparison.Ordinal))
            {
                acknowledged.Add(line["started ".Length..]);
            }
            else if (line.StartsWith("finished ", StringComparison.Ordinal))
            {
                finished.Add(line["finished ".Length..]);
            }
        }

        child.Kill();
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(137, "it must have been killed, not have ended by itself");
    }
}
