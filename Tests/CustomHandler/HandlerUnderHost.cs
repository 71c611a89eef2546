using System.Diagnostics;
using System.Text;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>
/// The handler as the host keeps it (HttpFunctionInvocationDispatcher): started when it is needed, started again after its end, but
/// never after one with exit code 0; after three errors within 30 minutes the host itself stops, and its platform starts it anew.
/// </summary>
/// <param name="command">What is started.</param>
/// <param name="root">The app's folder.</param>
internal sealed class HandlerUnderHost(Func<ProcessStartInfo> command, string root, HttpClient http) : IAsyncDisposable
{
    private const int ErrorsBeforeStop = 3;

    private static readonly TimeSpan ErrorWindow = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly List<DateTimeOffset> _errors = [];
    private HandlerRun? _run;

    /// <summary>The clock by which errors are counted.</summary>
    public Func<DateTimeOffset> Now { get; set; } = () => DateTimeOffset.UtcNow;

    public int Starts { get; private set; }

    /// <summary>How often the host stopped.</summary>
    public int Stops { get; private set; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <exception cref="InvalidOperationException">It ended with 0.</exception>
    public async Task<HandlerRun> ReadyAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_run is { HasExited: false } running)
            {
                return running;
            }

            if (_run is { EndedWithZero: true })
            {
                throw new InvalidOperationException("The handler ended with exit code 0: the host never starts it again.");
            }

            if (_run is { } ended)
            {
                Count(ended);
            }

            Starts++;
            _run = HandlerRun.Start(command(), root, Keep);
            await _run.ProbeAsync(http);
            return _run;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>An invocation was lost. Whether the host stops over it.</summary>
    public bool Lost(HandlerRun run)
    {
        run.AwaitExit();
        Count(run);
        return run.StoppedTheHost;
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is { } run)
        {
            await _starting.WaitAsync();
            run.Kill(byHost: true);
            run.Dispose();
        }

        _starting.Dispose();
    }

    private void Count(HandlerRun run)
    {
        lock (_gate)
        {
            if (run.IsCounted || !run.EndedWithError)
            {
                return;
            }

            run.IsCounted = true;
            _errors.Add(Now());
            _errors.RemoveAll(at => at < Now() - ErrorWindow);
            if (_errors.Count == ErrorsBeforeStop)
            {
                run.StoppedTheHost = true;
                Stops++;
                _errors.Clear();
            }
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
