using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Reports;

/// <summary>Counts how the cases of a period kept their clocks, one case after the other; nothing of a case is kept.</summary>
public sealed class ClockTally(DateOnly from, DateOnly until)
{
    private readonly SortedDictionary<string, int> _whyDecided = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _whyNotified = new(StringComparer.Ordinal);
    private int _decided;
    private int _decidedInTime;
    private int _notified;
    private int _notifiedInTime;
    private int _bothInTime;

    public void Add(CaseThen item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.State is { Decision.DecidedOn: var decided, DecisionClock: not null } && IsIn(decided))
        {
            _decided++;
            Count(DecidedOnTime(item), ref _decidedInTime, _whyDecided, () => WhyDecision(item));
        }

        if (item.State is { Notice.SentOn: var sent, Decision: not null } && IsIn(sent))
        {
            _notified++;
            var inTime = NotifiedOnTime(item);
            Count(inTime, ref _notifiedInTime, _whyNotified, () => WhyNotice(item));
            _bothInTime += inTime && (item.State.DecisionClock is null || DecidedOnTime(item)) ? 1 : 0;
        }
    }

    public ClockReport Result() => new(_decided, _decidedInTime, _notified, _notifiedInTime, _bothInTime, _whyDecided, _whyNotified);

    private bool IsIn(DateOnly day) => day >= from && day <= until;

    private static void Count(bool inTime, ref int counted, SortedDictionary<string, int> reasons, Func<string> why)
    {
        if (inTime)
        {
            counted++;
            return;
        }

        var reason = why();
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
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
}
