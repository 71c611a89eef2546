using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableSendLedger(CaseTables tables) : ISendLedger
{
    private readonly OwnerRows _owners = new(tables, "send");

    public async Task<SendRow> PlanAsync(SendRow row, CancellationToken cancellation)
    {
        if (await FindAsync(row.OperationId, cancellation) is { } known)
        {
            return known;
        }

        await _owners.WriteAsync(row.OperationId, row.Municipality, cancellation);
        await tables.Finds.PutAsync(FindRows.Sent(row.Municipality, row.MessageId, row.SubjectId), cancellation);
        var now = JournalChain.Instant(tables.Time.GetUtcNow());
        await tables.Sends.InsertAsync(
            new TableEntity(TableKeys.Of(row.Municipality), TableKeys.Of(row.OperationId))
            {
                ["OperationId"] = row.OperationId,
                ["Municipality"] = row.Municipality,
                ["SubjectId"] = row.SubjectId,
                ["Kind"] = row.Kind,
                ["Channel"] = row.Channel,
                ["MessageId"] = row.MessageId,
                ["State"] = SendStates.Planned,
                ["Attempts"] = 0,
                ["PlannedAt"] = now,
                ["ChangedAt"] = now,
            },
            cancellation);
        return (await FindAsync(row.OperationId, cancellation))!;
    }

    /// <summary>Only one mover wins; one whose answer was lost recognises its own move.</summary>
    public async Task<bool> MoveAsync(string operationId, string from, string to, string? detail, CancellationToken cancellation)
    {
        if (await RowAsync(operationId, cancellation) is not { } row || row.RequiredText("State") != from)
        {
            return false;
        }

        row["State"] = to;
        row["Detail"] = detail;
        row["ChangedAt"] = JournalChain.Instant(tables.Time.GetUtcNow());
        row["Attempts"] = (int)row.Number("Attempts") + (to == SendStates.Sending ? 1 : 0);
        return await tables.Sends.ReplaceAsync(row, row.ETag!, cancellation);
    }

    public async Task<SendRow?> FindAsync(string operationId, CancellationToken cancellation) =>
        await RowAsync(operationId, cancellation) is { } row ? Read(row) : null;

    public async Task<IReadOnlyList<SendRow>> ListAsync(string municipality, string? state, CancellationToken cancellation)
    {
        var partition = TableFilter.Partition(TableKeys.Of(municipality));
        var rows = await tables.Sends.ListAsync(state is null ? partition : TableFilter.And(partition, TableFilter.Is("State", state)), cancellation);
        return [.. rows.Select(Read).OrderBy(r => r.PlannedAt).ThenBy(r => r.OperationId, StringComparer.Ordinal)];
    }

    private async Task<TableEntity?> RowAsync(string operationId, CancellationToken cancellation) => await _owners.FindAsync(operationId, cancellation) is { } municipality
        ? await tables.Sends.FindAsync(TableKeys.Of(municipality), TableKeys.Of(operationId), cancellation)
        : null;

    private static SendRow Read(TableEntity row) => new()
    {
        OperationId = row.RequiredText("OperationId"),
        Municipality = row.RequiredText("Municipality"),
        SubjectId = row.RequiredText("SubjectId"),
        Kind = row.RequiredText("Kind"),
        Channel = row.RequiredText("Channel"),
        MessageId = row.RequiredText("MessageId"),
        State = row.RequiredText("State"),
        Attempts = (int)row.Number("Attempts"),
        PlannedAt = row.Instant("PlannedAt")!.Value,
        ChangedAt = row.Instant("ChangedAt")!.Value,
        Detail = row.Text("Detail"),
    };
}
