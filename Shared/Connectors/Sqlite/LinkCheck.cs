using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>The links of every municipality in the order of the file, row by row: nothing but the newest link of each is held in memory.</summary>
internal static class LinkCheck
{
    /// <param name="Entries">Read so far.</param>
    private sealed record End(long Entries, string Link);

    /// <returns>How many entries there are.</returns>
    public static long Check(SqliteConnection connection, SqliteTransaction snapshot, List<string> problems)
    {
        var ends = new Dictionary<string, End>(StringComparer.Ordinal);
        connection.Each(snapshot, "SELECT municipality, case_id, version, hash, link FROM journal ORDER BY seq", row =>
        {
            var reference = new CaseRef(row.GetString(0), row.GetString(1));
            var before = ends.GetValueOrDefault(reference.Municipality) ?? new End(0, JournalChain.Start);
            var link = row.GetString(4);
            if (JournalChain.Link(before.Link, row.GetString(3)) != link)
            {
                problems.Add($"{reference} version {row.GetInt64(2)}: the municipality's chain is broken before or at this entry.");
            }

            ends[reference.Municipality] = new End(before.Entries + 1, link);
        });
        foreach (var (municipality, end) in ends)
        {
            var head = Head(connection, snapshot, municipality);
            if (head is null || head.Entries != end.Entries || head.Link != end.Link)
            {
                problems.Add($"{municipality}: the journal ends elsewhere than its recorded head; entries were removed or added from outside.");
            }
        }

        var (recorded, found) = (connection.Number(snapshot, "SELECT COALESCE(SUM(entries), 0) FROM chain_heads"), ends.Values.Sum(e => e.Entries));
        if (recorded != found)
        {
            problems.Add($"The recorded heads count {recorded} entries, the journal has {found}.");
        }

        return found;
    }

    private static End? Head(SqliteConnection connection, SqliteTransaction snapshot, string municipality) => connection.Query(
        snapshot, "SELECT entries, link FROM chain_heads WHERE municipality=$m", row => new End(row.GetInt64(0), row.GetString(1)), ("m", municipality)).FirstOrDefault();
}
