using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>What an earlier process left to be done.</summary>
internal sealed record UnfinishedWork(
    IReadOnlyList<UnfinishedInstance> Instances,
    IReadOnlyList<(long Rid, long Seq, HistoryEvent Event)> Inbox,
    IReadOnlyList<(long Rid, int Id, DateTime Due)> Timers)
{
    private const string Columns =
        "SELECT rid, id, name, version, status, open_activities, start_at, CASE status WHEN 6 THEN input END FROM instances";

    public static UnfinishedWork Read(HubReader reader) => new(ReadInstances(reader), ReadInbox(reader), ReadTimers(reader));

    private static List<UnfinishedInstance> ReadInstances(HubReader reader) => reader.Read(connection =>
    {
        var instances = new List<UnfinishedInstance>();
        using var command = connection.Prepare(
            $"{Columns} WHERE status IN (0, 6) UNION ALL {Columns} WHERE status = 7 ORDER BY rid", 0);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            instances.Add(new(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3),
                (OrchestrationRuntimeStatus)row.GetInt32(4),
                row.GetInt32(5),
                new DateTime(row.GetInt64(6), DateTimeKind.Utc),
                row.IsDBNull(7) ? null : row.GetString(7)));
        }

        return instances;
    });

    private static List<(long, long, HistoryEvent)> ReadInbox(HubReader reader) => reader.Read(connection =>
    {
        var inbox = new List<(long, long, HistoryEvent)>();
        using var command = connection.Prepare("SELECT rid, seq, event FROM inbox ORDER BY seq", 0);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            inbox.Add((row.GetInt64(0), row.GetInt64(1), HistoryCodec.DecodeEvent(row.GetFieldValue<byte[]>(2))));
        }

        return inbox;
    });

    private static List<(long, int, DateTime)> ReadTimers(HubReader reader) => reader.Read(connection =>
    {
        var timers = new List<(long, int, DateTime)>();
        using var command = connection.Prepare("SELECT rid, id, due FROM timers", 0);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            timers.Add((row.GetInt64(0), row.GetInt32(1), new DateTime(row.GetInt64(2), DateTimeKind.Utc)));
        }

        return timers;
    });
}

/// <param name="Input">Only of one that has not started: the others have it in their history.</param>
internal sealed record UnfinishedInstance(
    long Rid, string Id, string Name, string? Version, OrchestrationRuntimeStatus Status, int OpenActivities, DateTime StartAt, string? Input);
