using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <param name="Still">Where it held a place before the append that is just being made; counts too.</param>
internal sealed record StoredStake(string CaseId, CaseStake Stake, string? Still)
{
    public bool Holds(string facilityId) => Stake.Facility == facilityId || Still == facilityId;
}

/// <summary>
/// A case's stake as a row. Between claim and commit it names the place held and the place about to be held: both count, so
/// that a crash in between can never let a place be given twice.
/// </summary>
internal static class StakeRows
{
    public static TableEntity Row(CaseRef reference, CaseStake stake, string? still = null) => new(TableKeys.Of(reference.Municipality), CommonRows.StakeRow(reference.CaseId))
    {
        ["CaseId"] = reference.CaseId,
        ["Facility"] = stake.Facility,
        ["Since"] = Instant(stake.Since),
        ["Over"] = stake.Over,
        ["OverAt"] = Instant(stake.OverAt),
        ["Queue"] = stake.Queue,
        ["JoinedAt"] = Instant(stake.JoinedAt),
        ["Offered"] = stake.Offered,
        ["Still"] = still,
    };

    public static StoredStake Read(TableEntity row) => new(
        row.RequiredText("CaseId"),
        new CaseStake
        {
            Facility = row.Text("Facility"),
            Since = row.Instant("Since"),
            Over = row.Text("Over"),
            OverAt = row.Instant("OverAt"),
            Queue = row.Text("Queue"),
            JoinedAt = row.Instant("JoinedAt"),
            Offered = row.Flag("Offered"),
        },
        row.Text("Still"));

    public static bool Is(TableEntity row) => row.RowKey.StartsWith("s|", StringComparison.Ordinal);

    private static string? Instant(DateTimeOffset? at) => at is { } instant ? JournalChain.Instant(instant) : null;
}
