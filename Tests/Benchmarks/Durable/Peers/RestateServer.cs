using System.Diagnostics;
using System.Net.Sockets;

namespace SocialWorkflows.Benchmarks.Durable.Peers;

/// <summary>The Restate server of this run, on the ports and in the folder that its settings file names.</summary>
internal sealed class RestateServer : IDisposable
{
    public const int ServicePort = 19080;

    private const int AdminPort = 19070;
    private const int IngressPort = 18080;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private RestateServer(Process process) => _process = process;

    /// <exception cref="NoResultException">Its ports are taken, or it does not come up.</exception>
    public static RestateServer Start(PeerShelf shelf)
    {
        if (Answers(AdminPort) || Answers(IngressPort))
        {
            throw new NoResultException($"port {AdminPort} or {IngressPort} is taken");
        }

        var program = shelf.PathOf("@restatedev", "restate-server-linux-x64", "bin", "restate-server");
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, ["--config-file", "restate.toml"])
            {
                WorkingDirectory = shelf.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var server = new RestateServer(process);
            server.WaitUntilReady();
            return server;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new NoResultException($"restate-server cannot be started: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void WaitUntilReady()
    {
        var start = Stopwatch.GetTimestamp();
        while (!Answers(AdminPort) || !Answers(IngressPort))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
            {
                Dispose();
                throw new NoResultException("restate-server does not come up");
            }

            Thread.Sleep(100);
        }
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
