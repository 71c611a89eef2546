using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Notification;

/// <summary>The seals of the municipalities that have one, read at the start so that a wrong one stops it.</summary>
internal sealed class LetterSeals : IDisposable
{
    private readonly Dictionary<string, (LetterSeal Seal, int WarnDays)> _seals = new(StringComparer.Ordinal);
    private readonly IPersonTasks _tasks;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidDataException">A seal cannot be used, or is of a municipality that is not served; the message names the setting.</exception>
    public LetterSeals(IConfiguration configuration, MunicipalityDirectory municipalities, IPersonTasks tasks, TimeProvider time)
    {
        (_tasks, _time) = (tasks, time);
        foreach (var section in configuration.GetSection(SealOptions.SectionName).GetChildren())
        {
            var options = section.Get<SealOptions>() ?? new SealOptions();
            if (municipalities.All.All(m => m.Pack.Id != section.Key))
            {
                throw new InvalidDataException(
                    $"{section.Path} names a municipality that is not served: its letters would go unsealed. Known: {string.Join(", ", municipalities.All.Select(m => m.Pack.Id))}.");
            }

            _seals[section.Key] = (LetterSeal.Load(section.Key, options, time), options.WarnDays);
        }
    }

    /// <summary>Null where letters go unsealed: there is no seal, or it has ended.</summary>
    public LetterSeal? Of(string municipality) => _seals.TryGetValue(municipality, out var found) && !found.Seal.HasEnded ? found.Seal : null;

    /// <summary>Every seal can be used and does not end soon.</summary>
    public bool AreFresh => Ending.Count == 0;

    private List<KeyValuePair<string, (LetterSeal Seal, int WarnDays)>> Ending => [.. _seals.Where(s => s.Value.Seal.NotAfter - _time.GetUtcNow() < TimeSpan.FromDays(s.Value.WarnDays))];

    /// <summary>A task for the head, once for each certificate before it ends, and once when it has ended.</summary>
    public async Task WarnAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var (municipality, (seal, _)) in Ending)
        {
            var last = DateOnly.FromDateTime(seal.NotAfter.UtcDateTime);
            await _tasks.RaiseAsync(
                new PersonTask
                {
                    Key = $"{(seal.HasEnded ? "seal-ended" : "seal-ends")}:{last:yyyy-MM-dd}",
                    Municipality = municipality,
                    Role = Roles.Head,
                    Kind = "seal-ends",
                    Text = seal.HasEnded
                        ? $"Elektroniskais zīmogs beidzās {LatvianDate.Numeric(last)} Vēstules tiek sagatavotas bez tā. Ielieciet jaunu sertifikātu un palaidiet sistēmu no jauna."
                        : $"Elektroniskais zīmogs, ar ko apzīmogo vēstules, beidzas {LatvianDate.Numeric(last)} Pasūtiet jaunu sertifikātu.",
                    RaisedAt = now,
                },
                cancellation);
        }
    }

    public void Dispose()
    {
        foreach (var (seal, _) in _seals.Values)
        {
            seal.Dispose();
        }
    }
}
