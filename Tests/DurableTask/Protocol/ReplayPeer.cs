using System.Diagnostics;
using Google.Protobuf;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Microsoft's JavaScript worker in a process of its own, asked request by request.</summary>
internal sealed class ReplayPeer : IDisposable
{
    private readonly Process _process;

    private ReplayPeer(Process process) => _process = process;

    /// <summary>Skips the test when the peer is not installed.</summary>
    public static ReplayPeer Start()
    {
        var tests = Path.Combine(Repository.Root, "Tests");
        if (!Directory.Exists(Path.Combine(tests, "node_modules/@microsoft/durabletask-js")))
        {
            Assert.Skip("@microsoft/durabletask-js is not installed: run Tests/install");
        }

        var start = new ProcessStartInfo("node", [Path.Combine(tests, "DurableTask/Protocol/replay-peer.cjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new ReplayPeer(Process.Start(start)!);
    }

    /// <param name="request">With this worker's ids, from 0.</param>
    /// <returns>The peer's answer, with this worker's ids.</returns>
    public OrchestratorResponse Ask(OrchestratorRequest request)
    {
        _process.StandardInput.WriteLine(Convert.ToBase64String(PeerIds.Shift(request, +1).ToByteArray()));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer has died.");
        if (line.StartsWith("error ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The peer says: {line}");
        }

        return PeerIds.Shift(OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(line)), -1);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
