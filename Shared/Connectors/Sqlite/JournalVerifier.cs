using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>
/// Recomputes every hash and link, checks that versions have no gaps and keys no split, and that the state stored
/// equals the state folded from the journal (design invariant I11).
/// </summary>
public sealed class JournalVerifier(CaseDatabase database, CaseIndexKeys keys) : IJournalVerifier
{
    private sealed record StoredEntry(CaseRef Case, long Version, string Key, int Generation, string At, string Body, string Hash, string Link);

    public Task<JournalVerification> VerifyAsync(CancellationToken cancellation) => database.ReadAsync(connection => Verify(connection, keys), cancellation);

    private static JournalVerification Verify(SqliteConnection connection, CaseIndexKeys keys)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var entries = connection.Query(
            snapshot,
            "SELECT municipality, case_id, version, key, generation, at, body, hash, link FROM journal ORDER BY seq",
            row => new StoredEntry(
                new CaseRef(row.Text("municipality")!, row.Text("case_id")!),
                row.Long("version"),
                row.Text("key")!,
                (int)row.Long("generation"),
                row.Text("at")!,
                row.Text("body")!,
                row.Text("hash")!,
                row.Text("link")!));
        List<string> problems = [];
        CheckLinks(connection, snapshot, entries, problems);
        var byCase = entries.GroupBy(e => e.Case).ToList();
        foreach (var group in byCase)
        {
            CheckCase(connection, snapshot, group.Key, [.. group], problems);
        }

        if (problems.Count == 0)
        {
            problems.AddRange(ProjectionCheck.Compare(connection, snapshot, [.. byCase.Select(g => g.Key)], keys));
        }

        problems.AddRange(SqliteLooks.Check(connection, snapshot));
        return new JournalVerification(entries.Count, byCase.Count, problems);
    }

    private static void CheckLinks(SqliteConnection connection, SqliteTransaction snapshot, List<StoredEntry> entries, List<string> problems)
    {
        foreach (var group in entries.GroupBy(e => e.Case.Municipality))
        {
            var link = JournalChain.Start;
            var count = 0L;
            foreach (var entry in group)
            {
                link = JournalChain.Link(link, entry.Hash);
                count++;
                if (link != entry.Link)
                {
                    problems.Add($"{entry.Case} version {entry.Version}: the municipality's chain is broken before or at this entry.");
                    link = entry.Link;
                }
            }

            var head = connection.Query(snapshot, "SELECT entries, link FROM chain_heads WHERE municipality=$m", row => (Entries: row.GetInt64(0), Link: row.GetString(1)), ("m", group.Key));
            if (head.Count == 0 || head[0].Entries != count || head[0].Link != link)
            {
                problems.Add($"{group.Key}: the journal ends elsewhere than its recorded head; entries were removed or added from outside.");
            }
        }

        var heads = connection.Number(snapshot, "SELECT COALESCE(SUM(entries), 0) FROM chain_heads");
        if (heads != entries.Count)
        {
            problems.Add($"The recorded heads count {heads} entries, the journal has {entries.Count}.");
        }
    }

    private static void CheckCase(SqliteConnection connection, SqliteTransaction snapshot, CaseRef reference, List<StoredEntry> entries, List<string> problems)
    {
        var previous = JournalChain.Start;
        var state = CaseState.Empty;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Version != i + 1)
            {
                problems.Add($"{reference}: version {i + 1} is missing, {entry.Version} follows.");
            }

            if (!DateTimeOffset.TryParse(entry.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                || JournalChain.Hash(previous, reference, entry.Version, entry.Key, entry.Generation, at, entry.Body) != entry.Hash)
            {
                problems.Add($"{reference} version {entry.Version}: the content does not match its hash.");
            }

            previous = entry.Hash;
            try
            {
                state = state.Apply(JournalChain.Read(entry.Body));
            }
            catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
            {
                problems.Add($"{reference} version {entry.Version}: the stored event cannot be read.");
                return;
            }
        }

        var stored = connection.Query(
            snapshot,
            "SELECT state, version FROM cases WHERE municipality=$m AND case_id=$c",
            row => (State: row.GetString(0), Version: row.GetInt64(1)),
            ("m", reference.Municipality), ("c", reference.CaseId));
        if (stored.Count == 0 || stored[0].Version != entries[^1].Version || stored[0].State != JournalChain.WriteState(state))
        {
            problems.Add($"{reference}: the stored state is not what the journal adds up to.");
        }
    }
}
