using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>A row for each entry under its number: two writers of the same number meet in the insert, and the second is told.</summary>
internal sealed class TableRecordBooks(CaseTables tables) : IRecordBooks
{
    public async Task<IReadOnlyList<BookEntry>> ReadAsync(string municipality, string book, CancellationToken cancellation) =>
        [.. (await tables.Books.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsFrom(TableKeys.Of(book) + TableKeys.Separator)), cancellation)).Select(Read)];

    public async Task<BookEntry> AppendAsync(string municipality, string book, long after, string by, string body, CancellationToken cancellation)
    {
        var last = await ReadAsync(municipality, book, cancellation) is [.., var newest] ? newest : null;
        if ((last?.Number ?? 0) != after)
        {
            throw new StaleBookException(book);
        }

        var entry = BookChain.Next(municipality, book, last, tables.Time.GetUtcNow(), by, body);
        var row = new TableEntity(TableKeys.Of(municipality), TableKeys.Of(book, TableKeys.Number(entry.Number)))
        {
            ["Municipality"] = municipality,
            ["Book"] = book,
            ["Number"] = entry.Number,
            ["At"] = JournalChain.Instant(entry.At),
            ["By"] = by,
            ["Body"] = body,
            ["Hash"] = entry.Hash,
        };
        return await tables.Books.InsertAsync(row, cancellation) ? entry : throw new StaleBookException(book);
    }

    internal static BookEntry Read(TableEntity row) => new(
        row.RequiredText("Municipality"), row.RequiredText("Book"), row.Number("Number"), row.Instant("At")!.Value, row.RequiredText("By"), row.RequiredText("Body"), row.RequiredText("Hash"));
}
