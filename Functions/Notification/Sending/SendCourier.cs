using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// Takes planned mail to the sender: the one just planned at once when nothing speaks against it, the rest round by round, urgent first and at the
/// provider's pace. One mail at a time.
/// </summary>
internal sealed partial class SendCourier(
    ISendLedger ledger, SendTry tries, SendEnds ends, SendOutage outage, SendPace pace, SendLease lease, SendReleases releases, TimeProvider time,
    ILogger<SendCourier> logger) : IDisposable
{
    private const int Batch = 30;

    /// <summary>One round leaves time for the other duties of its caller.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(40);

    /// <summary>
    /// How long a caller waits for the mail before its own. Longer means that the provider is silent: then only the one mail in hand waits for it,
    /// and nobody else's work.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a caller waits for its own mail; the try itself goes on without it.</summary>
    private static readonly TimeSpan OwnPatience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private bool _hasLookedBack;
    private bool _hasReleased;

    /// <summary>Tries this send now, unless the provider is paused or busy, the pace is used up, something more urgent waits, or somebody has it in hand.</summary>
    public async Task SendNowAsync(string operationId, CancellationToken cancellation)
    {
        if (_stop.IsCancellationRequested || !await _one.WaitAsync(Patience, cancellation))
        {
            return;
        }

        var work = SendAsync(operationId);
        try
        {
            await work.WaitAsync(OwnPatience, time, cancellation);
        }
        catch (TimeoutException) when (!work.IsFaulted)
        {
            _ = ObserveAsync(work, operationId);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _ = ObserveAsync(work, operationId);
            throw;
        }
    }

    /// <summary>The caller has taken the turn; it ends here.</summary>
    private async Task SendAsync(string operationId)
    {
        var cancellation = _stop.Token;
        try
        {
            var row = await ledger.FindAsync(operationId, cancellation);
            if (row is not null && lease.IsOver(row))
            {
                await tries.RescueAsync(row, cancellation);
                row = await ledger.FindAsync(operationId, cancellation);
            }

            if (row is { State: SendStates.Planned, ContentId: not null } && row.DueAt <= time.GetUtcNow() && await MayAsync(cancellation) && !await IsOvertakenAsync(row, cancellation))
            {
                await tries.RunAsync(row, cancellation);
            }
            else if (row is { DueAt: not null } && SendStates.HasLeft(row.State))
            {
                await ends.FollowUpAsync(row, cancellation);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task ObserveAsync(Task work, string operationId)
    {
        try
        {
            await work;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogStuck(problem, operationId);
        }
        catch (OperationCanceledException)
        {
            // Stopped before the try: the mail stays planned.
        }
    }

    /// <summary>
    /// The process is to end. Nothing new is tried; the mail in hand is put back when it certainly did not leave, and waited for when it may. How long is
    /// the host's to say: what it does not wait for is in doubt at the next start, as after a crash.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stop.CancelAsync();
        await _one.WaitAsync(cancellation);
        _one.Release();
    }

    /// <summary>A loop or a timer of its own drains; nobody else needs to wait for the provider.</summary>
    public bool HasOwnLoop { get; set; }

    /// <summary>One round; returns how many rows it looked after.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellation);
        try
        {
            return await RoundAsync(either.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task<int> RoundAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        await outage.WatchAsync(cancellation);
        var (done, stuck) = (await LookAfterAsync(cancellation), new HashSet<string>(StringComparer.Ordinal));
        while (time.GetElapsedTime(started) < LongestRound && await NextAsync(stuck, cancellation) is { } row)
        {
            await _one.WaitAsync(cancellation);
            try
            {
                if (!await MayAsync(cancellation))
                {
                    break;
                }

                await tries.RunAsync(row, cancellation);
                done++;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogStuck(problem, row.OperationId);
                stuck.Add(row.OperationId);
            }
            finally
            {
                _one.Release();
            }
        }

        return done;
    }

    public void Dispose()
    {
        _one.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// Asked anew before each mail, so that an urgent one that comes meanwhile is the next. Whether the provider serves again is found out with the mail
    /// that was not tried for longest: one that it does not bear would keep the others waiting for ever.
    /// </summary>
    private async Task<SendRow?> NextAsync(HashSet<string> stuck, CancellationToken cancellation)
    {
        if (outage.IsPaused)
        {
            return null;
        }

        var due = (await ledger.DueAsync(time.GetUtcNow(), planned: true, outage.IsSuspected ? int.MaxValue : stuck.Count + 1, cancellation)).Where(r => !stuck.Contains(r.OperationId));
        return outage.IsSuspected ? due.MinBy(r => r.TriedAt ?? DateTimeOffset.MinValue) : due.FirstOrDefault();
    }

    private async Task<bool> MayAsync(CancellationToken cancellation) => !outage.IsPaused && await pace.IsFreeAsync(cancellation);

    private async Task<bool> IsOvertakenAsync(SendRow row, CancellationToken cancellation) =>
        row.Lane > SendLanes.Urgent && (await ledger.DueAsync(time.GetUtcNow(), planned: true, 1, cancellation)) is [var first] && first.Lane < row.Lane;

    /// <summary>Tries that were interrupted, doubts that were waited for, mails that left and are not told to their case, and those given up that nobody was told of. The first look also finds tries of the process before.</summary>
    private async Task<int> LookAfterAsync(CancellationToken cancellation)
    {
        var until = lease.IsAlone && !_hasLookedBack ? DateTimeOffset.MaxValue : time.GetUtcNow();
        var done = await ReleaseAsync(cancellation);
        foreach (var row in await ledger.DueAsync(until, planned: false, int.MaxValue, cancellation))
        {
            await _one.WaitAsync(cancellation);
            try
            {
                done += await LookAfterAsync(row, cancellation) ? 1 : 0;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogStuck(problem, row.OperationId);
            }
            finally
            {
                _one.Release();
            }
        }

        _hasLookedBack = true;
        return done;
    }

    /// <summary>Once a start. What cannot be released now does not keep the other mail waiting.</summary>
    private async Task<int> ReleaseAsync(CancellationToken cancellation)
    {
        if (_hasReleased)
        {
            return 0;
        }

        try
        {
            var released = await releases.ReleaseAsync(cancellation);
            _hasReleased = true;
            return released;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotReleased(problem);
            return 0;
        }
    }

    private async Task<bool> LookAfterAsync(SendRow row, CancellationToken cancellation)
    {
        switch (row.State)
        {
            case SendStates.Sending when lease.IsOver(row):
                await tries.RescueAsync(row, cancellation);
                return true;
            case SendStates.Doubt when row.DueAt <= time.GetUtcNow():
                await tries.EndDoubtAsync(row, cancellation);
                return true;
            case var state when SendStates.HasLeft(state):
                await ends.FollowUpAsync(row, cancellation);
                return true;
            case var state when SendStates.IsGivenUp(state):
                await ends.TellAsync(row, cancellation);
                return true;
            default:
                return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Send {OperationId} could not be looked after; the next round tries again.")]
    private partial void LogStuck(Exception problem, string operationId);

    [LoggerMessage(LogLevel.Error, "Held mail could not be looked through; the next round tries again.")]
    private partial void LogNotReleased(Exception problem);
}
