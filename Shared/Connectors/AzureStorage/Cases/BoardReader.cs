using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Pages from the index: of all open cases one or two ranges, of a person's one for each of their groups, and one request for the counts. An installation of
/// before there was an index is read as a whole, and each such reading brings some of its cases into it.
/// </summary>
internal sealed class BoardReader(CaseTables tables)
{
    /// <summary>Brought into the index by one reading.</summary>
    private const int MostListed = 250;

    private const int RowsOfAPage = 1000;

    private readonly BoardWriter _writer = new(tables);

    /// <summary>Null where the counts do not stand yet.</summary>
    public async Task<IReadOnlyList<BoardLoad>?> LoadsAsync(string municipality, CancellationToken cancellation)
    {
        var rows = await tables.Board.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsFrom(BoardIndex.WholeRow)), cancellation);
        return rows.Exists(r => r.RowKey == BoardIndex.WholeRow)
            ? [.. rows.Where(r => r.RowKey != BoardIndex.WholeRow && r.Number("Open") > 0).Select(r => new BoardLoad(r.Text("Assignee"), r.RequiredText("Role"), (int)r.Number("Open")))]
            : null;
    }

    /// <summary>Null where the index does not answer the question, or does not stand yet.</summary>
    public async Task<BoardPage?> PageAsync(BoardQuery query, CancellationToken cancellation)
    {
        if (!Knows(query) || await LoadsAsync(query.Municipality, cancellation) is not { } loads)
        {
            return null;
        }

        List<BoardLoad> own = [.. loads.Where(l => (query.Owner is null || query.Owner.Owns(l.Assignee, l.Role)) && (!query.Unassigned || l.Assignee is null))];
        var isAll = query is { Owner: null, Unassigned: false };
        bool?[] urgencies = query.ByDue || query.DueBy is not null || isAll ? [true, false] : [null];
        List<string> ranges = [.. isAll ? urgencies.Select(u => BoardIndex.ByDue(u!.Value)) : own.SelectMany(l => urgencies.Select(u => BoardIndex.ByOwner(new(l.Assignee, l.Role), u)))];
        var most = query.DueBy is null ? query.Skip + query.Take : int.MaxValue;
        var found = (await Task.WhenAll(ranges.Select(r => RangeAsync(query.Municipality, r, query.DueBy, most, cancellation)))).SelectMany(r => r).ToList();
        return new BoardPage([.. BoardOrder.Of(found, query.ByDue).Skip(query.Skip).Take(query.Take)], query.DueBy is null ? own.Sum(l => l.Open) : found.Count);
    }

    /// <summary>Of these rows, read as a whole, brings some into the index that are not in it yet.</summary>
    public async Task GrowAsync(string municipality, IReadOnlyList<TableEntity> open, CancellationToken cancellation)
    {
        var missing = open.Where(r => !r.Flag(BoardIndex.Listed)).Take(MostListed).ToList();
        if (missing.Count > 0)
        {
            await _writer.ListAsync(municipality, missing, cancellation);
            return;
        }

        await tables.Board.InsertAsync(new TableEntity(TableKeys.Of(municipality), BoardIndex.WholeRow), cancellation);
    }

    private static bool Knows(BoardQuery query) => query is
    {
        IncludeClosed: false,
        Assignee: null,
        ServiceId: null,
        Stage: null,
        Step: null,
        Cases: null,
        Words.Count: 0,
        Known: null,
    };

    private async Task<List<CaseRow>> RangeAsync(string municipality, string prefix, DateOnly? dueBy, int most, CancellationToken cancellation)
    {
        // After the day's rows and before the next day's: no key has a tilde behind its day.
        var filter = dueBy is { } day
            ? TableFilter.And(TableFilter.RowsFrom(prefix), TableFilter.RowsBefore($"{prefix}{BoardIndex.Day(day)}~"))
            : TableFilter.RowsFrom(prefix);
        List<CaseRow> rows = [];
        if (most > 0)
        {
            await foreach (var row in tables.Board.QueryAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), filter), cancellation, Math.Min(most, RowsOfAPage)))
            {
                rows.Add(BoardRows.Read(municipality, row));
                if (rows.Count == most)
                {
                    break;
                }
            }
        }

        return rows;
    }
}
