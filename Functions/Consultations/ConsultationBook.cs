using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Functions.Consultations;

/// <summary>What a consultation was about. Persisted: add, never rename.</summary>
internal static class ConsultationThemes
{
    public static readonly IReadOnlyList<string> All = ["families", "adults", "seniors", "disability", "means", "crisis", "other"];
}

/// <summary>How somebody was consulted. Persisted: add, never rename.</summary>
internal static class ConsultationWays
{
    public static readonly IReadOnlyList<string> All = ["counter", "phone", "visit", "letter"];
}

/// <summary>What the book holds; about nobody in particular. Persisted: members and names may be added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ConsultationGiven), "consultation")]
[JsonDerivedType(typeof(ConsultationStruck), "struck")]
internal abstract record ConsultationEntry;

/// <summary>Somebody was consulted.</summary>
internal sealed record ConsultationGiven(DateOnly On, string Theme, string Way) : ConsultationEntry;

/// <summary>An entry that was a mistake, by its number.</summary>
internal sealed record ConsultationStruck(long Number) : ConsultationEntry;

/// <summary>A consultation as it stands in the book.</summary>
internal sealed record Consultation(long Number, DateOnly On, string Theme, string Way, string By);

/// <summary>
/// Consultations without a case: a day, a theme, a way, and no person. Nobody overwrites anything; a mistake is struck by a further entry, so that the count of any
/// day can be given again.
/// </summary>
internal sealed class ConsultationBook(IRecordBooks books)
{
    public const string Name = "consultations";

    /// <summary>How long afterwards one may still be entered, in days.</summary>
    public const int LatestDays = 31;

    /// <summary>Further attempts when several people enter at once: an entry is not based on what the others wrote.</summary>
    private const int Attempts = 5;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static bool May(StaffMember person) => person.Roles.Any(Roles.OfCasework.Contains);

    /// <summary>What the book said at an instant; null: what it says now.</summary>
    public async Task<IReadOnlyList<Consultation>> ReadAsync(string municipality, DateTimeOffset? before, CancellationToken cancellation)
    {
        SortedDictionary<long, Consultation> given = [];
        foreach (var entry in await books.ReadAsync(municipality, Name, cancellation))
        {
            if (entry.At >= before)
            {
                break;
            }

            switch (JsonSerializer.Deserialize<ConsultationEntry>(entry.Body, Options))
            {
                case ConsultationGiven c:
                    given[entry.Number] = new Consultation(entry.Number, c.On, c.Theme, c.Way, entry.By);
                    break;
                case ConsultationStruck s:
                    given.Remove(s.Number);
                    break;
            }
        }

        return [.. given.Values];
    }

    /// <returns>False where day, theme or way is not possible.</returns>
    public async Task<bool> EnterAsync(StaffMember actor, ConsultationGiven given, DateOnly today, CancellationToken cancellation)
    {
        if (!ConsultationThemes.All.Contains(given.Theme) || !ConsultationWays.All.Contains(given.Way) || given.On > today || given.On < today.AddDays(-LatestDays))
        {
            return false;
        }

        await AppendAsync(actor, given, cancellation);
        return true;
    }

    /// <returns>False where there is no such entry, or it is neither one's own nor the head's to strike.</returns>
    public async Task<bool> StrikeAsync(StaffMember actor, long number, CancellationToken cancellation)
    {
        if ((await ReadAsync(actor.Municipality, null, cancellation)).FirstOrDefault(c => c.Number == number) is not { } found || (found.By != actor.Id && !actor.Roles.Contains(Roles.Head)))
        {
            return false;
        }

        await AppendAsync(actor, new ConsultationStruck(number), cancellation);
        return true;
    }

    private async Task AppendAsync(StaffMember actor, ConsultationEntry entry, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var after = (await books.ReadAsync(actor.Municipality, Name, cancellation)).Count;
                await books.AppendAsync(actor.Municipality, Name, after, actor.Id, JsonSerializer.Serialize(entry, Options), cancellation);
                return;
            }
            catch (StaleBookException) when (attempt < Attempts)
            {
                // Somebody else entered one meanwhile: this one comes after it.
            }
        }
    }
}
