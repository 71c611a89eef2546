using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// A clock that runs weeks ahead would end terms and days for objections. Each night leaves an anchor, so a night long after the last one destroys
/// nothing until an operator has looked at the clock, or it shows a day before the one that was doubted.
/// </summary>
internal sealed partial class ClockGuard(IAnchorStore anchors, IMailboxMemory memory, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time, ILogger<ClockGuard> logger)
{
    public const string TaskKind = "clock-doubt";

    private const string Doubt = "clock-doubt";

    /// <summary>A service may stand still for a few days without anybody having to vouch for the clock.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Since when the clock is doubted; null while it is not.</summary>
    public async Task<DateTimeOffset?> DoubtedSinceAsync(CancellationToken cancellation) =>
        await memory.ReadAsync(Doubt, cancellation) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    public async Task<bool> MayDestroyAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await DoubtedSinceAsync(cancellation) is { } doubted)
        {
            if (doubted <= now)
            {
                return false;
            }

            await EndAsync("machine", "clock-back", cancellation);
        }

        var today = Anchor.NameOf(now);
        if ((await anchors.NamesAsync(cancellation)).LastOrDefault(n => Anchor.IsName(n) && string.CompareOrdinal(n, today) <= 0) is not { } last || now - Anchor.DayOf(last) <= Longest)
        {
            return true;
        }

        LogDoubted(now, last);
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"{TaskKind}:{now:yyyyMMddHHmm}",
                Municipality = municipalities.Default.Pack.Id,
                Role = Roles.Operator,
                Kind = TaskKind,
                Text = new(
                    $"Kopš pēdējās nakts darbiem pagājis vairāk nekā {Longest.Days} dienas, tāpēc nekas netiek iznīcināts. Pārbaudiet servera pulksteni un lapā „Sistēma” apstipriniet, ka tas ir pareizs.",
                    $"More than {Longest.Days} days have passed since the last night's work, so nothing is destroyed. Check the clock of the server and confirm on the page System that it is right."),
                RaisedAt = now,
            },
            cancellation);

        // Only now: a doubt that is written down raises no further task.
        await memory.WriteAsync(Doubt, now.ToString("O", CultureInfo.InvariantCulture), cancellation);
        return false;
    }

    /// <summary>An operator has looked: the clock is right.</summary>
    public async Task ConfirmAsync(string by, CancellationToken cancellation)
    {
        if (await DoubtedSinceAsync(cancellation) is null)
        {
            return;
        }

        LogConfirmed(by, time.GetUtcNow());
        await EndAsync(by, "clock-right", cancellation);
    }

    private async Task EndAsync(string by, string note, CancellationToken cancellation)
    {
        if (await memory.ReadAsync(Doubt, cancellation) is { } text)
        {
            await memory.ForgetAsync(Doubt, text, cancellation);
        }

        var municipality = municipalities.Default.Pack.Id;
        foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == TaskKind))
        {
            await tasks.CloseAsync(municipality, task.Key, by, note, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Error, "The clock says {Now}, long after the last anchor {Anchor}: nothing is destroyed until an operator confirms the clock.")]
    private partial void LogDoubted(DateTimeOffset now, string anchor);

    [LoggerMessage(LogLevel.Warning, "{Person} confirms that the clock is right: {Now}")]
    private partial void LogConfirmed(string person, DateTimeOffset now);
}
