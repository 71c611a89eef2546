using System.Text.Json;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>What the book holds. Persisted: members may be added, never renamed. <c>State</c>: one of <see cref="RetentionStates"/>, or <c>renewed</c>.</summary>
internal sealed record DestructionDecided(string Kind, string Subject, string State);

/// <summary>
/// Who decided what about a line of the destruction list, in a chain of hashes: the line itself lies in a plain table, and whoever can write there can
/// write a line. Without an approval in this book nothing is destroyed, and what was destroyed without one is found.
/// </summary>
internal sealed class DestructionBook(IRecordBooks books)
{
    /// <summary>Approved before, destroyed, and there again after a restore.</summary>
    public const string Renewed = "renewed";

    public const string Name = "destruction";
    private const int MostTries = 10;

    public async Task EnterAsync(RetentionRow line, string state, string by, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(new DestructionDecided(line.Kind, line.SubjectId, state), JsonSerializerOptions.Web);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var entries = await books.ReadAsync(line.Municipality, Name, cancellation);
                await books.AppendAsync(line.Municipality, Name, entries.Count, by, body, cancellation);
                return;
            }
            catch (StaleBookException) when (tries < MostTries)
            {
                // Somebody decided about another line in that moment.
            }
        }
    }

    public async Task<Approvals> ReadAsync(string municipality, CancellationToken cancellation) => new(await books.ReadAsync(municipality, Name, cancellation));
}
