using System.Diagnostics;
using System.Globalization;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>Microsoft's JavaScript client or worker in a process of its own.</summary>
internal sealed class SidecarPeer : IDisposable
{
    private readonly Process _process;

    private SidecarPeer(Process process) => _process = process;

    public static bool IsInstalled => Directory.Exists(Path.Combine(Repository.Root, "Tests/node_modules/@microsoft/durabletask-js"));

    /// <param name="side">Which scenarios it plays: <c>client</c>, <c>worker</c>, or <c>serve</c> for none.</param>
    public static SidecarPeer Start(Uri sidecar, string side)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Tests/DurableTask/Sidecar/sidecar-peer.cjs"), sidecar.Authority, side])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new SidecarPeer(Process.Start(start)!);
    }

    /// <returns>What became of each scenario: "ok", or why it failed.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PlayAsync(Func<TimeSpan, Task> advance)
    {
        var outcomes = new Dictionary<string, string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var (word, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            switch (word)
            {
                case "advance":
                    await advance(TimeSpan.FromSeconds(double.Parse(rest, CultureInfo.InvariantCulture)));
                    await _process.StandardInput.WriteLineAsync("advanced");
                    break;
                case "ok":
                    outcomes.Add(rest, "ok");
                    break;
                default:
                    outcomes.Add(rest.Split(':')[0], rest);
                    break;
            }
        }

        await _process.WaitForExitAsync();
        return outcomes;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
