using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Workplace.Board;

/// <summary>What stands in the address of the board: words and ids of staff, never of residents. Anything unknown lets all pass.</summary>
internal sealed record BoardFilter
{
    public const string Overdue = "overdue";
    public const string AtRisk = "risk";

    public string Tab { get; init; } = BoardLines.Mine;

    public string? Service { get; init; }

    public string? Stage { get; init; }

    public string? Step { get; init; }

    public string? Assignee { get; init; }

    /// <summary>overdue or risk.</summary>
    public string? Late { get; init; }

    public bool IsNarrowed => Service is not null || Stage is not null || Step is not null || Assignee is not null || Late is not null;

    /// <summary>The address of a page of this list.</summary>
    public string Address(int page = 1)
    {
        (string Name, string? Value)[] parts =
            [("tab", Tab), ("service", Service), ("stage", Stage), ("step", Step), ("assignee", Assignee), ("late", Late), ("p", page == 1 ? null : page.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return "/?" + string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    /// <summary>The words a case can wait for and the states it can be in that a list is narrowed by.</summary>
    public static readonly IReadOnlyList<string> KnownSteps =
    [
        Steps.Registration, Steps.Admission, Steps.Documents, Steps.Answer, Steps.Needs, Steps.Income, Steps.Capacity, Steps.Proposal, Steps.Approval, Steps.Signing,
        Steps.Notice, Steps.Contest, Steps.ContestHandOver, Steps.ContestResult, Steps.Messages, Steps.Submission, Steps.Queue, Steps.Offer, Steps.Start, Steps.Service,
    ];

    public static readonly IReadOnlyList<string> KnownStages = ["received", "registered", "documents-missing", "assessment", "proposed", "approved", "decided", "notified"];
}
