using System.Diagnostics;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>Kills a real process in the midst of its work, again and again, and looks at what is left.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Kill_InTheMidstOfWork_LosesNoAcknowledgedStartAndRepeatsNoFinishedStep()
    {
        var folder = Directory.CreateTempSubdirectory("kill").FullName;
        try
        {
            var acknowledged = new HashSet<string>();
            for (var round = 0; round < 4; round++)
            {
                acknowledged.UnionWith(await RunAndKillAsync(folder, round, linesBeforeKill: 150 + (round * 217)));
            }

            await using var hub = await TestHub.StartAsync(KillChild.Register, file: Path.Combine(folder, "hub.db"));
            acknowledged.Count.ShouldBeGreaterThan(100);
            foreach (var id in acknowledged)
            {
                var instance = await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
                instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
                instance.ReadOutputAs<int>().ShouldBe(KillChild.Steps);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> RunAndKillAsync(string folder, int round, int linesBeforeKill)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--filter-method", $"{typeof(KillChild).FullName}.{nameof(KillChild.Work)}", "--explicit", "only"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[KillChild.FolderVariable] = folder;
        start.Environment[KillChild.RoundVariable] = round.ToString();
        using var child = Process.Start(start)!;
        var acknowledged = new List<string>();
        var finished = new HashSet<string>();
        while (acknowledged.Count + finished.Count < linesBeforeKill && await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("started ", StringComparison.Ordinal))
            {
                acknowledged.Add(line["started ".Length..]);
            }
            else if (line.StartsWith("finished ", StringComparison.Ordinal))
            {
                finished.Add(line).ShouldBeTrue("an instance that was shown as finished may not finish again");
            }
        }

        child.Kill();
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(137, "it must have been killed, not have ended by itself");
        return acknowledged;
    }
}
