using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// Looks past the confirmed term of their municipality go, the oldest of each chain first. What is held on the destruction list, or belongs to a case that is, keeps its own. One
/// municipality that fails keeps no other from its turn.
/// </summary>
internal sealed partial class LookTerm(
    ILooks looks, IRetentionLedger list, IIntakeLedger intake, ClockGuard clock, MunicipalityDirectory municipalities, IOptions<RetentionOptions> options, TimeProvider time, ILogger<LookTerm> logger)
{
    /// <summary>Looks of one night and municipality; the rest goes in the nights after.</summary>
    private const int MostInARound = 5_000;

    private const int Page = 200;

    /// <returns>How many looks went.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => RunAsync(MostInARound, cancellation);

    /// <param name="most">Of each municipality.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    /// <returns>How many looks went.</returns>
    internal async Task<int> RunAsync(int most, CancellationToken cancellation)
    {
        if (options.Value.LegalHold || !await clock.MayDestroyAsync(cancellation))
        {
            return 0;
        }

        var gone = 0;
        foreach (var municipality in municipalities.All)
        {
            var today = municipality.Terms.DayOf(time.GetUtcNow());
            if (municipality.Pack.Retention?.Find(RetentionKinds.Look, today) is not { Confirmed: true } rule)
            {
                continue;
            }

            try
            {
                gone += await CutAsync(municipality.Pack.Id, municipality.Terms.EndOf(rule.LastOver(today)), most, cancellation);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogFailed(problem, municipality.Pack.Id);
            }
        }

        return gone;
    }

    private async Task<int> CutAsync(string municipality, DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var gone = 0;
        string? last = null;
        while (gone < most && await looks.OlderAsync(municipality, before, last, Page, cancellation) is [.., var end] subjects)
        {
            foreach (var subject in subjects.TakeWhile(_ => gone < most))
            {
                if (await IsHeldAsync(municipality, subject, cancellation))
                {
                    continue;
                }

                var cut = await looks.CutAsync(municipality, subject, before, most - gone, cancellation);
                gone += cut;
                if (cut == 0)
                {
                    LogNotCut(municipality, subject);
                }
            }

            last = end;
        }

        if (gone > 0)
        {
            LogGone(gone, municipality, before);
        }

        return gone;
    }

    private async Task<bool> IsHeldAsync(string municipality, string subject, CancellationToken cancellation) =>
        await IsHeldAsync(municipality, RetentionKinds.Case, subject, cancellation)
        || await IsHeldAsync(municipality, RetentionKinds.Message, subject, cancellation)
        || await IsHeldAsync(municipality, RetentionKinds.List, subject, cancellation)
        || (await intake.FindAsync(subject, cancellation) is { CaseId: { } its } message && message.Municipality == municipality && await IsHeldAsync(municipality, RetentionKinds.Case, its, cancellation));

    private async Task<bool> IsHeldAsync(string municipality, string kind, string subject, CancellationToken cancellation) =>
        await list.FindAsync(municipality, kind, subject, cancellation) is { State: RetentionStates.Held };

    [LoggerMessage(LogLevel.Information, "{Count} looks of {Municipality} from before {Before} went at the end of their term.")]
    private partial void LogGone(int count, string municipality, DateTimeOffset before);

    [LoggerMessage(LogLevel.Warning, "Looks at {Municipality}/{Subject} are past their term and stay: their chain is broken, or newer ones stand before them. Run verify-journal.")]
    private partial void LogNotCut(string municipality, string subject);

    [LoggerMessage(LogLevel.Error, "Looks of {Municipality} past their term stay for now; the next night tries again.")]
    private partial void LogFailed(Exception problem, string municipality);
}
