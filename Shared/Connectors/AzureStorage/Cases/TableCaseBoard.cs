using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableCaseBoard(CaseTables tables, CaseIndexKeys keys) : ICaseBoard
{
    private readonly BoardReader _reader = new(tables);

    public async Task<IReadOnlyList<CaseRow>> ListAsync(string municipality, string? assignee, bool includeClosed, CancellationToken cancellation)
    {
        var rows = await RowsAsync(municipality, assignee, includeClosed, cancellation);
        return [.. BoardOrder.Of(rows.Select(r => BoardRows.Read(municipality, r)), byDue: false)];
    }

    /// <summary>From the index, where it answers the question; else the municipality's rows are read, a thousand a request, and cut here.</summary>
    public async Task<BoardPage> PageAsync(BoardQuery query, CancellationToken cancellation)
    {
        if (await _reader.PageAsync(query, cancellation) is { } page)
        {
            return page;
        }

        var stored = await RowsAsync(query.Municipality, query.Assignee, query.IncludeClosed, cancellation);
        if (query is { Assignee: null, IncludeClosed: false } && await _reader.LoadsAsync(query.Municipality, cancellation) is null)
        {
            await _reader.GrowAsync(query.Municipality, stored, cancellation);
        }

        List<CaseRow> rows = [.. BoardOrder.Of(stored.Select(r => BoardRows.Read(query.Municipality, r)).Where(query.Takes), query.ByDue)];
        return new BoardPage([.. rows.Skip(query.Skip).Take(query.Take)], rows.Count);
    }

    public async Task<IReadOnlyList<RestrictedCase>> RestrictedAsync(string municipality, CancellationToken cancellation) =>
        [.. RestrictedCase.Of((await tables.Board.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsBefore(BoardIndex.First), TableFilter.Is("Restricted", true)), cancellation))
            .Select(r => BoardRows.Read(municipality, r))).OrderBy(r => r.Case.CaseId, StringComparer.Ordinal)];

    public async Task<IReadOnlyList<BoardLoad>> LoadsAsync(string municipality, CancellationToken cancellation) =>
    [
        .. (await _reader.LoadsAsync(municipality, cancellation)
                ?? (await ListAsync(municipality, null, includeClosed: false, cancellation)).GroupBy(r => (r.Assignee, r.Role)).Select(g => new BoardLoad(g.Key.Assignee, g.Key.Role, g.Count())))
            .OrderBy(l => l.Assignee, StringComparer.Ordinal).ThenBy(l => l.Role, StringComparer.Ordinal),
    ];

    public async Task<IReadOnlyList<CaseRef>> FindByPersonAsync(string municipality, string personalCode, CancellationToken cancellation) =>
        await FindAsync(municipality, FindRows.Person(keys.PersonKey(personalCode)), cancellation);

    public async Task<CaseRef?> FindByMessageAsync(string municipality, IReadOnlyList<string> messageIds, CancellationToken cancellation)
    {
        foreach (var id in messageIds)
        {
            List<CaseRef> subjects = [.. await FindAsync(municipality, FindRows.Filed(id), cancellation), .. await FindAsync(municipality, FindRows.SentPrefix(id), cancellation)];
            CaseRow? newest = null;
            foreach (var subject in subjects.Distinct())
            {
                // What was sent may be about a message that is no case.
                if (await tables.Board.FindAsync(TableKeys.Of(municipality), TableKeys.Of(subject.CaseId), cancellation) is { } row
                    && BoardRows.Read(municipality, row) is var found && (newest is null || found.ReceivedOn > newest.ReceivedOn))
                {
                    newest = found;
                }
            }

            if (newest is not null)
            {
                return newest.Case;
            }
        }

        return null;
    }

    public async Task<CaseRef?> FindByNumberAsync(string municipality, string number, CancellationToken cancellation)
    {
        var found = await FindAsync(municipality, FindRows.Number(number), cancellation);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IReadOnlyList<CaseRef>> FindBySenderAsync(string municipality, string address, CancellationToken cancellation)
    {
        List<CaseRow> rows = [];
        var key = keys.SenderKey(address);
        foreach (var reference in await FindAsync(municipality, FindRows.Sender(key), cancellation))
        {
            // A former address still stands in the keys; the row knows the one of today.
            if (await tables.Board.FindAsync(TableKeys.Of(municipality), TableKeys.Of(reference.CaseId), cancellation) is { } row && row.Text(BoardRows.Sender) == key)
            {
                rows.Add(BoardRows.Read(municipality, row));
            }
        }

        return [.. rows.OrderByDescending(r => r.ReceivedOn).ThenBy(r => r.Case.CaseId, StringComparer.Ordinal).Take(10).Select(r => r.Case)];
    }

    public async Task<CaseRef?> FindByAddressTokenAsync(string municipality, string token, CancellationToken cancellation)
    {
        var found = await FindAsync(municipality, FindRows.Address(token), cancellation);
        return found.Count == 0 ? null : found[0];
    }

    private Task<List<TableEntity>> RowsAsync(string municipality, string? assignee, bool includeClosed, CancellationToken cancellation)
    {
        List<string> filters = [TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsBefore(BoardIndex.First)];
        if (!includeClosed)
        {
            filters.Add(TableFilter.Is("Closed", false));
        }

        if (assignee is not null)
        {
            filters.Add(TableFilter.Is("Assignee", assignee));
        }

        return tables.Board.ListAsync(TableFilter.And([.. filters]), cancellation);
    }

    private async Task<IReadOnlyList<CaseRef>> FindAsync(string municipality, string prefix, CancellationToken cancellation) =>
        [.. (await tables.Finds.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsFrom(prefix)), cancellation))
            .Select(r => new CaseRef(municipality, r.RequiredText("CaseId")))];
}
