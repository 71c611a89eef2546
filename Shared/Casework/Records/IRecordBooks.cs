namespace SocialWorkflows.Casework.Records;

/// <summary>One entry of a book.</summary>
/// <param name="Number">1 for the first of its book, then without gaps.</param>
/// <param name="By">Id of the person.</param>
/// <param name="Body">JSON of the book's own kind.</param>
/// <param name="Hash">Over the entry before and this one.</param>
public sealed record BookEntry(string Municipality, string Book, long Number, DateTimeOffset At, string By, string Body, string Hash);

/// <summary>Somebody else wrote into the book since it was read; nothing was stored.</summary>
public sealed class StaleBookException(string book) : Exception($"Somebody else wrote into the book '{book}' meanwhile. Read it again.");

/// <summary>
/// Books of a municipality that only grow, each with its own hash chain: absences, files handed over. What was entered wrongly is corrected by a
/// further entry.
/// </summary>
public interface IRecordBooks
{
    /// <summary>All entries in order.</summary>
    Task<IReadOnlyList<BookEntry>> ReadAsync(string municipality, string book, CancellationToken cancellation);

    /// <param name="municipality">Whose book.</param>
    /// <param name="book">Lower-case name.</param>
    /// <param name="after">Number of the last entry the writer saw; 0 for an empty book.</param>
    /// <param name="by">Id of the person.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StaleBookException">The book has grown since.</exception>
    Task<BookEntry> AppendAsync(string municipality, string book, long after, string by, string body, CancellationToken cancellation);
}
