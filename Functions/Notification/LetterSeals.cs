using System.Collections.Concurrent;
using System.Globalization;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Notification;

/// <summary>The seals of the municipalities that have one, read at the start so that a wrong one stops it.</summary>
internal sealed partial class LetterSeals : IDisposable
{
    /// <summary>Municipalities whose letters went without a time-stamp since people were last told.</summary>
    private readonly ConcurrentDictionary<string, bool> _unstamped = new(StringComparer.Ordinal);
    private readonly ILogger<LetterSeals> _logger;
    private readonly Dictionary<string, (LetterSeal Seal, int WarnDays)> _seals = new(StringComparer.Ordinal);
    private readonly IPersonTasks _tasks;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidDataException">A seal cannot be used, or is of a municipality that is not served; the message names the setting.</exception>
    public LetterSeals(IConfiguration configuration, MunicipalityDirectory municipalities, StampingHttp stamps, IPersonTasks tasks, TimeProvider time, ILogger<LetterSeals> logger)
    {
        (_tasks, _time, _logger) = (tasks, time, logger);
        foreach (var section in configuration.GetSection(SealOptions.SectionName).GetChildren())
        {
            var options = section.Get<SealOptions>() ?? new SealOptions();
            if (municipalities.All.All(m => m.Pack.Id != section.Key))
            {
                throw new InvalidDataException(
                    $"{section.Path} names a municipality that is not served: its letters would go unsealed. Known: {string.Join(", ", municipalities.All.Select(m => m.Pack.Id))}.");
            }

            _seals[section.Key] = (LetterSeal.Load(section.Key, options, time, stamps.Client), options.WarnDays);
        }
    }

    /// <summary>Null where letters go unsealed: there is no seal, or it has ended.</summary>
    public LetterSeal? Of(string municipality) => _seals.TryGetValue(municipality, out var found) && !found.Seal.HasEnded ? found.Seal : null;

    /// <summary>
    /// Writes a letter under the seal of its municipality, with a time-stamp where a service is set. A service that gives none holds up no letter: it goes
    /// under the seal alone and claims no stamp, and the head hears of it (<see cref="WarnAsync"/>).
    /// </summary>
    public byte[] Write(string municipality, Func<ILetterSigner?, byte[]> write)
    {
        var seal = Of(municipality);
        if (seal?.Stamped is { } stamped)
        {
            try
            {
                return write(stamped);
            }
            catch (TimeStampException problem)
            {
                LogUnstamped(problem, municipality);
                _unstamped[municipality] = true;
            }
        }

        return write(seal);
    }

    /// <summary>Every seal can be used and does not end soon.</summary>
    public bool AreFresh => Ending.Count == 0;

    private List<KeyValuePair<string, (LetterSeal Seal, int WarnDays)>> Ending => [.. _seals.Where(s => s.Value.Seal.NotAfter - _time.GetUtcNow() < TimeSpan.FromDays(s.Value.WarnDays))];

    /// <summary>A task for the head, once for each certificate before it ends, and once when it has ended; and once a day in which letters went without the time-stamp that is set for them.</summary>
    public async Task WarnAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var municipality in _unstamped.Keys)
        {
            await _tasks.RaiseAsync(
                new PersonTask
                {
                    Key = string.Create(CultureInfo.InvariantCulture, $"seal-unstamped:{now:yyyy-MM-dd}"),
                    Municipality = municipality,
                    Role = Roles.Head,
                    Kind = "seal-unstamped",
                    Text = new(
                        "Laika zīmoga pakalpojums neatbild vai atbild nepareizi: vēstules tiek apzīmogotas bez laika zīmoga. Tās ir derīgas kā iestādes apzīmogotas; palūdziet sistēmas uzturētājam pārbaudīt pakalpojumu.",
                        "The time-stamping service does not answer, or answers wrongly: letters are sealed without a time-stamp. They are valid as sealed by the institution; ask the operator to check the service."),
                    RaisedAt = now,
                },
                cancellation);
            _unstamped.TryRemove(municipality, out _);
        }

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
                        ? new(
                            $"Elektroniskais zīmogs beidzās {LatvianDate.Numeric(last)} Vēstules tiek sagatavotas bez tā. Ielieciet jaunu sertifikātu un palaidiet sistēmu no jauna.",
                            $"The electronic seal ended on {EnglishDate.Text(last)}. Letters are made without it. Put in a new certificate and start the system anew.")
                        : new(
                            $"Elektroniskais zīmogs, ar ko apzīmogo vēstules, beidzas {LatvianDate.Numeric(last)} Pasūtiet jaunu sertifikātu.",
                            $"The electronic seal of letters ends on {EnglishDate.Text(last)}. Order a new certificate."),
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

    [LoggerMessage(LogLevel.Warning, "A letter of {Municipality} is sealed without a time-stamp: the service gave none.")]
    private partial void LogUnstamped(Exception problem, string municipality);
}
