using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Notification;

/// <summary>The seals of the municipalities that have one, read at the start so that a wrong one stops it.</summary>
internal sealed class LetterSeals : IDisposable
{
    private readonly Dictionary<string, (LetterSeal Seal, int WarnDays)> _seals = new(StringComparer.Ordinal);
    private readonly IPersonTasks _tasks;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidOperationException">A seal cannot be used; the message names the setting.</exception>
    public LetterSeals(IConfiguration configuration, IPersonTasks tasks, TimeProvider time)
    {
        (_tasks, _time) = (tasks, time);
        foreach (var section in configuration.GetSection(SealOptions.SectionName).GetChildren())
        {
            var options = section.Get<SealOptions>() ?? new SealOptions();
            _seals[section.Key] = (LetterSeal.Load(section.Key, options, time), options.WarnDays);
        }
    }

    /// <summary>Null where letters go unsealed.</summary>
    public LetterSeal? Of(string municipality) => _seals.TryGetValue(municipality, out var found) ? found.Seal : null;

    /// <summary>A task for the head, once for each certificate, before it ends.</summary>
    public async Task WarnAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var (municipality, (seal, warnDays)) in _seals.Where(s => s.Value.Seal.NotAfter - now < TimeSpan.FromDays(s.Value.WarnDays)))
        {
            var last = DateOnly.FromDateTime(seal.NotAfter.UtcDateTime);
            await _tasks.RaiseAsync(
                new PersonTask
                {
                    Key = $"seal-ends:{last:yyyy-MM-dd}",
                    Municipality = municipality,
                    Role = Roles.Head,
                    Kind = "seal-ends",
                    Text = $"Elektroniskais zīmogs, ar ko apzīmogo vēstules, beidzas {LatvianDate.Numeric(last)} Pasūtiet jaunu sertifikātu.",
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
