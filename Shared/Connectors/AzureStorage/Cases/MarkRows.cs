using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The outbox mark beside the entries it was committed with.</summary>
internal static class MarkRows
{
    /// <summary>Names every wait that stood before, so that whichever the orchestration is at, it looks again.</summary>
    public static TableEntity Row(CaseRecord before, CaseRecord after) => new(CasePartition.KeyOf(after.Case), CasePartition.MarkRow(after.Version))
    {
        ["Version"] = after.Version,
        ["Generation"] = after.State.Generation,
        ["Events"] = string.Join(' ', before.Standing.Waits.Select(CaseNudges.Name)),
        ["Starts"] = before.Version == 0 || after.State.Generation != before.State.Generation,
    };

    public static OutboxMark Read(CaseRef reference, TableEntity row) => new(
        reference,
        (int)row.Number("Generation"),
        row.Number("Version"),
        row.RequiredText("Events").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Flag("Starts"));
}
