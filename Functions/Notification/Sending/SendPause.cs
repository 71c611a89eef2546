using System.Globalization;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// One thing that does not serve us: how often it failed in a row, until when it is left alone, and since when, which a restart does not forget.
/// </summary>
/// <param name="memory">Where the beginning is kept.</param>
/// <param name="name">Its key there. Persisted.</param>
/// <param name="backOff">How long it is left alone.</param>
/// <param name="time">Clock of the pauses.</param>
internal sealed class SendPause(IMailboxMemory memory, string name, SendBackOff backOff, TimeProvider time)
{
    /// <summary>Whatever it asked for, it is looked at again after so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private bool _mayBeKnown = true;

    public DateTimeOffset Until { get; private set; } = DateTimeOffset.MinValue;

    public int Failures { get; private set; }

    public bool IsOn => time.GetUtcNow() < Until;

    /// <summary>Leaves it alone: as long as it asked for, up to an hour, but never shorter than the back-off, so that "at once" does not become a storm.</summary>
    public DateTimeOffset Fail(TimeSpan? retryAfter)
    {
        _mayBeKnown = true;
        var pause = backOff.After(++Failures);
        return Hold(retryAfter > pause ? retryAfter.Value : pause);
    }

    public DateTimeOffset Hold(TimeSpan pause) => Until = time.GetUtcNow() + (pause < Longest ? pause : Longest);

    /// <summary>Somebody mended it: the next try need not wait.</summary>
    public void Release() => Until = DateTimeOffset.MinValue;

    /// <summary>Since when it fails, as any process found; null when it serves.</summary>
    public async Task<DateTimeOffset?> KnownSinceAsync(CancellationToken cancellation) =>
        await memory.ReadAsync(name, cancellation) is { } known ? DateTimeOffset.Parse(known, CultureInfo.InvariantCulture) : null;

    /// <summary>Since when it fails; now when it did not before.</summary>
    public async Task<DateTimeOffset> SinceAsync(CancellationToken cancellation)
    {
        if (await KnownSinceAsync(cancellation) is { } known)
        {
            return known;
        }

        var now = time.GetUtcNow();
        await memory.WriteAsync(name, now.ToString("O", CultureInfo.InvariantCulture), cancellation);
        return now;
    }

    /// <summary>It serves again; what people were told is taken back before the beginning is forgotten.</summary>
    public async Task EndAsync(Func<Task> takeBack, CancellationToken cancellation)
    {
        Failures = 0;
        if (!_mayBeKnown)
        {
            return;
        }

        await takeBack();
        if (await memory.ReadAsync(name, cancellation) is { } since)
        {
            await memory.ForgetAsync(name, since, cancellation);
        }

        _mayBeKnown = false;
    }
}
