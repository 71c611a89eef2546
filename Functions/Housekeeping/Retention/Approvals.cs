using System.Text.Json;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>The book of a municipality as it stood when it was read: the last decision about each line. Holds one decision per line in memory.</summary>
internal sealed class Approvals
{
    private readonly Dictionary<(string Kind, string Subject), (string State, string By)> _last = [];

    public Approvals(IReadOnlyList<BookEntry> entries)
    {
        BeganAt = entries is [var first, ..] ? first.At : null;
        foreach (var entry in entries)
        {
            if (JsonSerializer.Deserialize<DestructionDecided>(entry.Body, JsonSerializerOptions.Web) is { } decided)
            {
                _last[(decided.Kind, decided.Subject)] = (decided.State, entry.By);
            }
        }
    }

    /// <summary>When the first decision was entered: what was destroyed before could stand in no book. Null while it is empty.</summary>
    public DateTimeOffset? BeganAt { get; }

    /// <summary>The last decision in the book lets it be destroyed, and the line names the same person.</summary>
    public bool Allow(RetentionRow line) =>
        _last.TryGetValue((line.Kind, line.SubjectId), out var decided)
        && (decided.State == DestructionBook.Renewed
            || (decided.State == RetentionStates.Approved && line.Steps.Any(s => s.State == RetentionStates.Approved && s.By == decided.By)));
}
