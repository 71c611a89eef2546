using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>One case: its hashes recomputed, and the stored state against what its events add up to. Holds one case in memory.</summary>
internal static class CaseCheck
{
    private sealed record StoredEntry(long Version, string Key, int Generation, string At, string Body, string Hash);

    public static IReadOnlyList<string> Check(SqliteConnection connection, SqliteTransaction snapshot, CaseRef reference)
    {
        var key = CaseKeys.Find(connection, snapshot, reference);
        var entries = connection.Query(
            snapshot,
            "SELECT version, key, generation, at, body, hash FROM journal WHERE municipality=$m AND case_id=$c ORDER BY seq",
            row => new StoredEntry(row.Long("version"), row.Text("key")!, (int)row.Long("generation"), row.Text("at")!, row.Text("body")!, row.Text("hash")!),
            ("m", reference.Municipality), ("c", reference.CaseId));
        List<string> problems = [];
        var previous = JournalChain.Start;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Version != i + 1)
            {
                problems.Add($"{reference}: version {i + 1} is missing, {entries[i].Version} follows.");
            }

            if (!IsWhole(reference, entries[i], previous, key))
            {
                problems.Add($"{reference} version {entries[i].Version}: the content does not match its hash.");
            }

            previous = entries[i].Hash;
        }

        problems.AddRange(key.DestroyedAt is null ? State(connection, snapshot, reference, entries, key.Key) : Destroyed(connection, snapshot, reference));
        return problems;
    }

    /// <summary>An entry of before there were keys is empty once its case was destroyed: its hash stands for it in the chain.</summary>
    private static bool IsWhole(CaseRef reference, StoredEntry entry, string previous, CaseKey key) =>
        (key.DestroyedAt is not null && entry.Body.Length == 0)
        || (DateTimeOffset.TryParse(entry.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && JournalChain.Hash(previous, reference, entry.Version, entry.Key, entry.Generation, at, entry.Body) == entry.Hash);

    private static IEnumerable<string> State(SqliteConnection connection, SqliteTransaction snapshot, CaseRef reference, List<StoredEntry> entries, byte[]? key)
    {
        var state = CaseState.Empty;
        foreach (var entry in entries)
        {
            string? unreadable = null;
            try
            {
                state = state.Apply(JournalChain.Read(JournalSeal.Open(entry.Body, key, reference, entry.Version)));
            }
            catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
            {
                unreadable = $"{reference} version {entry.Version}: the stored event cannot be read.";
            }

            if (unreadable is not null)
            {
                yield return unreadable;
                yield break;
            }
        }

        var stored = connection.Query(
            snapshot,
            "SELECT state, version FROM cases WHERE municipality=$m AND case_id=$c",
            row => (State: row.GetString(0), Version: row.GetInt64(1)),
            ("m", reference.Municipality), ("c", reference.CaseId));
        if (stored.Count == 0 || stored[0].Version != entries[^1].Version || stored[0].State != JournalChain.WriteState(state))
        {
            yield return $"{reference}: the stored state is not what the journal adds up to.";
        }
    }

    private static IEnumerable<string> Destroyed(SqliteConnection connection, SqliteTransaction snapshot, CaseRef reference)
    {
        if (connection.Number(snapshot, "SELECT COUNT(*) FROM cases WHERE municipality=$m AND case_id=$c", ("m", reference.Municipality), ("c", reference.CaseId)) != 0
            || connection.Number(snapshot, "SELECT COUNT(*) FROM case_keys WHERE municipality=$m AND case_id=$c AND key IS NOT NULL", ("m", reference.Municipality), ("c", reference.CaseId)) != 0)
        {
            yield return $"{reference}: its contents were destroyed, but something of it is stored again.";
        }
    }
}
