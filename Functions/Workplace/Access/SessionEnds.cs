using System.Collections.Concurrent;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Ends all of a person's sessions at once, wherever they are: a lost telephone, a colleague who left. Each end is an entry of the municipality's book
/// "sessions", which only grows; whoever signed in before the newest of them is signed out.
/// </summary>
internal sealed class SessionEnds(IRecordBooks books, StaffDirectory staff, TimeProvider time)
{
    public const string Book = "sessions";

    /// <summary>So long another process of ours may still let an ended session in.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private const int Attempts = 5;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    private sealed record Known(DateTimeOffset ReadAt, IReadOnlyDictionary<string, DateTimeOffset> Ends);

    /// <summary>What an entry says. Persisted: members may be added, never renamed.</summary>
    private sealed record Ended(string Person);

    /// <summary>Whether a session that began then has been ended since.</summary>
    public async Task<bool> IsEndedAsync(string personId, DateTimeOffset began, CancellationToken cancellation) =>
        staff.Find(personId) is { } person
        && (await EndsAsync(person.Municipality, cancellation)).TryGetValue(personId, out var ended) && began <= ended;

    /// <summary>Everybody ends their own sessions; the head and the operator anybody's of their municipality.</summary>
    public static bool May(StaffMember actor, StaffMember person) =>
        actor.Municipality == person.Municipality && (actor.Id == person.Id || actor.Roles.Any(r => r is Roles.Head or Roles.Operator));

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<(string Person, DateTimeOffset At, string By)>> NewestAsync(string municipality, int most, CancellationToken cancellation) =>
        [.. (await books.ReadAsync(municipality, Book, cancellation)).Reverse().Take(most).Select(e => (JsonSerializer.Deserialize<Ended>(e.Body)!.Person, e.At, e.By))];

    public async Task EndAsync(StaffMember actor, StaffMember person, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var entries = await books.ReadAsync(person.Municipality, Book, cancellation);
            try
            {
                await books.AppendAsync(person.Municipality, Book, entries.Count, actor.Id, JsonSerializer.Serialize(new Ended(person.Id)), cancellation);
                _known.TryRemove(person.Municipality, out _);
                return;
            }
            catch (StaleBookException) when (attempt < Attempts)
            {
                // Somebody else's sessions were ended in this moment.
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, DateTimeOffset>> EndsAsync(string municipality, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(municipality, out var known) && (now - known.ReadAt).Duration() < Freshness)
        {
            return known.Ends;
        }

        Dictionary<string, DateTimeOffset> ends = new(StringComparer.Ordinal);
        foreach (var entry in await books.ReadAsync(municipality, Book, cancellation))
        {
            ends[JsonSerializer.Deserialize<Ended>(entry.Body)!.Person] = entry.At;
        }

        _known[municipality] = new Known(now, ends);
        return ends;
    }
}
