using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The shared rows of a municipality as one request found them.</summary>
internal sealed class CommonSnapshot(string municipality, IReadOnlyDictionary<string, TableEntity> rows)
{
    private readonly List<StoredStake> _stakes = [.. rows.Values.Where(StakeRows.Is).Select(StakeRows.Read)];

    public string Municipality => municipality;

    public IReadOnlyDictionary<string, TableEntity> Rows => rows;

    public IEnumerable<OutsideCount> Outside => rows.Values.Where(CapacityRows.IsNewest).Select(r => CapacityRows.Read(municipality, r));

    public long Counter(string series) => rows.TryGetValue(CommonRows.CounterRow(series), out var row) ? row.Number("Value") : 0;

    public StoredStake? Stake(string caseId) => _stakes.Find(s => s.CaseId == caseId);

    /// <summary>Places held by others; a case that continues another one counts neither its own place nor the one it takes over.</summary>
    public int Taken(string facilityId, string caseId, string? former) =>
        Holders(facilityId).Count(s => s.CaseId != caseId && s.CaseId != former) + (Outside.FirstOrDefault(c => c.FacilityId == facilityId)?.Places ?? 0);

    public bool Holds(string facilityId, string caseId, string? former) => Holders(facilityId).Any(s => s.CaseId == caseId || s.CaseId == former);

    public int QueueAhead(string facilityId, string caseId)
    {
        var own = _stakes.Find(s => s.CaseId == caseId && s.Stake.Queue is not null);
        return _stakes.Count(s => s.Stake.Queue == facilityId && s.CaseId != caseId && !s.Stake.Offered && (own is null || Order(s, own) < 0));
    }

    public IReadOnlyDictionary<string, FacilityUse> Use()
    {
        var outside = Outside.ToDictionary(c => c.FacilityId, c => c.Places, StringComparer.Ordinal);
        var queues = _stakes.Where(s => s.Stake.Queue is not null).GroupBy(s => s.Stake.Queue!, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => g.Order(Comparer<StoredStake>.Create(Order))
                .Select((s, i) => new QueuedCase(new CaseRef(municipality, s.CaseId), i + 1, s.Stake.JoinedAt!.Value, s.Stake.Offered)).ToList(),
            StringComparer.Ordinal);
        return _stakes.SelectMany(s => new[] { s.Stake.Facility, s.Still }).OfType<string>().Where(f => Holders(f).Any())
            .Concat(outside.Keys).Concat(queues.Keys).Distinct(StringComparer.Ordinal)
            .ToDictionary(
                id => id,
                id => new FacilityUse(id, Holders(id).Count(), outside.GetValueOrDefault(id), queues.GetValueOrDefault(id) ?? []),
                StringComparer.Ordinal);
    }

    private static int Order(StoredStake one, StoredStake other)
    {
        var joined = DateTimeOffset.Compare(one.Stake.JoinedAt!.Value, other.Stake.JoinedAt!.Value);
        return joined != 0 ? joined : string.CompareOrdinal(one.CaseId, other.CaseId);
    }

    private IEnumerable<StoredStake> Holders(string facilityId) => _stakes.Where(s => s.Holds(facilityId) && !IsTakenOver(s));

    private bool IsTakenOver(StoredStake stake) => _stakes.Exists(s => s.Stake.Over == stake.CaseId && (stake.Stake.Since is null || s.Stake.OverAt >= stake.Stake.Since));
}
