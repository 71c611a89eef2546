using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// What follows from the journal, worked out anew case by case and compared with what is stored by sums, so that neither is held in memory. Cases still in the
/// making are left out.
/// </summary>
/// <param name="pending">What is still to be written, as it stood before the cases were read.</param>
/// <param name="common">Counters, places and their counts of all municipalities.</param>
internal sealed class FollowUpCheck(CaseTables tables, CaseIndexKeys keys, IReadOnlyList<PendingRow> pending, IReadOnlyList<TableEntity> common)
{
    private readonly HashSet<(string Partition, string CaseId)> _unfinished = [.. pending.Where(p => p.Finish).Select(p => (TableKeys.Of(p.Case.Municipality), p.Case.CaseId))];
    private readonly HashSet<(CaseRef Case, long Version)> _announced = [.. pending.Where(p => !p.Finish).Select(p => (p.Case, p.Version))];
    private readonly Dictionary<(string, string), long> _counters =
        common.Where(r => r.RowKey.StartsWith("n|", StringComparison.Ordinal)).ToDictionary(r => (r.PartitionKey, r.RowKey), r => r.Number("Value"));

    private readonly List<string> _problems = [];
    private readonly Dictionary<string, RowTally> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Partition, string Row), long> _open = [];
    private RowTally _board;
    private RowTally _keys;
    private RowTally _places;

    public void Add(StandingCase? standing)
    {
        if (standing is null)
        {
            return;
        }

        var record = standing.Record;
        _problems.AddRange(Counters(record));
        _problems.AddRange(standing.Marks.Select(m => m.Number("Version")).Where(v => !_announced.Contains((record.Case, v)))
            .Select(v => $"{record.Case} version {v}: its nudge is not in the outbox. Run rebuild-boards."));
        var board = BoardRows.Row(record, keys);
        Add(ref _board, board);
        BoardIndex.Of(record.Case.Municipality, board).ToList().ForEach(r => AddList(_lists, r));
        Count(record, board);
        foreach (var row in FindRows.Of(record.Case, record.Entries, keys).DistinctBy(r => r.RowKey))
        {
            Add(ref _keys, row);
        }

        if (CaseStake.Of(record.Entries) is var stake && stake != CaseStake.None)
        {
            Add(ref _places, StakeRows.Row(record.Case, stake));
        }
    }

    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellation)
    {
        var (board, found, places) = (default(RowTally), default(RowTally), default(RowTally));
        Dictionary<string, RowTally> lists = new(StringComparer.Ordinal);
        List<TableEntity> counts = [];
        await foreach (var row in tables.Board.QueryAsync(null, cancellation))
        {
            if (string.CompareOrdinal(row.RowKey, BoardIndex.First) < 0)
            {
                Add(ref board, row);
            }
            else if (row.RowKey.StartsWith(BoardIndex.WholeRow, StringComparison.Ordinal))
            {
                counts.Add(row);
            }
            else
            {
                AddList(lists, row);
            }
        }

        CompareLists(lists, counts);
        await foreach (var row in tables.Finds.QueryAsync(null, cancellation))
        {
            if (!FindRows.IsSent(row))
            {
                Add(ref found, row);
            }
        }

        foreach (var row in common.Where(r => StakeRows.Is(r) && StakeRows.Read(r) is var stored && (stored.Stake != CaseStake.None || stored.Still is not null)))
        {
            Add(ref places, row);
        }

        Compare("board", _board, board);
        Compare("look-up keys", _keys, found);
        Compare("places", _places, places);
        _problems.AddRange(common.GroupBy(r => r.PartitionKey, StringComparer.Ordinal).SelectMany(g => CapacityRows.Problems([.. g])));
        return _problems;
    }

    private void Add(ref RowTally tally, TableEntity row)
    {
        if (!_unfinished.Contains((row.PartitionKey, row.RequiredText("CaseId"))))
        {
            tally.Add(Text(row));
        }
    }

    private void AddList(Dictionary<string, RowTally> lists, TableEntity row)
    {
        var tally = lists.GetValueOrDefault(row.PartitionKey);
        Add(ref tally, row);
        lists[row.PartitionKey] = tally;
    }

    private void Count(CaseRecord record, TableEntity board)
    {
        if (BoardRows.Read(record.Case.Municipality, board) is { Closed: false } shown)
        {
            var key = (board.PartitionKey, BoardIndex.GroupOf(shown).CountRow);
            _open[key] = _open.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Only where the index says that it is whole; the counts only where no case is in the making.</summary>
    private void CompareLists(Dictionary<string, RowTally> lists, List<TableEntity> counts)
    {
        foreach (var partition in counts.Where(c => c.RowKey == BoardIndex.WholeRow).Select(c => c.PartitionKey))
        {
            Compare($"lists of {partition}", _lists.GetValueOrDefault(partition), lists.GetValueOrDefault(partition));
            var stored = counts.Where(c => c.PartitionKey == partition && c.RowKey != BoardIndex.WholeRow && c.Number("Open") > 0).ToDictionary(c => c.RowKey, c => c.Number("Open"), StringComparer.Ordinal);
            var expected = _open.Where(o => o.Key.Partition == partition).ToDictionary(o => o.Key.Row, o => o.Value, StringComparer.Ordinal);
            if (!_unfinished.Any(u => u.Partition == partition) && (stored.Count != expected.Count || expected.Any(e => stored.GetValueOrDefault(e.Key) != e.Value)))
            {
                _problems.Add($"lists of {partition}: how many cases are whose is not what the journal adds up to. Run rebuild-boards.");
            }
        }
    }

    private void Compare(string what, RowTally expected, RowTally stored)
    {
        if (expected != stored)
        {
            _problems.Add($"{what}: what is stored ({stored.Rows} rows) is not what the journal adds up to ({expected.Rows} rows). Run rebuild-boards.");
        }
    }

    internal static string Text(TableEntity row) => string.Join(
        '\u001f', row.Properties.Where(p => p.Key is not (BoardRows.Behind or BoardIndex.Listed)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(row.RowKey).Prepend(row.PartitionKey));

    private IEnumerable<string> Counters(CaseRecord record)
    {
        foreach (var number in new[] { record.State.Number, record.State.Approval?.DecisionNumber }.OfType<string>())
        {
            var slash = number.LastIndexOf('/');
            if (long.Parse(number[(slash + 1)..], System.Globalization.CultureInfo.InvariantCulture) > _counters.GetValueOrDefault((TableKeys.Of(record.Case.Municipality), CommonRows.CounterRow(number[..slash]))))
            {
                yield return $"{record.Case}: its number {number} is ahead of its counter, which would give it again.";
            }
        }
    }
}
