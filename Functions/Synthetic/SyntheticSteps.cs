using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>How far a walk has come, by what the ledger and the journal say. Words of the page, of logs and of tasks.</summary>
internal static class SyntheticSteps
{
    public const string Begun = "begun";
    public const string Placed = "placed";
    public const string TakenIn = "taken-in";
    public const string Filed = "filed";
    public const string Registered = "registered";
    public const string Documents = "documents";
    public const string Assessed = "assessed";
    public const string Proposed = "proposed";
    public const string Approved = "approved";
    public const string Signed = "signed";
    public const string Notified = "notified";

    /// <summary>In their order.</summary>
    public static readonly IReadOnlyList<string> All = [Begun, Placed, TakenIn, Filed, Registered, Documents, Assessed, Proposed, Approved, Signed, Notified];

    /// <summary>The last step reached, and when.</summary>
    public static (string Step, DateTimeOffset At) Of(SyntheticWalk walk, IntakeRow? row, CaseRecord? record)
    {
        if (record is { } walked)
        {
            return walked.State switch
            {
                { Notice: not null } => (Notified, At<NoticeSent>(walked)),
                { Decision: not null } => (Signed, At<DecisionSigned>(walked)),
                { Approval: not null } => (Approved, At<DecisionApproved>(walked)),
                { Proposal: not null } => (Proposed, At<DecisionProposed>(walked)),
                { Needs: not null, Income: not null, Capacity: not null } => (Assessed, walked.Entries.Last(e => e.Event is NeedsAssessed or IncomeAssessed or CapacityAssessed).At),
                { Review.Missing.Count: 0 } => (Documents, At<DocumentsReviewed>(walked)),
                { Number: not null } => (Registered, At<ApplicationRegistered>(walked)),
                _ => (Filed, walked.Entries[0].At),
            };
        }

        return row is { } taken ? (TakenIn, taken.ReceivedAt > walk.StartedAt ? taken.ReceivedAt : walk.StartedAt) : walk.PlacedAt is { } placed ? (Placed, placed) : (Begun, walk.StartedAt);
    }

    private static DateTimeOffset At<T>(CaseRecord record)
        where T : CaseEvent => record.Entries.Last(e => e.Event is T).At;
}
