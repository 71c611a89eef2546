using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The shared rows of a municipality as one request found them.</summary>
internal sealed record CommonSnapshot(string Municipality, IReadOnlyDictionary<string, TableEntity> Rows)
{
    public long Counter(string series) => Rows.TryGetValue(CommonRows.CounterRow(series), out var row) ? row.Number("Value") : 0;

    public int Taken(string facilityId, string except) => Rows.Values.Count(r =>
        StakeRows.Is(r) && r.RequiredText("CaseId") != except && StakeRows.Held(r).Contains(facilityId, StringComparer.Ordinal));

    public IReadOnlyDictionary<string, int> TakenByFacility(string except) => Rows.Values
        .Where(r => StakeRows.Is(r) && r.RequiredText("CaseId") != except)
        .SelectMany(StakeRows.Held)
        .GroupBy(f => f, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
