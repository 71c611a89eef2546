using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteRecordBooks(CaseDatabase database) : IRecordBooks
{
    private const string OfBook = "SELECT * FROM books WHERE municipality=$m AND book=$b ORDER BY number";

    public Task<IReadOnlyList<BookEntry>> ReadAsync(string municipality, string book, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<BookEntry>>(connection => connection.Query(null, OfBook, Row, ("m", municipality), ("b", book)), cancellation);

    public Task<BookEntry> AppendAsync(string municipality, string book, long after, string by, string body, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) =>
            {
                var last = connection.Query(transaction, $"{OfBook} DESC LIMIT 1", Row, ("m", municipality), ("b", book)) is [var newest] ? newest : null;
                if ((last?.Number ?? 0) != after)
                {
                    throw new StaleBookException(book);
                }

                var entry = BookChain.Next(municipality, book, last, database.Time.GetUtcNow(), by, body);
                connection.Run(
                    transaction,
                    "INSERT INTO books (municipality, book, number, at, by_whom, body, hash) VALUES ($m,$b,$n,$at,$by,$body,$h)",
                    ("m", municipality), ("b", book), ("n", entry.Number), ("at", entry.At), ("by", by), ("body", body), ("h", entry.Hash));
                return entry;
            },
            cancellation);

    internal static BookEntry Row(SqliteDataReader row) => new(
        row.Text("municipality")!, row.Text("book")!, row.Long("number"), row.Instant("at")!.Value, row.Text("by_whom")!, row.Text("body")!, row.Text("hash")!);
}
