using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Counts of places held without a case: <c>k|facility</c> the newest, <c>z|number</c> all of them chained, <c>h</c> the chain's end.</summary>
internal static class CapacityRows
{
    public const string HeadRow = "h";

    /// <summary>What decisions read ends before the history, so that it may grow.</summary>
    public const string HistoryFrom = "z";

    public static bool IsNewest(TableEntity row) => row.RowKey.StartsWith("k|", StringComparison.Ordinal);

    public static bool IsHistory(TableEntity row) => row.RowKey.StartsWith("z|", StringComparison.Ordinal);

    public static string NewestRow(string facilityId) => TableKeys.Of("k", facilityId);

    public static string HistoryRow(long number) => TableKeys.Of("z", TableKeys.Number(number));

    public static TableEntity Row(string rowKey, OutsideCount count, string hash) => new(TableKeys.Of(count.Municipality), rowKey)
    {
        ["Municipality"] = count.Municipality,
        ["FacilityId"] = count.FacilityId,
        ["Places"] = count.Places,
        ["Note"] = count.Note,
        ["By"] = count.By,
        ["At"] = JournalChain.Instant(count.At),
        ["Hash"] = hash,
    };

    public static OutsideCount Read(string municipality, TableEntity row) =>
        new(municipality, row.RequiredText("FacilityId"), (int)row.Number("Places"), row.RequiredText("Note"), row.RequiredText("By"), row.Instant("At")!.Value);

    /// <summary>Links recomputed over the history of one municipality; the newest rows must be its last ones.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<TableEntity> rows)
    {
        var previous = JournalChain.Start;
        Dictionary<string, OutsideCount> newest = new(StringComparer.Ordinal);
        foreach (var row in rows.Where(IsHistory))
        {
            var count = Read(row.RequiredText("Municipality"), row);
            previous = CapacityChain.Hash(previous, count);
            newest[count.FacilityId] = count;
            if (previous != row.RequiredText("Hash"))
            {
                yield return $"capacity: the chain of counted places is broken at {count.Municipality}/{count.FacilityId}, {JournalChain.Instant(count.At)}.";
                previous = row.RequiredText("Hash");
            }
        }

        var stored = rows.Where(IsNewest).Select(r => Read(r.RequiredText("Municipality"), r)).ToHashSet();
        if (previous != (rows.FirstOrDefault(r => r.RowKey == HeadRow)?.RequiredText("Hash") ?? JournalChain.Start) || !stored.SetEquals(newest.Values))
        {
            yield return $"capacity: {rows[0].PartitionKey} has other counts than its chain ends with.";
        }
    }
}
