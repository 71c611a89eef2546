using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Asks the scanner about the files of letters, a few at a time, so that one that takes questions and never answers does not take the workers of everything else with it.
/// While it hangs, who comes next is told at once that there is no verdict, as by a silent one, and asks again later.
/// </summary>
internal sealed class ScannerTurns(IFileScanner scanner, TimeProvider time) : IDisposable
{
    public const int AtATime = 8;

    /// <summary>Without one word of a scanner that was asked.</summary>
    public static readonly TimeSpan Hangs = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(AtATime);
    private int _asked;
    private DateTimeOffset _since;

    public bool IsHanging
    {
        get
        {
            lock (_gate)
            {
                return _asked > 0 && time.GetUtcNow() - _since >= Hangs;
            }
        }
    }

    public void Dispose() => _places.Dispose();

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        do
        {
            if (IsHanging)
            {
                return ScanVerdict.Unavailable;
            }
        }
        while (!await TryEnterAsync(cancellation));

        Begin();
        var verdict = ScanVerdict.Unavailable;
        try
        {
            return verdict = await scanner.ScanAsync(content, cancellation);
        }
        finally
        {
            End(verdict);
        }
    }

    private async Task<bool> TryEnterAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Hangs, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await _places.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            _since = _asked++ == 0 ? time.GetUtcNow() : _since;
        }
    }

    private void End(ScanVerdict verdict)
    {
        lock (_gate)
        {
            _asked--;
            _since = verdict == ScanVerdict.Unavailable ? _since : time.GetUtcNow();
        }

        _places.Release();
    }
}
