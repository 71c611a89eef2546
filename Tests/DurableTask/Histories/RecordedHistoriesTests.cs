using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.DurableTask.Histories;

/// <summary>
/// Histories of shipped orchestrators, recorded when they were shipped, against the code of today: an instance that is
/// under way must take the steps it has taken. When this fails, make a new version of the orchestrator instead
/// (a new branch on context.Version, the old one untouched), and record it beside the old ones.
/// </summary>
public sealed class RecordedHistoriesTests
{
    private const string HubVariable = "SOCIALWORKFLOWS_TEST_RECORD_HUB";
    private const int ForEachOrchestrator = 4;

    private static string Folder => Path.Combine(Repository.Root, "Tests/Histories");

    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order()];

    public static TheoryData<string, CodeChange> RecordedAndChanged => new(
        from file in Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order()
        from change in Enum.GetValues<CodeChange>()
        where change != CodeChange.ALaterTimer || File.ReadAllText(Path.Combine(Folder, file)).Contains("\"timerCreated\"", StringComparison.Ordinal)
        select (file, change));

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_RecordedHistory_TakesTheSteps(string file) => Differences(file, change: null).ShouldBeEmpty();

    /// <summary>The test itself: code that breaks an instance under way does not pass it, and the way of changing the code does.</summary>
    [Theory]
    [MemberData(nameof(RecordedAndChanged))]
    public void Replay_OrchestratorChangedAfterwards_IsFound(string file, CodeChange change) =>
        (Differences(file, change).Count > 0).ShouldBe(change != CodeChange.None);

    [Fact]
    public void Recorded_EveryShippedOrchestrator_HasHistories()
    {
        var registry = new DurableTaskRegistry();
        ApplicationRegistry.Fill(registry);

        // One that takes no step has none that could differ.
        foreach (var name in registry.Orchestrators.Where(name => name.ToString() != FunctionNames.HoldHub))
        {
            Directory.EnumerateFiles(Folder, $"{name}-*.json").ShouldNotBeEmpty($"record some of {name}");
        }
    }

    /// <summary>Not a test: writes the histories of a hub file down, the longest and the shortest of each orchestrator.</summary>
    [Fact(Explicit = true)]
    public void Record()
    {
        var hub = Environment.GetEnvironmentVariable(HubVariable);
        Assert.SkipWhen(hub is null, $"set {HubVariable} to the hub file of a finished demo run");
        using var connection = new SqliteConnection($"Data Source={hub};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT i.name, i.rid, count(*) AS turns FROM instances i JOIN history h ON h.rid = i.rid GROUP BY i.rid ORDER BY i.name, turns DESC, i.rid";
        var instances = new List<(string Name, long Rid, long Turns)>();
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                instances.Add((rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2)));
            }
        }

        foreach (var group in instances.GroupBy(instance => instance.Name))
        {
            var lengths = group.DistinctBy(instance => instance.Turns).ToList();
            var chosen = lengths.Take(ForEachOrchestrator / 2).Concat(lengths.TakeLast(ForEachOrchestrator / 2)).Distinct();
            foreach (var (name, rid, turns) in chosen)
            {
                command.CommandText = $"SELECT events FROM history WHERE rid = {rid} ORDER BY seq";
                using var rows = command.ExecuteReader();
                var lines = new List<string>();
                while (rows.Read())
                {
                    var turn = new List<HistoryEvent>();
                    HistoryCodec.Decode(rows.GetFieldValue<byte[]>(0), turn);
                    lines.Add(System.Text.Encoding.UTF8.GetString(HistoryJson.Encode(turn)));
                }

                File.WriteAllText(Path.Combine(Folder, $"{name}-{turns}-turns.json"), string.Join('\n', lines) + "\n");
            }
        }
    }

    /// <param name="change">Null: the shipped code itself.</param>
    /// <returns>The first turn in which the code decides otherwise than was recorded, with both; empty when there is none.</returns>
    private static List<string> Differences(string file, CodeChange? change)
    {
        var turns = File.ReadAllLines(Path.Combine(Folder, file)).Select(line => HistoryJson.DecodeTurn(System.Text.Encoding.UTF8.GetBytes(line))).ToList();
        var past = new List<HistoryEvent>();
        foreach (var (turn, index) in turns.Select((turn, index) => (turn, index)))
        {
            var result = Session(file, change).Process(past, turn.Where(e => !IsDecision(e)));

            var at = turn.OfType<OrchestratorStartedEvent>().First().Timestamp;
            var (today, recorded) = (Steps(Decisions(result, at)), Steps(turn.Where(IsDecision)));
            if (today != recorded)
            {
                return [$"{file}, turn {index}: {result.Completion?.FailureDetails}\nrecorded:\n{recorded}\ntoday:\n{today}"];
            }

            past.AddRange(turn);
        }

        return [];
    }

    /// <param name="change">Null: the shipped code itself.</param>
    private static OrchestrationSession Session(string file, CodeChange? change)
    {
        var shipped = new DurableTaskRegistry();
        ApplicationRegistry.Fill(shipped);
        var registry = shipped;
        if (change is { } made)
        {
            registry = new DurableTaskRegistry();
            foreach (var name in shipped.Orchestrators)
            {
                registry.AddOrchestrator(name, services => new ChangedOrchestrator(Shipped(shipped, name, services), made));
            }
        }

        return new OrchestrationSession(
            Path.GetFileNameWithoutExtension(file), registry, new ServiceCollection().BuildServiceProvider(), new DurableTaskWorkerOptions(), NullLoggerFactory.Instance);
    }

    private static ITaskOrchestrator Shipped(DurableTaskRegistry registry, TaskName name, IServiceProvider services) =>
        registry.TryCreateOrchestrator(name, services, out var orchestrator) ? orchestrator : throw new InvalidOperationException(name);

    private static bool IsDecision(HistoryEvent e) =>
        e is TaskScheduledEvent or TimerCreatedEvent or EventSentEvent or SubOrchestrationInstanceCreatedEvent or ExecutionCompletedEvent;

    private static IEnumerable<HistoryEvent> Decisions(OrchestratorResult result, DateTime at)
    {
        IEnumerable<HistoryEvent> acknowledged = HistoryScan.Acknowledgements(result.Actions, at);
        return result.Completion is { } end
            ? acknowledged.Append(new ExecutionCompletedEvent(end.Id, at, end.Status, end.Result, end.FailureDetails))
            : acknowledged;
    }

    private static string Steps(IEnumerable<HistoryEvent> decisions) =>
        string.Join('\n', decisions.Select(decision => JsonSerializer.Serialize(decision)));
}
