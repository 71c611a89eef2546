using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteCapacityLedger(CaseDatabase database) : ICapacityLedger
{
    /// <summary>The newest count of each facility.</summary>
    internal const string NewestCounts =
        "SELECT * FROM capacity WHERE municipality=$m AND seq IN (SELECT MAX(seq) FROM capacity WHERE municipality=$m GROUP BY facility_id)";

    public Task<IReadOnlyDictionary<string, FacilityUse>> ReadAsync(string municipality, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<string, FacilityUse>>(
            connection =>
            {
                using var snapshot = connection.BeginTransaction(deferred: true);
                var held = connection.Query(
                    snapshot,
                    "SELECT facility_id, COUNT(*) FROM places WHERE municipality=$m GROUP BY facility_id",
                    row => (Facility: row.GetString(0), Count: row.GetInt32(1)),
                    ("m", municipality)).ToDictionary(h => h.Facility, h => h.Count, StringComparer.Ordinal);
                var outside = Counts(connection, snapshot, municipality).ToDictionary(c => c.FacilityId, c => c.Places, StringComparer.Ordinal);
                var queues = connection.Query(
                    snapshot,
                    "SELECT facility_id, case_id, joined_at, offered FROM queue WHERE municipality=$m ORDER BY facility_id, joined_at, case_id",
                    row => (Facility: row.GetString(0), CaseId: row.GetString(1), Since: row.Instant("joined_at")!.Value, Offered: row.GetInt64(3) == 1),
                    ("m", municipality)).GroupBy(q => q.Facility).ToDictionary(
                        g => g.Key,
                        g => g.Select((q, i) => new QueuedCase(new CaseRef(municipality, q.CaseId), i + 1, q.Since, q.Offered)).ToList(),
                        StringComparer.Ordinal);
                return held.Keys.Concat(outside.Keys).Concat(queues.Keys).Distinct(StringComparer.Ordinal).ToDictionary(
                    id => id,
                    id => new FacilityUse(id, held.GetValueOrDefault(id), outside.GetValueOrDefault(id), queues.GetValueOrDefault(id) ?? []),
                    StringComparer.Ordinal);
            },
            cancellation);

    public Task<IReadOnlyList<OutsideCount>> OutsideAsync(string municipality, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<OutsideCount>>(connection => Counts(connection, null, municipality), cancellation);

    public Task CountOutsideAsync(string municipality, string facilityId, int places, string note, string by, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        return database.WriteAsync(
            (connection, transaction) =>
            {
                var before = Counts(connection, transaction, municipality).FirstOrDefault(c => c.FacilityId == facilityId);
                if (before?.Places != places)
                {
                    var count = new OutsideCount(municipality, facilityId, places, note, by, database.Time.GetUtcNow());
                    var previous = connection.Query(transaction, "SELECT hash FROM capacity ORDER BY seq DESC LIMIT 1", row => row.GetString(0));
                    connection.Run(
                        transaction,
                        "INSERT INTO capacity (municipality, facility_id, places, note, by_whom, at, hash) VALUES ($m,$f,$p,$n,$by,$at,$h)",
                        ("m", municipality), ("f", facilityId), ("p", places), ("n", note), ("by", by), ("at", count.At), ("h", Hash(previous is [var last] ? last : JournalChain.Start, count)));
                }

                return true;
            },
            cancellation);
    }

    /// <summary>Each count is chained to the one before, so that one changed or taken out from outside shows.</summary>
    internal static string Hash(string previous, OutsideCount count) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', previous, count.Municipality, count.FacilityId, count.Places.ToString(CultureInfo.InvariantCulture), count.By, JournalChain.Instant(count.At), count.Note))));

    internal static OutsideCount Row(SqliteDataReader row) => new(
        row.Text("municipality")!, row.Text("facility_id")!, (int)row.Long("places"), row.Text("note")!, row.Text("by_whom")!, row.Instant("at")!.Value);

    private static List<OutsideCount> Counts(SqliteConnection connection, SqliteTransaction? transaction, string municipality) =>
        [.. connection.Query(transaction, NewestCounts, Row, ("m", municipality))];
}
