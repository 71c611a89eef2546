using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Writes the log as lines of one file: the demo keeps its console for the timeline.</summary>
internal sealed class FileLogProvider(string path, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _file = new(path, append: true) { AutoFlush = true };
    private bool _closed;

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    private void Write(string category, LogLevel level, string message, Exception? problem)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _file.WriteLine($"{JournalChain.Instant(time.GetUtcNow())} {level} {category}: {message}");
            if (problem is not null)
            {
                _file.WriteLine(problem);
            }
        }
    }

    private sealed class FileLogger(FileLogProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(category, logLevel, formatter(state, exception), exception);
            }
        }
    }
}
