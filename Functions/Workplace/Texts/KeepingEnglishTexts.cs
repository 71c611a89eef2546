namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English of what is kept and destroyed.</summary>
internal static class KeepingEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nav.destruction"] = "Destruction",
        ["destruction.title"] = "Destruction list",
        ["destruction.why"] = "Cases, messages and lists of people whose retention is over. They are destroyed only when the head approves and the days for objections are over. What was destroyed cannot be brought back.",
        ["destruction.no-terms"] = "The data (retention.json) have no confirmed terms of retention, so nothing new comes here. Tell whoever runs the system.",
        ["destruction.empty"] = "Nothing to look at now.",
        ["destruction.state"] = "State",
        ["destruction.state.proposed"] = "to be looked at",
        ["destruction.state.approved"] = "approved",
        ["destruction.state.held"] = "held",
        ["destruction.state.destroying"] = "being destroyed",
        ["destruction.from"] = "Term began",
        ["destruction.due"] = "Term ended",
        ["destruction.grace"] = "Not destroyed before",
        ["destruction.last"] = "Last step",
        ["destruction.approve"] = "Approve destruction",
        ["destruction.hold"] = "Hold",
        ["destruction.release"] = "Look at it anew",
        ["destruction.reason"] = "Reason",
        ["destruction.reason-required"] = "Write a reason (at most 500 characters).",
        ["destruction.changed"] = "The line has changed. Look at it again.",
        ["destruction.early"] = "Hold a case before its term",
        ["destruction.early-why"] = "If it is known now that the case will be needed for longer, as for a lawsuit. Also an open case. It is not proposed until somebody lets it go.",
        ["destruction.early-number"] = "Number of the case",
        ["destruction.destroyed"] = "Destroyed",
        ["destruction.line"] = "Case, message or list",
        ["destruction.states"] = "Lines by state",
        ["destruction.all"] = "All open lines",
        ["destruction.many-why"] = "Tick the lines that may go, or approve all of this page. Each is written down as approved by you, and each can be held until its days for objections are over.",
        ["destruction.approve-ticked"] = "Approve the ticked lines",
        ["destruction.approve-shown"] = "Approve all {0} lines of this page",
        ["destruction.tick"] = "Tick {0}",
        ["destruction.none-ticked"] = "Nothing was approved: tick at least one line, at most the lines of one page.",
        ["destruction.some-changed"] = "Lines approved: {0}. Lines that have changed meanwhile and were left: {1}. Look at those again.",
        ["notice.destruction"] = "Written into the destruction list.",
    };
}
