using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

internal sealed class SqliteAppendContext(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record, DateTimeOffset now) : IAppendContext
{
    public CaseState State => record.State;

    public long Version => record.Version;

    public DateTimeOffset Now => now;

    public long NextNumber(string series) => Counters.Next(connection, transaction, record.Case.Municipality, series);

    public int PlacesTaken(string facilityId) => (int)connection.Number(
        transaction,
        "SELECT COUNT(*) FROM places WHERE municipality=$m AND facility_id=$f AND case_id<>$c",
        ("m", record.Case.Municipality), ("f", facilityId), ("c", record.Case.CaseId));
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
