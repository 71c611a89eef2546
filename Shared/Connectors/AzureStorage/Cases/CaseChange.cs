using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What one append adds, chained to what was there. <c>Bodies</c> are sealed with the key of the case.</summary>
internal sealed record CaseChange(CaseRecord Before, CaseRecord After, IReadOnlyList<JournalEntry> Added, IReadOnlyList<string> Bodies, int Generation)
{
    /// <summary>The key that was made for this append; null where the case has one.</summary>
    private byte[]? NewKey { get; init; }

    public static CaseChange Of(Append append, CaseRecord before, IReadOnlyList<CaseEvent> facts, DateTimeOffset at, byte[]? known)
    {
        if (facts.Count == 0)
        {
            return new CaseChange(before, before, [], [], before.State.Generation);
        }

        var previous = before.Entries.Count == 0 ? JournalChain.Start : before.Entries[^1].Hash;
        var generation = append.Generation ?? before.State.Generation;
        var key = known ?? JournalSeal.NewKey();
        List<JournalEntry> added = [];
        List<string> bodies = [];
        foreach (var fact in facts)
        {
            var version = before.Version + added.Count + 1;
            var body = JournalSeal.Seal(JournalChain.Write(fact), key, append.Case, version);
            previous = JournalChain.Hash(previous, append.Case, version, append.Key, generation, at, body);
            added.Add(new JournalEntry { Version = version, Key = append.Key, At = at, Event = fact, Hash = previous });
            bodies.Add(body);
        }

        List<JournalEntry> entries = [.. before.Entries, .. added];
        var after = new CaseRecord(append.Case, entries[^1].Version, CaseState.Fold(entries.Select(e => e.Event)), entries);
        return new CaseChange(before, after, added, bodies, generation) { NewKey = known is null ? key : null };
    }

    public TableBatch Batch(Append append, TableEntity? head)
    {
        var batch = new TableBatch(CasePartition.KeyOf(append.Case));
        foreach (var (entry, body) in Added.Zip(Bodies))
        {
            batch.Insert(CasePartition.Row(append.Case, entry, Generation, body));
        }

        if (NewKey is not null)
        {
            batch.Insert(CasePartition.Row(append.Case, NewKey));
        }

        if (append.Wakes)
        {
            batch.Insert(MarkRows.Row(Before, After));
        }

        var next = new TableEntity(batch.PartitionKey, CasePartition.HeadRow)
        {
            ["Municipality"] = append.Case.Municipality,
            ["CaseId"] = append.Case.CaseId,
            ["Version"] = After.Version,
            ["Hash"] = Added[^1].Hash,
            ["Generation"] = After.State.Generation,
        };
        return head is null ? batch.Insert(next) : batch.Replace(next, head.ETag!);
    }
}
