using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Records;

/// <summary>How entries of a book are chained; every store of them uses this one form.</summary>
public static class BookChain
{
    /// <summary>The entry that follows.</summary>
    public static BookEntry Next(string municipality, string book, BookEntry? last, DateTimeOffset at, string by, string body)
    {
        var entry = new BookEntry(municipality, book, (last?.Number ?? 0) + 1, at, by, body, string.Empty);
        return entry with { Hash = HashOf(last?.Hash ?? JournalChain.Start, entry) };
    }

    /// <summary>What is wrong with the entries, which come by book and number.</summary>
    public static IEnumerable<string> Problems(IEnumerable<BookEntry> entries)
    {
        foreach (var book in entries.GroupBy(e => (e.Municipality, e.Book)))
        {
            BookEntry? last = null;
            foreach (var entry in book)
            {
                if (entry.Number != (last?.Number ?? 0) + 1 || entry.Hash != HashOf(last?.Hash ?? JournalChain.Start, entry))
                {
                    yield return $"books: the chain of {entry.Municipality}/{entry.Book} is broken at entry {entry.Number.ToString(CultureInfo.InvariantCulture)}.";
                }

                last = entry;
            }
        }
    }

    private static string HashOf(string previous, BookEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', previous, entry.Municipality, entry.Book, entry.Number.ToString(CultureInfo.InvariantCulture), JournalChain.Instant(entry.At), entry.By, entry.Body))));
}
