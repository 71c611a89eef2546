using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record BusyFigures(double FailedOrStalled, double RefusedReads, double Reads, double InstancesPerSecond);

/// <summary>W1 ten times over while a hundred readers look into the file, half through the client and half from outside.</summary>
internal static class BusyProbe
{
    private const int Readers = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(5);

    public static async Task<BusyFigures> RunAsync(string folder, int count)
    {
        var path = Path.Combine(folder, "busy.db");
        await using var hub = await BenchmarkHub.StartAsync(path);
        using var stop = new CancellationTokenSource();
        var counts = new Counts();
        var readers = Enumerable.Range(0, Readers)
            .Select(number => Task.Run(() => number % 2 == 0 ? ReadByClientAsync(hub.Client, counts, stop.Token) : ReadFromOutsideAsync(path, counts, stop.Token)))
            .ToList();
        var cases = CaseRun.RunAsync(hub, "busy", count);
        await Task.WhenAny(cases, Task.Delay(Patience));
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        var completed = 0;
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed] }))
        {
            completed += instance.IsCompleted ? 1 : 0;
        }

        return new BusyFigures(count - completed, counts.Refused, counts.Reads, cases.IsCompletedSuccessfully ? count / cases.Result.TotalSeconds : 0);
    }

    private static async Task ReadByClientAsync(DurableTaskClient client, Counts counts, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await foreach (var page in client.GetAllInstancesAsync().AsPages(pageSizeHint: 20))
            {
                counts.Read();
                break;
            }

            await Task.Delay(BetweenReads, CancellationToken.None);
        }
    }

    private static async Task ReadFromOutsideAsync(string path, Counts counts, CancellationToken stop)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT rid FROM instances ORDER BY rid DESC LIMIT 100)";
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await command.ExecuteScalarAsync(CancellationToken.None);
                counts.Read();
            }
            catch (SqliteException)
            {
                counts.Refuse();
            }

            await Task.Delay(BetweenReads, CancellationToken.None);
        }
    }

    private sealed class Counts
    {
        private int _reads;
        private int _refused;

        public int Reads => Volatile.Read(ref _reads);

        public int Refused => Volatile.Read(ref _refused);

        public void Read() => Interlocked.Increment(ref _reads);

        public void Refuse() => Interlocked.Increment(ref _refused);
    }
}
