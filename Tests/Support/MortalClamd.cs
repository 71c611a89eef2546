using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialWorkflows.Tests.Support;

/// <summary>
/// The real clamd (Debian: clamav-daemon) on one loopback port, with one signature of its own: it can be killed with SIGKILL and started again. Skips the
/// test, with the reason, where clamd is not installed.
/// </summary>
internal sealed class MortalClamd : IAsyncDisposable
{
    /// <summary>What its signature finds, anywhere in a file.</summary>
    public const string Marker = "TEST-MALWARE-MARKER";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clamd-");
    private readonly string _program;
    private readonly string _configuration;
    private Process? _process;

    /// <param name="tellsLimits">Whether it says so when it did not read a file to its end.</param>
    public MortalClamd(bool tellsLimits = false)
    {
        _program = new[] { "/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd" }.FirstOrDefault(File.Exists) ?? string.Empty;
        Assert.SkipWhen(_program.Length == 0, "clamd is not installed (Debian: clamav-daemon)");
        Port = FreePort();
        _configuration = Path.Combine(_folder.FullName, "clamd.conf");
        File.WriteAllText(Path.Combine(_folder.FullName, "test.ndb"), $"Test.Marker:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Marker))}\n");
        File.WriteAllText(_configuration, string.Create(CultureInfo.InvariantCulture, $"DatabaseDirectory {_folder.FullName}\nTCPSocket {Port}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength 30M\nAlertExceedsMax {(tellsLimits ? "yes" : "no")}\n"));
    }

    public int Port { get; }

    public int Kills { get; private set; }

    public bool IsAlive => _process is { HasExited: false };

    /// <summary>It listens some hundred milliseconds later. One that is alive stays: a second one would only hide it from the next kill.</summary>
    public void Start()
    {
        if (IsAlive)
        {
            return;
        }

        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(_program, ["--config-file", _configuration]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task WaitUntilListeningAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync(limit.Token))
        {
            await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    public async Task KillAsync()
    {
        if (_process is { HasExited: false } alive)
        {
            Kills++;
            alive.Kill();
            await alive.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } alive)
        {
            alive.Kill();
            await alive.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
