using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <param name="Key">Null: destroyed, or the case has only plain entries of older versions.</param>
/// <param name="DestroyedAt">Null while the case can be read.</param>
internal sealed record CaseKey(byte[]? Key, DateTimeOffset? DestroyedAt);

/// <summary>The key of each case; destroying it destroys what its journal says.</summary>
internal static class CaseKeys
{
    public static CaseKey Find(SqliteConnection connection, SqliteTransaction? transaction, CaseRef reference) => connection.Query(
        transaction,
        "SELECT key, destroyed_at FROM case_keys WHERE municipality=$m AND case_id=$c",
        row => new CaseKey(row.IsDBNull(0) ? null : (byte[])row.GetValue(0), row.Instant("destroyed_at")),
        ("m", reference.Municipality), ("c", reference.CaseId)) is [var found] ? found : new CaseKey(null, null);

    /// <exception cref="CaseDestroyedException">It was destroyed.</exception>
    public static byte[] Take(SqliteConnection connection, SqliteTransaction transaction, CaseRef reference)
    {
        var found = Find(connection, transaction, reference);
        if (found.DestroyedAt is not null)
        {
            throw new CaseDestroyedException(reference);
        }

        if (found.Key is { } key)
        {
            return key;
        }

        var made = JournalSeal.NewKey();
        connection.Run(
            transaction, "INSERT INTO case_keys (municipality, case_id, key) VALUES ($m,$c,$k)", ("m", reference.Municipality), ("c", reference.CaseId), ("k", made));
        return made;
    }
}
