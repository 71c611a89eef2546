using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.Functions.Demo;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>A hub on a file of its own under a simulated clock; removes its folder in the end.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly Action<DurableTaskRegistry> _register;
    private readonly Action<EmbeddedTaskHubOptions> _configure;
    private readonly string _folder;
    private ServiceProvider? _services;

    private TestHub(Action<DurableTaskRegistry> register, Action<EmbeddedTaskHubOptions> configure, string? file, SimulatedTime? time)
    {
        _register = register;
        _configure = configure;
        _folder = Directory.CreateTempSubdirectory("hub").FullName;
        File = file ?? Path.Combine(_folder, "hub.db");
        Time = time ?? new SimulatedTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
    }

    public string File { get; }

    public SimulatedTime Time { get; }

    public EmbeddedTaskHub Hub => _services!.GetRequiredService<EmbeddedTaskHub>();

    public DurableTaskClient Client => _services!.GetRequiredService<DurableTaskClient>();

    public static async Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> register, Action<EmbeddedTaskHubOptions>? configure = null, string? file = null, SimulatedTime? time = null)
    {
        var hub = new TestHub(register, configure ?? (_ => { }), file, time);
        await hub.StartAsync();
        return hub;
    }

    public async Task StartAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddScoped<ScopedThing>();
        services.AddEmbeddedTaskHub(
            options =>
            {
                options.DatabasePath = File;
                _configure(options);
            },
            _register);
        _services = services.BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        if (_services is { } services)
        {
            _services = null;
            await services.DisposeAsync();
        }
    }

    /// <summary>What a new process would find if this one were killed now. Nothing may be writing.</summary>
    public async Task<TestHub> AfterKillAsync(Action<DurableTaskRegistry>? register = null)
    {
        var other = new TestHub(register ?? _register, _configure, file: null, Time);
        foreach (var suffix in new[] { string.Empty, "-wal" })
        {
            System.IO.File.Copy(File + suffix, other.File + suffix);
        }

        await other.StartAsync();
        return other;
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await EndOfAsync(id);
    }

    /// <summary>The instance once it has ended; a stall is a failure, not a hanging test.</summary>
    public async Task<OrchestrationMetadata> EndOfAsync(string id)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
    }

    public long RowsIn(string table)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Lets everything happen until nothing is due before the given instant.</summary>
    public async Task PlayUntilAsync(DateTimeOffset end)
    {
        await Hub.WhenIdleAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        while (Hub.NextTimerDue is { } due && due <= end)
        {
            Time.AdvanceTo(due);
            await Hub.WhenIdleAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        }

        Time.AdvanceTo(end);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

internal sealed class ScopedThing : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
