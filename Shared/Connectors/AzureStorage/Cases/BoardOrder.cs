using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The one order of lists.</summary>
internal static class BoardOrder
{
    /// <param name="rows">To be put in order.</param>
    /// <param name="byDue">Strictly by our own day; otherwise the urgent ones come first.</param>
    public static IEnumerable<CaseRow> Of(IEnumerable<CaseRow> rows, bool byDue) => rows
        .OrderBy(r => r.Closed)
        .ThenByDescending(r => !byDue && r.Urgent)
        .ThenBy(r => r.SafeDue is null)
        .ThenBy(r => r.SafeDue)
        .ThenBy(r => r.ReceivedOn)
        .ThenBy(r => r.Case.CaseId, StringComparer.Ordinal);
}
