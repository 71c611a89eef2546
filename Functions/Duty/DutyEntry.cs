using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Functions.Duty;

/// <summary>What the duty book holds. Persisted: members and names may be added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AbsenceEntered), "absence-entered")]
[JsonDerivedType(typeof(AbsenceEnded), "absence-ended")]
internal abstract record DutyEntry
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(DutyEntry entry) => JsonSerializer.Serialize(entry, Options);

    /// <summary>The absences that hold, soonest first: one that was ended ends the day before, or never was.</summary>
    public static IReadOnlyList<Absence> Fold(IEnumerable<BookEntry> entries)
    {
        Dictionary<string, Absence> absences = new(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            switch (JsonSerializer.Deserialize<DutyEntry>(entry.Body, Options))
            {
                case AbsenceEntered e:
                    var id = entry.Number.ToString(CultureInfo.InvariantCulture);
                    absences[id] = new Absence(id, e.Person, e.From, e.Until, e.Substitute);
                    break;
                case AbsenceEnded e when absences.TryGetValue(e.Absence, out var absence):
                    if (e.BackOn > absence.From)
                    {
                        absences[e.Absence] = absence with { Until = e.BackOn.AddDays(-1) < absence.Until ? e.BackOn.AddDays(-1) : absence.Until };
                    }
                    else
                    {
                        absences.Remove(e.Absence);
                    }

                    break;
            }
        }

        return [.. absences.Values.OrderBy(a => a.From).ThenBy(a => a.PersonId, StringComparer.Ordinal)];
    }
}

/// <summary>Somebody is away, both days included.</summary>
internal sealed record AbsenceEntered(string Person, DateOnly From, DateOnly Until, string? Substitute) : DutyEntry;

/// <summary>Somebody is back sooner, or was entered by mistake.</summary>
internal sealed record AbsenceEnded(string Absence, DateOnly BackOn) : DutyEntry;
