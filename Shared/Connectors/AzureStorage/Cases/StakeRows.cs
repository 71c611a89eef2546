using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// A case's stake as a row. Between claim and commit it names the place held and the place about to be held: both count, so
/// that a crash in between can never let a place be given twice.
/// </summary>
internal static class StakeRows
{
    public static TableEntity Row(CaseRef reference, CaseStake stake, string? held) => new(TableKeys.Of(reference.Municipality), CommonRows.StakeRow(reference.CaseId))
    {
        ["CaseId"] = reference.CaseId,
        ["Facility"] = stake.Facility,
        ["Still"] = held == stake.Facility ? null : held,
    };

    public static bool Is(TableEntity row) => row.RowKey.StartsWith("s|", StringComparison.Ordinal);

    public static IEnumerable<string> Held(TableEntity row) => new[] { row.Text("Facility"), row.Text("Still") }.OfType<string>();
}
