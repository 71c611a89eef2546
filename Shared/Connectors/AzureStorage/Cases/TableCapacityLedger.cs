using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableCapacityLedger(CaseTables tables, CommonRows common) : ICapacityLedger
{
    public async Task<IReadOnlyDictionary<string, FacilityUse>> ReadAsync(string municipality, CancellationToken cancellation) =>
        (await common.ReadAsync(municipality, cancellation)).Use();

    public async Task<IReadOnlyList<OutsideCount>> OutsideAsync(string municipality, CancellationToken cancellation) =>
        [.. (await common.ReadAsync(municipality, cancellation)).Outside];

    /// <summary>Count, chain and guard in one transaction, so that no decision under way misses it.</summary>
    public async Task CountOutsideAsync(string municipality, string facilityId, int places, string note, string by, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        using var turn = await common.TurnAsync(municipality, cancellation);
        while (true)
        {
            var snapshot = await common.ReadAsync(municipality, cancellation);
            if (snapshot.Outside.FirstOrDefault(c => c.FacilityId == facilityId)?.Places == places || await TryAsync(snapshot, facilityId, places, note, by, cancellation))
            {
                return;
            }
        }
    }

    private async Task<bool> TryAsync(CommonSnapshot snapshot, string facilityId, int places, string note, string by, CancellationToken cancellation)
    {
        var head = snapshot.Rows.GetValueOrDefault(CapacityRows.HeadRow);
        var number = (head?.Number("Entries") ?? 0) + 1;
        var count = new OutsideCount(snapshot.Municipality, facilityId, places, note, by, tables.Time.GetUtcNow());
        var hash = CapacityChain.Hash(head?.RequiredText("Hash") ?? JournalChain.Start, count);
        var batch = CommonRows.Guard(new TableBatch(TableKeys.Of(snapshot.Municipality)), CommonRows.GuardOf(snapshot.Rows))
            .Insert(CapacityRows.Row(CapacityRows.HistoryRow(number), count, hash))
            .Put(CapacityRows.Row(CapacityRows.NewestRow(facilityId), count, hash));
        var next = new TableEntity(batch.PartitionKey, CapacityRows.HeadRow) { ["Entries"] = number, ["Hash"] = hash };
        try
        {
            await tables.Common.SubmitAsync(head is null ? batch.Insert(next) : batch.Replace(next, head.ETag!), cancellation);
            return true;
        }
        catch (StorageConflictException)
        {
            return false;
        }
    }
}
