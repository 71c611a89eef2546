using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Reports;

/// <summary>Where the time of a late decision or notice went. Words of reports; add, never rename.</summary>
public static class LateReasons
{
    /// <summary>Most of the time passed before a proposal was made.</summary>
    public const string Assessment = "assessment";

    /// <summary>Most of it between proposal and approval, rounds of rework included.</summary>
    public const string Approval = "approval";

    /// <summary>Most of it between approval and signature.</summary>
    public const string Signing = "signing";

    /// <summary>The notice came back.</summary>
    public const string Returned = "returned";

    /// <summary>Something kept the notice from leaving.</summary>
    public const string Hindered = "hindered";

    /// <summary>The notice was confirmed after its day, for nothing else written down.</summary>
    public const string Sent = "sent";
}

/// <summary>How many decisions and notices of a period kept their clock, and why the others did not.</summary>
/// <param name="Decided">Decisions signed in the period after a decision clock.</param>
/// <param name="DecidedInTime">Of these, on the last day of the clock or sooner, as it ran then (pauses and extensions in it).</param>
/// <param name="Notified">Notices sent in the period.</param>
/// <param name="NotifiedInTime">Of these, on the last day of the notice clock or sooner.</param>
/// <param name="BothInTime">Cases notified in the period with both in time.</param>
/// <param name="WhyDecided">Late decisions by <see cref="LateReasons"/>.</param>
/// <param name="WhyNotified">Late notices by <see cref="LateReasons"/>.</param>
public sealed record ClockReport(
    int Decided, int DecidedInTime, int Notified, int NotifiedInTime, int BothInTime, IReadOnlyDictionary<string, int> WhyDecided, IReadOnlyDictionary<string, int> WhyNotified)
{
    public static ClockReport Of(IEnumerable<CaseThen> cases, DateOnly from, DateOnly until)
    {
        List<CaseThen> all = [.. cases];
        List<CaseThen> decided = [.. all.Where(c => c.State is { Decision.DecidedOn: var day, DecisionClock: not null } && day >= from && day <= until)];
        List<CaseThen> notified = [.. all.Where(c => c.State is { Notice.SentOn: var day, Decision: not null } && day >= from && day <= until)];
        return new ClockReport(
            decided.Count,
            decided.Count(DecidedOnTime),
            notified.Count,
            notified.Count(NotifiedOnTime),
            notified.Count(c => NotifiedOnTime(c) && (c.State.DecisionClock is null || DecidedOnTime(c))),
            Count(decided.Where(c => !DecidedOnTime(c)).Select(WhyDecision)),
            Count(notified.Where(c => !NotifiedOnTime(c)).Select(WhyNotice)));
    }

    private static bool DecidedOnTime(CaseThen c) => c.State.Decision!.DecidedOn <= c.State.DecisionClock!.Term.Due;

    private static bool NotifiedOnTime(CaseThen c) => c.State.Notice!.SentOn <= c.State.Decision!.NoticeTerm.Due;

    private static string WhyDecision(CaseThen c)
    {
        var started = c.Last<DecisionClockStarted>()!.At;
        var proposed = c.Entries.FirstOrDefault(e => e.Event is DecisionProposed or ApplicationWithdrawn or ApplicationForwarded)?.At ?? started;
        var approved = c.Last<DecisionApproved>()?.At ?? proposed;
        var signed = c.Last<DecisionSigned>()!.At;
        (string Reason, TimeSpan Time)[] parts = [(LateReasons.Assessment, proposed - started), (LateReasons.Approval, approved - proposed), (LateReasons.Signing, signed - approved)];
        return parts.MaxBy(p => p.Time).Reason;
    }

    private static string WhyNotice(CaseThen c) => c.State.NoticeReturns is { Count: > 0 }
        ? LateReasons.Returned
        : c.Entries.Any(e => e.Event is NoticeHindered) ? LateReasons.Hindered : LateReasons.Sent;

    private static SortedDictionary<string, int> Count(IEnumerable<string> reasons) =>
        new(reasons.GroupBy(r => r, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal);
}
