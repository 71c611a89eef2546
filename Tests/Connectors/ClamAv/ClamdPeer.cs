using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialWorkflows.Tests.Connectors.ClamAv;

/// <summary>
/// The real clamd on a free loopback port, with one signature of its own (the EICAR test file), since the official database
/// cannot be fetched everywhere.
/// </summary>
public sealed class ClamdPeer : IAsyncLifetime
{
    /// <summary>Published on eicar.org; clamd's .hdb format names files by MD5.</summary>
    private const string EicarMd5 = "44d88612fea8a8f36de82e1278abb02f";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private DirectoryInfo? _folder;
    private Process? _process;

    public int Port { get; private set; }

    public string? WhyNot { get; private set; }

    /// <summary>The harmless file that every scanner must call infected (eicar.org); put together here so that no scanner objects to this source.</summary>
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + "!$H+H*");

    public async ValueTask InitializeAsync()
    {
        var program = new[] { "/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd" }.FirstOrDefault(File.Exists);
        if (program is null)
        {
            WhyNot = "clamd is not installed (Debian: clamav-daemon)";
            return;
        }

        _folder = Directory.CreateTempSubdirectory("clamd-");
        Port = FreePort();
        var signature = $"{EicarMd5}:{Eicar.Length}:Eicar-Test\n";
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "test.hdb"), signature);
        var configuration = Path.Combine(_folder.FullName, "clamd.conf");
        await File.WriteAllTextAsync(configuration, $"DatabaseDirectory {_folder.FullName}\nTCPSocket {Port}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength 30M\n");
        _process = Process.Start(new ProcessStartInfo(program, ["--config-file", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        await WaitUntilListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder?.Delete(recursive: true);
    }

    private async Task WaitUntilListeningAsync()
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < StartLimit;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        WhyNot = $"clamd did not listen within {StartLimit.TotalSeconds:0} s";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
