namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// The hub's tables. History is append-only, one row for each turn, under integer keys: never clustered by instance,
/// which would scatter every commit over as many pages as it has instances. Instants are UTC ticks.
/// </summary>
internal static class HubSchema
{
    /// <summary>"SWTH": marks the file as a task hub.</summary>
    public const int ApplicationId = 0x53575448;

    /// <summary>
    /// 2: history in <see cref="HistoryCodec"/>'s bytes instead of JSON; start instants among the timers; timers by due time.
    /// 3: the trace an instance goes on with.
    /// </summary>
    public const int Version = 3;

    /// <summary>Pending, running or suspended. Not with IN: for more than two values SQLite builds a table at every update.</summary>
    public const string Unfinished = "(status = 0 OR status = 6 OR status = 7)";

    public const string Create = """
        CREATE TABLE hub (one INTEGER PRIMARY KEY CHECK (one = 1), generation INTEGER NOT NULL) STRICT;
        INSERT INTO hub VALUES (1, 0);

        CREATE TABLE instances (
            rid INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            version TEXT,
            status INTEGER NOT NULL,
            open_activities INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            start_at INTEGER NOT NULL,
            custom_status TEXT,
            input TEXT,
            output TEXT,
            failure BLOB,
            trace TEXT
        ) STRICT;

        CREATE TABLE history (seq INTEGER PRIMARY KEY, rid INTEGER NOT NULL, events BLOB NOT NULL) STRICT;
        CREATE INDEX history_of ON history (rid);

        CREATE TABLE inbox (seq INTEGER PRIMARY KEY, rid INTEGER NOT NULL, event BLOB NOT NULL) STRICT;
        CREATE INDEX inbox_of ON inbox (rid);

        CREATE TABLE timers (rid INTEGER NOT NULL, id INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (rid, id)) STRICT, WITHOUT ROWID;
        """ + Indexes;

    /// <summary>What version 2 looks things up by; a migrated file gets it too.</summary>
    public const string Indexes = $"""
        CREATE INDEX instances_unfinished ON instances (rid) WHERE {Unfinished};
        CREATE INDEX timers_due ON timers (due);
        """;
}
