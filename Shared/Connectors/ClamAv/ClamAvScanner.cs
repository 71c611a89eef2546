using System.Net.Sockets;
using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>
/// Asks clamd about a file by its INSTREAM command. Only the plain answer OK is clean; past a limit of size a file is too large; anything else but FOUND, and no
/// answer at all, means that the file waits. Once an hour clamd shows whether it tells its limits; where it does not, OK counts only as far as <see cref="ScanReach"/>.
/// </summary>
public sealed class ClamAvScanner(ClamAvOptions options, TimeProvider time) : IFileScanner
{
    /// <summary>clamd's answer past StreamMaxLength.</summary>
    private const string StreamLimit = "INSTREAM size limit exceeded.";

    /// <summary>How the findings begin that <c>AlertExceedsMax yes</c> makes of files past MaxFileSize, MaxScanSize and their like.</summary>
    private const string ScanLimits = "stream: Heuristics.Limits.Exceeded";

    private const string Ok = "stream: OK";

    /// <summary>clamd may be started anew with other settings.</summary>
    private static readonly TimeSpan ProbeLasts = TimeSpan.FromHours(1);

    /// <summary>For a question about clamd itself: whoever asks for our health waits for it.</summary>
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(5);

    private (DateTimeOffset At, bool TellsLimits)? _probe;

    public string Name => "ClamAV";

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (content.Length > options.MaxFileBytes)
        {
            return ScanVerdict.TooLarge;
        }

        var verdict = Verdict(await AskAsync(ask => ClamAvConversation.InStreamAsync(options, content, ask), options.Timeout, cancellation));
        return verdict == ScanVerdict.Clean && await TellsLimitsAsync(cancellation) != true && !ScanReach.Holds(content, options.MaxFileBytes) ? ScanVerdict.TooLarge : verdict;
    }

    public async Task<ScannerStanding> StandingAsync(CancellationToken cancellation)
    {
        if (await AskAsync(ask => ClamAvConversation.VersionAsync(options, ask), SoonEnough, cancellation) is not { } version)
        {
            return new ScannerStanding(ScannerAnswer.Silent, null, null);
        }

        var (answer, of) = ClamAvVersion.Read(version, time.GetUtcNow());
        return new ScannerStanding(answer, of, await TellsLimitsAsync(cancellation));
    }

    /// <summary>Null when clamd does not answer the question; then it is asked again the next time.</summary>
    private async Task<bool?> TellsLimitsAsync(CancellationToken cancellation)
    {
        if (_probe is { } known && time.GetUtcNow() - known.At < ProbeLasts)
        {
            return known.TellsLimits;
        }

        bool? tells = await AskAsync(ask => ClamAvConversation.InStreamAsync(options, LimitProbe.Content, ask), SoonEnough, cancellation) switch
        {
            Ok => false,
            { } answer when answer.StartsWith(ScanLimits, StringComparison.Ordinal) => true,
            _ => null,
        };
        _probe = tells is { } now ? (time.GetUtcNow(), now) : null;
        return tells;
    }

    /// <summary>Null when nobody answers in time.</summary>
    private async Task<string?> AskAsync(Func<CancellationToken, Task<string>> ask, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception problem) when (problem is SocketException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return null;
        }
    }

    private static ScanVerdict Verdict(string? answer) => answer switch
    {
        Ok => ScanVerdict.Clean,
        null => ScanVerdict.Unavailable,
        _ when answer.StartsWith(StreamLimit, StringComparison.Ordinal) || answer.StartsWith(ScanLimits, StringComparison.Ordinal) => ScanVerdict.TooLarge,
        _ when answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal) => ScanVerdict.Infected,
        _ => ScanVerdict.Unavailable,
    };
}
