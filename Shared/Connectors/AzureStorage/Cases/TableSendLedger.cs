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
        var now = tables.Time.GetUtcNow();
        var entity = new TableEntity(TableKeys.Of(row.Municipality), TableKeys.Of(row.OperationId))
        {
            ["OperationId"] = row.OperationId,
            ["Municipality"] = row.Municipality,
            ["SubjectId"] = row.SubjectId,
            ["Kind"] = row.Kind,
            ["Channel"] = row.Channel,
            ["MessageId"] = row.MessageId,
            ["PlannedAt"] = JournalChain.Instant(now),
        };
        Write(entity, row with { State = SendStates.Planned, Attempts = 0 }, now);
        await tables.Sends.InsertAsync(entity, cancellation);
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
        row["Version"] = Count(row, "Version") + 1;
        return await tables.Sends.ReplaceAsync(row, row.ETag!, cancellation);
    }

    public async Task<SendRow?> ReplaceAsync(SendRow row, CancellationToken cancellation)
    {
        if (await RowAsync(row.OperationId, cancellation) is not { } entity || Count(entity, "Version") != row.Version)
        {
            return null;
        }

        Write(entity, row with { Version = row.Version + 1 }, tables.Time.GetUtcNow());
        return await tables.Sends.ReplaceAsync(entity, entity.ETag!, cancellation) ? Read(entity) : null;
    }

    /// <summary>Reads through all rows on the service's side: asked once a minute, answered with few.</summary>
    public async Task<IReadOnlyList<SendRow>> DueAsync(DateTimeOffset now, bool planned, int most, CancellationToken cancellation)
    {
        var due = TableFilter.UpTo("DueAt", JournalChain.Instant(now));
        var state = planned ? TableFilter.Is("State", SendStates.Planned) : TableFilter.IsNot("State", SendStates.Planned);
        var rows = await tables.Sends.ListAsync(TableFilter.And(due, state), cancellation);
        return [.. rows.Select(Read).OrderBy(r => r.Lane).ThenBy(r => r.PlannedAt).ThenBy(r => r.OperationId, StringComparer.Ordinal).Take(most)];
    }

    public async Task<int> TriedSinceAsync(DateTimeOffset since, CancellationToken cancellation) =>
        (await tables.Sends.ListAsync(TableFilter.After("TriedAt", JournalChain.Instant(since)), cancellation)).Sum(r => Math.Max((int)r.Number("Attempts"), 1));

    public async Task<SendRow?> FindAsync(string operationId, CancellationToken cancellation) =>
        await RowAsync(operationId, cancellation) is { } row ? Read(row) : null;

    public Task ForgetAsync(string municipality, string subjects, CancellationToken cancellation) => SubjectRows.EmptyFromAsync(tables, municipality, subjects, cancellation);

    public async Task<IReadOnlyList<SendRow>> ListAsync(string municipality, string? state, CancellationToken cancellation)
    {
        var partition = TableFilter.Partition(TableKeys.Of(municipality));
        var rows = await tables.Sends.ListAsync(state is null ? partition : TableFilter.And(partition, TableFilter.Is("State", state)), cancellation);
        return [.. rows.Select(Read).OrderBy(r => r.PlannedAt).ThenBy(r => r.OperationId, StringComparer.Ordinal)];
    }

    private async Task<TableEntity?> RowAsync(string operationId, CancellationToken cancellation) => await _owners.FindAsync(operationId, cancellation) is { } municipality
        ? await tables.Sends.FindAsync(TableKeys.Of(municipality), TableKeys.Of(operationId), cancellation)
        : null;

    /// <summary>Rows of older versions lack the younger counts.</summary>
    private static int Count(TableEntity row, string name, int otherwise = 0) => row[name] is null ? otherwise : (int)row.Number(name);

    private static void Write(TableEntity entity, SendRow row, DateTimeOffset now)
    {
        entity["State"] = row.State;
        entity["Lane"] = row.Lane;
        entity["Round"] = row.Round;
        entity["Attempts"] = row.Attempts;
        entity["ChangedAt"] = JournalChain.Instant(now);
        entity["DueAt"] = row.DueAt is { } due ? JournalChain.Instant(due) : null;
        entity["TriedAt"] = row.TriedAt is { } tried ? JournalChain.Instant(tried) : null;
        entity["Lease"] = row.Lease;
        entity["ContentId"] = row.ContentId;
        entity["ProviderId"] = row.ProviderId;
        entity["Detail"] = row.Detail;
        entity["Version"] = row.Version;
    }

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
        Round = Count(row, "Round"),
        Lane = Count(row, "Lane", SendLanes.Usual),
        DueAt = row.Instant("DueAt"),
        TriedAt = row.Instant("TriedAt"),
        Lease = row.Text("Lease"),
        ContentId = row.Text("ContentId"),
        ProviderId = row.Text("ProviderId"),
        Version = Count(row, "Version"),
    };
}
