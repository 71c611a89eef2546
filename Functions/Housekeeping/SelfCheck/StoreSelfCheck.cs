using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;

namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>
/// Looks at every case, then at the chains, the anchors and the ledgers. Stops when the night is used up and goes on there in the next; when it has
/// seen all it tells what it found and begins anew.
/// </summary>
internal sealed partial class StoreSelfCheck(
    IStoreCheck stores,
    CaseInspection cases,
    ApprovalCheck approvals,
    LedgerInspection ledgers,
    AnchorCheck anchors,
    SelfCheckMemory memory,
    SelfCheckTasks tasks,
    IOptions<SelfCheckOptions> options,
    TimeProvider time,
    ILogger<StoreSelfCheck> logger)
{
    private const int CasesPerNote = 50;

    /// <summary>One night.</summary>
    /// <param name="end">When it ends at the latest, whatever the setting allows.</param>
    /// <param name="cancellation">Ends it at once; the next night begins where the last note was made.</param>
    /// <returns>How many cases were looked at.</returns>
    public async Task<int> RunAsync(DateTimeOffset end, CancellationToken cancellation)
    {
        var allowed = time.GetUtcNow() + TimeSpan.FromMinutes(options.Value.MostMinutes);
        var until = allowed < end ? allowed : end;
        var report = await memory.RunningAsync(cancellation) ?? new SelfCheckReport { StartedAt = time.GetUtcNow() };
        var after = report.AfterMunicipality is null ? (CaseRef?)null : new CaseRef(report.AfterMunicipality, report.AfterCase!);
        var (looked, approved) = (0, approvals.Begin());
        await foreach (var reference in stores.CasesAsync(after, cancellation))
        {
            report = await LookAsync(reference, approved, report, cancellation);
            looked++;
            if (time.GetUtcNow() >= until)
            {
                await memory.KeepAsync(report, cancellation);
                LogGoesOn(report.Cases, report.Files, report.Found);
                return looked;
            }

            if (looked % CasesPerNote == 0)
            {
                await memory.KeepAsync(report, cancellation);
            }
        }

        await EndAsync(report, cancellation);
        return looked;
    }

    private async Task<SelfCheckReport> LookAsync(CaseRef reference, ApprovalReading approved, SelfCheckReport report, CancellationToken cancellation)
    {
        var (files, problems) = await cases.LookAsync(reference, approved, cancellation);
        foreach (var problem in problems)
        {
            LogFinding(problem);
        }

        return report.With([.. problems.Select(p => new SelfCheckFinding(reference.Municipality, reference.CaseId, p))]) with
        {
            Cases = report.Cases + 1,
            Files = report.Files + files,
            AfterMunicipality = reference.Municipality,
            AfterCase = reference.CaseId,
        };
    }

    private async Task EndAsync(SelfCheckReport report, CancellationToken cancellation)
    {
        IReadOnlyList<string> whole = [.. await stores.CheckChainsAsync(cancellation), .. await anchors.CompareAsync(cancellation)];
        IReadOnlyList<SelfCheckFinding> last = [.. whole.Select(p => new SelfCheckFinding(string.Empty, null, p)), .. await ledgers.LookAsync(cancellation)];
        foreach (var finding in last)
        {
            LogFinding(finding.Text);
        }

        var ended = report.With(last) with { FinishedAt = time.GetUtcNow(), AfterMunicipality = null, AfterCase = null };
        await tasks.TellAsync(ended, cancellation);
        await memory.EndAsync(ended, cancellation);
        LogEnded(ended.Cases, ended.Files, ended.Found);
    }

    [LoggerMessage(LogLevel.Error, "Self-check: {Finding}")]
    private partial void LogFinding(string finding);

    [LoggerMessage(LogLevel.Information, "The self-check goes on tomorrow: cases={Cases} files={Files} findings={Findings}")]
    private partial void LogGoesOn(long cases, long files, long findings);

    [LoggerMessage(LogLevel.Information, "The self-check has seen everything: cases={Cases} files={Files} findings={Findings}")]
    private partial void LogEnded(long cases, long files, long findings);
}
