using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What follows from the journal, worked out anew and compared row by row with what is stored. Cases still in the making are left out.</summary>
internal sealed class FollowUpCheck(CaseTables tables, CaseIndexKeys keys)
{
    public async Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<StandingCase> cases, CancellationToken cancellation)
    {
        var pending = await new PendingWork(tables).ListAsync(cancellation);
        var unfinished = pending.Where(p => p.Finish).Select(p => p.Case).ToHashSet();
        var common = await tables.Common.ListAsync(null, cancellation);
        List<string> problems = [];
        Compare("board", cases.Select(c => BoardRows.Row(c.Record)), await tables.Board.ListAsync(null, cancellation), unfinished, problems);
        Compare(
            "look-up keys",
            cases.SelectMany(c => FindRows.Of(c.Record.Case, c.Record.Entries, keys)).DistinctBy(r => (r.PartitionKey, r.RowKey)),
            (await tables.Finds.ListAsync(null, cancellation)).Where(r => !FindRows.IsSent(r)),
            unfinished,
            problems);
        Compare(
            "places",
            cases.Select(c => (c.Record.Case, Stake: CaseStake.Of(c.Record.Entries))).Where(c => c.Stake != CaseStake.None).Select(c => StakeRows.Row(c.Case, c.Stake)),
            common.Where(r => StakeRows.Is(r) && StakeRows.Read(r) is var stored && (stored.Stake != CaseStake.None || stored.Still is not null)),
            unfinished,
            problems);
        problems.AddRange(Counters(cases, common));
        problems.AddRange(common.GroupBy(r => r.PartitionKey, StringComparer.Ordinal).SelectMany(g => CapacityRows.Problems([.. g])));
        var announced = pending.Where(p => !p.Finish).Select(p => (p.Case, p.Version)).ToHashSet();
        problems.AddRange(cases.SelectMany(c => c.Marks.Select(m => (c.Record.Case, Version: m.Number("Version")))).Where(m => !announced.Contains(m))
            .Select(m => $"{m.Case} version {m.Version}: its nudge is not in the outbox. Run rebuild-boards."));
        return problems;
    }

    private static void Compare(string what, IEnumerable<TableEntity> expected, IEnumerable<TableEntity> stored, HashSet<CaseRef> unfinished, List<string> problems)
    {
        var open = unfinished.Select(c => (TableKeys.Of(c.Municipality), c.CaseId)).ToHashSet();
        var (should, found) = (Texts(expected), Texts(stored));
        var wrong = should.Except(found, StringComparer.Ordinal).Count() + found.Except(should, StringComparer.Ordinal).Count();
        if (wrong > 0)
        {
            problems.Add($"{what}: {wrong} rows are not what the journal adds up to. Run rebuild-boards.");
        }

        HashSet<string> Texts(IEnumerable<TableEntity> rows) => rows.Where(r => !open.Contains((r.PartitionKey, r.RequiredText("CaseId")))).Select(Text).ToHashSet(StringComparer.Ordinal);
    }

    internal static string Text(TableEntity row) => string.Join(
        '\u001f', row.Properties.Where(p => p.Key != BoardRows.Behind).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(row.RowKey).Prepend(row.PartitionKey));

    private static IEnumerable<string> Counters(IReadOnlyList<StandingCase> cases, List<TableEntity> common)
    {
        var counters = common.Where(r => r.RowKey.StartsWith("n|", StringComparison.Ordinal)).ToDictionary(r => (r.PartitionKey, r.RowKey), r => r.Number("Value"));
        foreach (var record in cases.Select(c => c.Record))
        {
            foreach (var number in new[] { record.State.Number, record.State.Approval?.DecisionNumber }.OfType<string>())
            {
                var slash = number.LastIndexOf('/');
                if (long.Parse(number[(slash + 1)..]) > counters.GetValueOrDefault((TableKeys.Of(record.Case.Municipality), CommonRows.CounterRow(number[..slash]))))
                {
                    yield return $"{record.Case}: its number {number} is ahead of its counter, which would give it again.";
                }
            }
        }
    }
}
