using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>One look at many cases: the book of a municipality is read once, at its first destroyed case.</summary>
internal sealed class ApprovalReading(ICaseShredder shredder, IRetentionLedger list, DestructionBook book)
{
    private const string Machine = "machine";

    private readonly Dictionary<string, Approvals> _books = new(StringComparer.Ordinal);

    /// <returns>What is wrong; null when nothing is, or the case can be read.</returns>
    public async Task<string?> LookAsync(CaseRef reference, CancellationToken cancellation)
    {
        if (await shredder.DestroyedAtAsync(reference, cancellation) is not { } destroyedAt)
        {
            return null;
        }

        var line = await list.FindAsync(reference.Municipality, RetentionKinds.Case, reference.CaseId, cancellation);
        return line is { State: RetentionStates.Destroying or RetentionStates.Destroyed }
            && line.Steps.Any(s => s.State == RetentionStates.Approved && s.By != Machine && s.At <= destroyedAt)
            && await StandsAsync(line, destroyedAt, cancellation)
                ? null
                : $"{reference}: its contents were destroyed, but no line of the destruction list says who approved that.";
    }

    /// <summary>What was destroyed before there was a book has its line alone.</summary>
    private async Task<bool> StandsAsync(RetentionRow line, DateTimeOffset destroyedAt, CancellationToken cancellation)
    {
        if (!_books.TryGetValue(line.Municipality, out var approvals))
        {
            _books[line.Municipality] = approvals = await book.ReadAsync(line.Municipality, cancellation);
        }

        return approvals.BeganAt is null || destroyedAt < approvals.BeganAt || approvals.Allow(line);
    }
}
