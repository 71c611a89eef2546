using System.Globalization;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Housekeeping.Backup;

/// <summary>How the copy stands.</summary>
/// <param name="Age">Since it was last whole; while it never was, since its first run began.</param>
/// <param name="IsHeld">It is not made: the self-check has findings, or the copy refused to write over what it has.</param>
internal sealed record CopyStanding(TimeSpan Age, bool IsHeld);

/// <summary>The copy in another account, brought up to date every night, and how old it is.</summary>
/// <param name="copies">One, or none where no account is set.</param>
/// <param name="checks">What the self-check found: while there is anything, the copy may be the only good one, and nothing is written over it.</param>
/// <param name="memory">Keeps how it stands, so that a young process knows.</param>
/// <param name="time">Of the installation.</param>
/// <param name="logger">Says why no copy was made.</param>
internal sealed partial class NightCopy(IEnumerable<InstallationCopy> copies, SelfCheckMemory checks, IMailboxMemory memory, TimeProvider time, ILogger<NightCopy> logger)
{
    private const string AsOf = "copy-as-of";
    private const string Held = "copy-held";

    /// <summary>What was not copied by then is copied in the next night.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(3);

    /// <returns>Rows and files that were written or deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var changed = 0L;
        foreach (var copy in copies)
        {
            if (await FindingsAsync(cancellation) is > 0 and var findings)
            {
                await memory.WriteAsync(Held, "self-check", cancellation);
                LogFindings(findings);
                continue;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Most);
            try
            {
                var report = await copy.BackUpAsync(limit.Token);
                changed += report.RowsWritten + report.RowsDeleted + report.FilesWritten + report.FilesDeleted;
                await LetGoAsync(cancellation);
                LogCopied(report.RowsWritten, report.RowsDeleted, report.FilesWritten, report.FilesDeleted);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                await LetGoAsync(cancellation);
                LogUnfinished(Most.TotalMinutes);
            }
            catch (StorageException problem) when (problem is StorageRejectedException or StorageCorruptException)
            {
                await memory.WriteAsync(Held, "refused", cancellation);
                LogRefused(problem.Message);
            }
        }

        return (int)Math.Min(changed, int.MaxValue);
    }

    /// <summary>As far as is known: the account may be out of reach. Null where no copy is made.</summary>
    public async Task<CopyStanding?> StandingAsync(CancellationToken cancellation)
    {
        foreach (var copy in copies)
        {
            return new CopyStanding(time.GetUtcNow() - await KnownAsync(copy, cancellation), await memory.ReadAsync(Held, cancellation) is not null);
        }

        return null;
    }

    private async Task<long> FindingsAsync(CancellationToken cancellation) =>
        Math.Max((await checks.EndedAsync(cancellation))?.Found ?? 0, (await checks.RunningAsync(cancellation))?.Found ?? 0);

    /// <summary>What the copy says, else what it said last; where it never said anything, when it was first asked.</summary>
    private async Task<DateTimeOffset> KnownAsync(InstallationCopy copy, CancellationToken cancellation)
    {
        var stored = await memory.ReadAsync(AsOf, cancellation) is { } text ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        var known = stored ?? time.GetUtcNow();
        try
        {
            known = await copy.AsOfAsync(cancellation) ?? known;
        }
        catch (StorageException problem)
        {
            LogUnreachable(problem);
        }

        if (known != stored)
        {
            await memory.WriteAsync(AsOf, known.ToString("O", CultureInfo.InvariantCulture), cancellation);
        }

        return known;
    }

    private async Task LetGoAsync(CancellationToken cancellation)
    {
        if (await memory.ReadAsync(Held, cancellation) is { } held)
        {
            await memory.ForgetAsync(Held, held, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Information, "Copied to the other account: {RowsWritten} rows written, {RowsDeleted} deleted, {FilesWritten} files written, {FilesDeleted} deleted.")]
    private partial void LogCopied(long rowsWritten, long rowsDeleted, long filesWritten, long filesDeleted);

    [LoggerMessage(LogLevel.Error, "No copy was made: the self-check has {Findings} findings, and the copy may hold what the installation lost. Mend them first (docs/runbook.md); copy-account copies nevertheless.")]
    private partial void LogFindings(long findings);

    [LoggerMessage(LogLevel.Error, "The copy was refused: {Why}")]
    private partial void LogRefused(string why);

    [LoggerMessage(LogLevel.Warning, "The copy did not come to its end within {Minutes} minutes; the next night goes on there. For the first copy of a large account run copy-account.")]
    private partial void LogUnfinished(double minutes);

    [LoggerMessage(LogLevel.Warning, "The account of the copy could not be asked how old it is.")]
    private partial void LogUnreachable(Exception problem);
}
