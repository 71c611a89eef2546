using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

internal sealed class SqliteAppendContext(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record, DateTimeOffset now) : IAppendContext
{
    public CaseState State => record.State;

    public long Version => record.Version;

    public DateTimeOffset Now => now;

    public long NextNumber(string series) => Counters.Next(connection, transaction, record.Case.Municipality, series);

    /// <summary>A case that continues another one counts neither its own place nor the one it takes over.</summary>
    public int PlacesTaken(string facilityId) => (int)connection.Number(
        transaction,
        "SELECT (SELECT COUNT(*) FROM places WHERE municipality=$m AND facility_id=$f AND case_id<>$c AND case_id<>$o)"
        + " + COALESCE((SELECT places FROM capacity WHERE municipality=$m AND facility_id=$f ORDER BY seq DESC LIMIT 1), 0)",
        ("m", record.Case.Municipality), ("f", facilityId), ("c", record.Case.CaseId), ("o", CapacityProjection.TakenOverFrom(record.State)));

    public int QueueAhead(string facilityId) => (int)connection.Number(
        transaction,
        """
        SELECT COUNT(*) FROM queue AS other WHERE other.municipality=$m AND other.facility_id=$f AND other.case_id<>$c AND other.offered=0
          AND NOT EXISTS (SELECT 1 FROM queue AS own WHERE own.municipality=$m AND own.case_id=$c
            AND (own.joined_at < other.joined_at OR (own.joined_at = other.joined_at AND own.case_id < other.case_id)))
        """,
        ("m", record.Case.Municipality), ("f", facilityId), ("c", record.Case.CaseId));

    public bool HoldsPlace(string facilityId) => connection.Number(
        transaction,
        "SELECT COUNT(*) FROM places WHERE municipality=$m AND facility_id=$f AND (case_id=$c OR case_id=$o)",
        ("m", record.Case.Municipality), ("f", facilityId), ("c", record.Case.CaseId), ("o", CapacityProjection.TakenOverFrom(record.State))) > 0;
}

internal static class Counters
{
    public static long Next(SqliteConnection connection, SqliteTransaction transaction, string municipality, string series)
    {
        connection.Run(
            transaction,
            "INSERT INTO counters (municipality, series, value) VALUES ($m, $s, 1) ON CONFLICT (municipality, series) DO UPDATE SET value=value+1",
            ("m", municipality), ("s", series));
        return connection.Number(transaction, "SELECT value FROM counters WHERE municipality=$m AND series=$s", ("m", municipality), ("s", series));
    }
}
