using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>The writer's prepared statements. Used by its thread only.</summary>
internal sealed class HubStatements(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _begin = connection.Prepare("BEGIN IMMEDIATE", 0);
    private readonly SqliteCommand _commit = connection.Prepare("COMMIT", 0);
    private readonly SqliteCommand _generation = connection.Prepare("SELECT generation FROM hub", 0);
    private readonly SqliteCommand _find = connection.Prepare("SELECT rid, status FROM instances WHERE id = $0", 1);
    private readonly SqliteCommand _load = connection.Prepare(
        $"SELECT id, name, version, status, open_activities, start_at, CASE status WHEN 6 THEN input END, trace FROM instances WHERE rid = $0 AND {HubSchema.Unfinished}", 1);
    private readonly SqliteCommand _inboxOf = connection.Prepare("SELECT seq, event FROM inbox WHERE rid = $0 ORDER BY rid, seq", 1);
    private readonly SqliteCommand _dueTimersOf = connection.Prepare("SELECT id, due FROM timers WHERE rid = $0 AND due <= $1 ORDER BY due, id", 2);
    private readonly SqliteCommand _hasTimer = connection.Prepare("SELECT count(*) FROM timers WHERE rid = $0 AND id = $1 AND due = $2", 3);
    private readonly SqliteCommand _insert = connection.Prepare(
        """
        INSERT INTO instances (id, name, version, status, open_activities, created_at, updated_at, start_at, input, trace)
        VALUES ($0, $1, $2, 6, 0, $3, $3, $4, $5, $6) RETURNING rid
        """,
        7);
    private readonly SqliteCommand _update = connection.Prepare(
        "UPDATE instances SET status = $1, open_activities = $2, updated_at = $3, custom_status = $4 WHERE rid = $0", 5);
    private readonly SqliteCommand _end = connection.Prepare(
        "UPDATE instances SET status = $1, open_activities = 0, updated_at = $2, custom_status = $3, output = $4, failure = $5 WHERE rid = $0", 6);
    private readonly SqliteCommand _restart = connection.Prepare(
        "UPDATE instances SET status = 0, open_activities = 0, updated_at = $1, custom_status = $2, input = $3 WHERE rid = $0", 4);
    private readonly SqliteCommand _append = connection.Prepare("INSERT INTO history (rid, events) VALUES ($0, $1)", 2);
    private readonly SqliteCommand _addTimer = connection.Prepare("INSERT INTO timers (rid, id, due) VALUES ($0, $1, $2)", 3);
    private readonly SqliteCommand _removeTimer = connection.Prepare("DELETE FROM timers WHERE rid = $0 AND id = $1", 2);
    private readonly SqliteCommand _removeTimers = connection.Prepare("DELETE FROM timers WHERE rid = $0", 1);
    private readonly SqliteCommand _addInbox = connection.Prepare("INSERT INTO inbox (rid, event) VALUES ($0, $1) RETURNING seq", 2);
    private readonly SqliteCommand _removeInbox = connection.Prepare("DELETE FROM inbox WHERE seq = $0", 1);
    private readonly SqliteCommand _clearInbox = connection.Prepare("DELETE FROM inbox WHERE rid = $0", 1);
    private readonly SqliteCommand _removeHistory = connection.Prepare("DELETE FROM history WHERE rid = $0", 1);
    private readonly SqliteCommand _removeInstance = connection.Prepare("DELETE FROM instances WHERE rid = $0", 1);

    /// <exception cref="TaskHubException">A later generation has opened the file.</exception>
    public void Begin(HubFile file)
    {
        _begin.ExecuteNonQuery();
        if ((long)_generation.ExecuteScalar()! != file.Generation)
        {
            throw HubFileErrors.TakenOver(file.Path);
        }
    }

    public void Commit() => _commit.ExecuteNonQuery();

    public void TryRollback()
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself after some errors, and then there is no transaction to roll back.
        }
    }

    public (long Rid, OrchestrationRuntimeStatus Status)? Find(string id)
    {
        using var row = _find.With(id).ExecuteReader();
        return row.Read() ? (row.GetInt64(0), (OrchestrationRuntimeStatus)row.GetInt32(1)) : null;
    }

    /// <summary>An unfinished instance as an earlier turn, or an earlier process, has left it; null when there is none.</summary>
    public StoredInstance? Load(long rid, DateTime now)
    {
        using var row = _load.With(rid).ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        var stored = new StoredInstance(
            rid,
            row.GetString(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            (OrchestrationRuntimeStatus)row.GetInt32(3),
            row.GetInt32(4),
            new DateTime(row.GetInt64(5), DateTimeKind.Utc),
            row.IsDBNull(6) ? null : row.GetString(6),
            row.IsDBNull(7) ? null : row.GetString(7));
        try
        {
            return stored with { Inbox = InboxOf(rid), DueTimers = DueTimersOf(rid, now) };
        }
        catch (InvalidDataException exception)
        {
            return stored with { Damage = exception };
        }
    }

    /// <summary>Unfinished instances that are to be started, have something in their inbox, or activities without a result.</summary>
    public IReadOnlyList<long> FindWork(DateTime now)
    {
        const string sql = $"""
            SELECT rid FROM instances WHERE {HubSchema.Unfinished} AND (open_activities > 0 OR (status = 6 AND start_at <= $0))
            UNION SELECT rid FROM inbox ORDER BY rid
            """;
        using var command = connection.Prepare(sql, 1).With(now.Ticks);
        return Keys(command);
    }

    /// <summary>Ids of the sub-orchestrations that an instance has started in its last run; of an unreadable history those that can be read.</summary>
    public List<string> ChildrenOf(long rid)
    {
        using var command = connection.Prepare("SELECT events FROM history WHERE rid = $0 ORDER BY rid, seq", 1).With(rid);
        using var row = command.ExecuteReader();
        var events = new List<HistoryEvent>();
        try
        {
            while (row.Read())
            {
                HistoryCodec.Decode(row.GetFieldValue<byte[]>(0), events);
            }
        }
        catch (InvalidDataException)
        {
            // To be purged, it need not be read.
        }

        return [.. events.OfType<SubOrchestrationInstanceCreatedEvent>().Select(created => created.InstanceId)];
    }

    public bool HasTimer(DueTimer timer) => (long)_hasTimer.With(timer.Rid, timer.Id, timer.Due.Ticks).ExecuteScalar()! > 0;

    /// <summary>The next finished instances in order of creation, at most <paramref name="limit"/>.</summary>
    /// <param name="after">The last one of the part before.</param>
    public IReadOnlyList<long> FindFinished(PurgeInstancesFilter filter, long after, int limit)
    {
        var sql = $"SELECT rid FROM instances WHERE rid > $0 AND {InstanceFilter.Created} AND {InstanceFilter.Finished} AND {InstanceFilter.Status(filter.Statuses)} ORDER BY rid LIMIT $3";
        using var command = connection.Prepare(sql, 4).With(after, InstanceFilter.From(filter.CreatedFrom), InstanceFilter.To(filter.CreatedTo), limit);
        return Keys(command);
    }

    public long Insert(StartRequest request) =>
        (long)_insert.With(request.Id, request.Name, request.Version, request.CreatedAt.Ticks, request.StartAt.Ticks, request.Input, request.Trace).ExecuteScalar()!;

    public void Update(long rid, OrchestrationRuntimeStatus status, int openActivities, DateTime at, string? customStatus) =>
        _update.With(rid, (int)status, openActivities, at.Ticks, customStatus).ExecuteNonQuery();

    public void End(long rid, CompleteOrchestrationAction completion, DateTime at, string? customStatus)
    {
        var failure = completion.FailureDetails is { } details ? HistoryCodec.Encode(details) : null;
        _end.With(rid, (int)completion.Status, at.Ticks, customStatus, completion.Result, failure).ExecuteNonQuery();
        _removeTimers.With(rid).ExecuteNonQuery();
        _clearInbox.With(rid).ExecuteNonQuery();
    }

    /// <summary>The instance begins a new run: its history and timers go, what waits for it stays.</summary>
    public void Restart(long rid, DateTime at, string? customStatus, string? input)
    {
        _restart.With(rid, at.Ticks, customStatus, input).ExecuteNonQuery();
        _removeTimers.With(rid).ExecuteNonQuery();
        _removeHistory.With(rid).ExecuteNonQuery();
    }

    public void Append(long rid, byte[] events) => _append.With(rid, events).ExecuteNonQuery();

    public void AddTimer(long rid, int id, DateTime due) => _addTimer.With(rid, id, due.Ticks).ExecuteNonQuery();

    public void RemoveTimer(long rid, int id) => _removeTimer.With(rid, id).ExecuteNonQuery();

    public long AddInbox(long rid, HistoryEvent historyEvent) => (long)_addInbox.With(rid, HistoryCodec.Encode(historyEvent)).ExecuteScalar()!;

    public void RemoveInbox(long seq) => _removeInbox.With(seq).ExecuteNonQuery();

    public void Purge(long rid)
    {
        _removeTimers.With(rid).ExecuteNonQuery();
        _clearInbox.With(rid).ExecuteNonQuery();
        _removeHistory.With(rid).ExecuteNonQuery();
        _removeInstance.With(rid).ExecuteNonQuery();
    }

    private static List<long> Keys(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var keys = new List<long>();
        while (row.Read())
        {
            keys.Add(row.GetInt64(0));
        }

        return keys;
    }

    private List<Message> InboxOf(long rid)
    {
        var inbox = new List<Message>();
        using var row = _inboxOf.With(rid).ExecuteReader();
        while (row.Read())
        {
            inbox.Add(new Message(HistoryCodec.DecodeEvent(row.GetFieldValue<byte[]>(1)), row.GetInt64(0)));
        }

        return inbox;
    }

    private List<DueTimer> DueTimersOf(long rid, DateTime now)
    {
        var timers = new List<DueTimer>();
        using var row = _dueTimersOf.With(rid, now.Ticks).ExecuteReader();
        while (row.Read())
        {
            timers.Add(new DueTimer(new DateTime(row.GetInt64(1), DateTimeKind.Utc), rid, row.GetInt32(0)));
        }

        return timers;
    }

    public void Dispose()
    {
        foreach (var command in new[]
        {
            _begin, _commit, _generation, _find, _load, _inboxOf, _dueTimersOf, _hasTimer, _insert, _update, _end, _restart, _append, _addTimer, _removeTimer, _removeTimers,
            _addInbox, _removeInbox, _clearInbox, _removeHistory, _removeInstance,
        })
        {
            command.Dispose();
        }
    }
}
