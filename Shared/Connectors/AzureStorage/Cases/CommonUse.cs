using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What one decision took from or looked at in the shared rows; committed only if nobody changed them meanwhile.</summary>
internal sealed class CommonUse(CommonSnapshot snapshot)
{
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private bool _looked;

    public long Next(string series)
    {
        var next = (_numbers.TryGetValue(series, out var last) ? last : snapshot.Counter(series)) + 1;
        _numbers[series] = next;
        return next;
    }

    /// <summary>From here on the decision depends on who holds and waits for what.</summary>
    public CommonSnapshot Look()
    {
        _looked = true;
        return snapshot;
    }

    public TableBatch Claim(CaseRef reference, CaseStake stake)
    {
        var batch = new TableBatch(TableKeys.Of(snapshot.Municipality));
        foreach (var (series, value) in _numbers)
        {
            var row = new TableEntity(batch.PartitionKey, CommonRows.CounterRow(series)) { ["Value"] = value };
            _ = snapshot.Rows.TryGetValue(row.RowKey, out var counter) ? batch.Replace(row, counter.ETag!) : batch.Insert(row);
        }

        var held = snapshot.Stake(reference.CaseId);
        if (stake.Facility is { } facility && held?.Holds(facility) != true)
        {
            _looked = true;
            var claimed = (held?.Stake ?? CaseStake.None) with { Facility = facility, Since = stake.Since };
            batch.Put(StakeRows.Row(reference, claimed, held?.Stake.Facility));
        }

        return _looked ? CommonRows.Guard(batch, CommonRows.GuardOf(snapshot.Rows)) : batch;
    }
}
