using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>One life of the handler's process, on a port of its own.</summary>
internal sealed class HandlerRun : IDisposable
{
    /// <summary>The exit code that means: on purpose, start me again.</summary>
    private const int IntendedEnd = 200;

    private readonly Process _process;
    private readonly Lock _gate = new();
    private bool _isDoomed;

    private HandlerRun(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The host ended it: that is no error of the handler's.</summary>
    public bool KilledByHost { get; private set; }

    public bool HasExited => _process.HasExited;

    public bool EndedWithZero => _process.HasExited && _process.ExitCode == 0;

    public bool EndedWithError => _process.HasExited && !KilledByHost && _process.ExitCode != IntendedEnd;

    /// <summary>Whether its end was counted.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Its end made the host stop: what was under way is delivered again.</summary>
    public bool StoppedTheHost { get; set; }

    public static HandlerRun Start(ProcessStartInfo start, string root, Action<string?> keep)
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        start.UseShellExecute = false;
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        start.WorkingDirectory = root;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = $"{port}";
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = start.Environment["FUNCTIONS_HTTPWORKER_ID"] = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = root;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => keep(line.Data);
        process.ErrorDataReceived += (_, line) => keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HandlerRun(process, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>Asks for <c>/</c> until there is any answer.</summary>
    public async Task ProbeAsync(HttpClient http)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                using var any = await http.GetAsync(Address, limit.Token);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(25, limit.Token);
            }
        }
    }

    /// <summary>The kill that is planned for a call. A process dies once: while one waits to be carried out, calls beside it plan none.</summary>
    public Kill? Doom(Func<Kill?> plan)
    {
        lock (_gate)
        {
            var kill = _isDoomed ? null : plan();
            _isDoomed |= kill is not null;
            return kill;
        }
    }

    public void Kill(bool byHost)
    {
        KilledByHost |= byHost && !_process.HasExited;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Its connection broke: a process on its way out is out in a moment.</summary>
    public void AwaitExit() => _process.WaitForExit(TimeSpan.FromSeconds(2));

    public void Dispose() => _process.Dispose();
}
