namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English of the board, of duty and of passing cases on.</summary>
internal static class DutyEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["board.unassigned"] = "Nobody’s",
        ["board.filters"] = "Narrow down",
        ["board.filter"] = "Show",
        ["board.filter-clear"] = "Show everything",
        ["board.any"] = "any",
        ["board.assignee"] = "Social worker",
        ["board.late"] = "Last day",
        ["board.late.overdue"] = "overdue",
        ["board.late.risk"] = "overdue or at most 2 working days left",
        ["board.previous"] = "Page before",
        ["board.next"] = "Next page",
        ["board.page-of"] = "Page {0} of {1}",
        ["event.case-assigned"] = "The case was passed on: {0} → {1}. {2}",
        ["verb.reassign"] = "Pass on the case",
        ["notice.reassign"] = "The case was passed on.",
        ["step.reassign"] = "Pass the case on to another worker",
        ["card.reassign.why"] = "The case is with {0} now.",
        ["field.reassign-to"] = "To",
        ["field.reassign-reason"] = "Why",
        ["assigned.load"] = "least to do",
        ["assigned.skill"] = "the only one present who works with this service",
        ["assigned.nobody-skilled"] = "least to do; nobody present works with this service",
        ["assigned.all-away"] = "all social workers are away",
    };
}
