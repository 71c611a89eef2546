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
    int Decided, int DecidedInTime, int Notified, int NotifiedInTime, int BothInTime, IReadOnlyDictionary<string, int> WhyDecided, IReadOnlyDictionary<string, int> WhyNotified);
