using System.Runtime.CompilerServices;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableIntakeLedger(CaseTables tables, CommonRows common) : IIntakeLedger
{
    private const string Delivery = "delivery";

    private readonly OwnerRows _owners = new(tables, "intake");
    private readonly QueueRows _queue = new(tables);

    public async Task<IntakeRow> AcceptAsync(AcceptedMessage message, CancellationToken cancellation)
    {
        var id = IntakeIds.Of(message.Municipality, message.MessageId, message.IdentityHash);
        var (partition, rowKey) = (TableKeys.Of(message.Municipality), TableKeys.Of(id));
        if (await tables.Intake.FindAsync(partition, rowKey, cancellation) is { } known)
        {
            await DeliveredAsync(message.ProviderId, id, cancellation);
            return Read(known);
        }

        await _owners.WriteAsync(id, message.Municipality, cancellation);
        var series = $"{IntakeIds.NumberPrefix}-{message.ReceivedAt.UtcDateTime.Year}";
        var row = new TableEntity(partition, rowKey)
        {
            ["IntakeId"] = id,
            ["Municipality"] = message.Municipality,
            ["Number"] = $"{series}/{await common.NextAsync(message.Municipality, series, cancellation)}",
            ["ProviderId"] = message.ProviderId,
            ["ContentHash"] = message.ContentHash,
            ["Size"] = message.Size,
            ["ReceivedAt"] = JournalChain.Instant(message.ReceivedAt),
            ["Disposition"] = Dispositions.Pending,
            ["Lane"] = (long)message.Lane,
        };
        LongText.Write(row, "MessageId", message.MessageId);
        await _queue.AnnounceAsync(message.Municipality, id, message.Lane, message.ReceivedAt, cancellation);
        await tables.Intake.InsertAsync(row, cancellation);
        await DeliveredAsync(message.ProviderId, id, cancellation);
        return Read((await tables.Intake.FindAsync(partition, rowKey, cancellation))!);
    }

    public async Task<IntakeRow?> FindAsync(string intakeId, CancellationToken cancellation) =>
        await RowAsync(intakeId, cancellation) is { } row ? Read(row) : null;

    public async Task<IntakeRow?> FindByNumberAsync(string municipality, string number, CancellationToken cancellation)
    {
        var filter = TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.Is("Number", number));
        return (await tables.Intake.ListAsync(filter, cancellation)).Select(Read).FirstOrDefault();
    }

    public async Task<IntakeRow> DisposeAsync(string intakeId, string disposition, string? caseId, string reason, string by, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await RowAsync(intakeId, cancellation) ?? throw new InvalidOperationException($"The intake ledger has no row {intakeId}.");
            var from = row.RequiredText("Disposition");
            if (from == disposition || from is not (Dispositions.Pending or Dispositions.Review))
            {
                return Read(row);
            }

            row["Disposition"] = disposition;
            row["CaseId"] = caseId ?? row.Text("CaseId");
            row["Reason"] = reason;
            row["By"] = by;
            row["EndedAt"] = JournalChain.Instant(tables.Time.GetUtcNow());
            if (await tables.Intake.ReplaceAsync(row, row.ETag!, cancellation))
            {
                var ended = Read(row);
                await _queue.RemoveAsync(ended, cancellation);
                return ended;
            }
        }
    }

    public async Task<IntakeRow> ChangeReasonAsync(string intakeId, string from, string to, string by, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await RowAsync(intakeId, cancellation) ?? throw new InvalidOperationException($"The intake ledger has no row {intakeId}.");
            if (row.RequiredText("Disposition") != Dispositions.Review || row.Text("Reason") != from)
            {
                return Read(row);
            }

            row["Reason"] = to;
            row["By"] = by;
            if (await tables.Intake.ReplaceAsync(row, row.ETag!, cancellation))
            {
                return Read(row);
            }
        }
    }

    public async Task<IntakeRow?> FindDeliveryAsync(string providerId, CancellationToken cancellation)
    {
        var filter = TableFilter.And(TableFilter.Partition(Delivery), TableFilter.RowsFrom(TableKeys.Hashed(providerId) + TableKeys.Separator));
        return (await tables.Mailbox.ListAsync(filter, cancellation)).FirstOrDefault() is { } delivery
            ? await FindAsync(delivery.RequiredText("IntakeId"), cancellation)
            : null;
    }

    public async IAsyncEnumerable<IntakeDelivery> DeliveriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in tables.Mailbox.QueryAsync(TableFilter.Partition(Delivery), cancellation))
        {
            yield return new IntakeDelivery(row.RequiredText("ProviderId"), row.RequiredText("IntakeId"));
        }
    }

    /// <summary>After the row: an id without its row would say that we have what we have not.</summary>
    private Task<bool> DeliveredAsync(string providerId, string intakeId, CancellationToken cancellation) => tables.Mailbox.InsertAsync(
        new TableEntity(Delivery, TableKeys.Hashed(providerId) + TableKeys.Separator + intakeId) { ["ProviderId"] = providerId, ["IntakeId"] = intakeId }, cancellation);

    public Task<IReadOnlyList<IntakeRow>> NextPendingAsync(string municipality, int most, CancellationToken cancellation) => _queue.NextAsync(
        municipality,
        most,
        async id => await tables.Intake.FindAsync(TableKeys.Of(municipality), TableKeys.Of(id), cancellation) is { } row ? Read(row) : null,
        () => tables.Intake.QueryAsync(Filter(municipality, Dispositions.Pending), cancellation).Select(Read),
        cancellation);

    public async Task<IReadOnlyList<IntakeRow>> ListAsync(string municipality, string? disposition, CancellationToken cancellation)
    {
        var rows = await tables.Intake.ListAsync(disposition is null ? TableFilter.Partition(TableKeys.Of(municipality)) : Filter(municipality, disposition), cancellation);
        return [.. rows.Select(Read).OrderBy(r => r.ReceivedAt).ThenBy(r => r.IntakeId, StringComparer.Ordinal)];
    }

    public async Task<int> CountAsync(string municipality, string disposition, CancellationToken cancellation) =>
        await tables.Intake.QueryAsync(Filter(municipality, disposition), cancellation).CountAsync(cancellation);

    public async Task ForgetAsync(string intakeId, CancellationToken cancellation)
    {
        if (await RowAsync(intakeId, cancellation) is { } row)
        {
            await ForgetAsync(tables, row, cancellation);
            await SubjectRows.EmptyAsync(tables, row.RequiredText("Municipality"), intakeId, cancellation);
        }
    }

    /// <summary>What the row and its deliveries say about a person; the row itself stays.</summary>
    private static async Task ForgetAsync(CaseTables tables, TableEntity row, CancellationToken cancellation)
    {
        var id = row.RequiredText("IntakeId");
        foreach (var delivery in await tables.Mailbox.ListAsync(TableFilter.And(TableFilter.Partition(Delivery), TableFilter.Is("IntakeId", id)), cancellation))
        {
            await tables.Mailbox.DeleteAsync(delivery.PartitionKey, delivery.RowKey, cancellation);
        }

        foreach (var part in row.Properties.Keys.Where(k => k.StartsWith("MessageId", StringComparison.Ordinal)).ToList())
        {
            row[part] = null;
        }

        LongText.Write(row, "MessageId", string.Empty);
        row["ProviderId"] = string.Empty;
        await tables.Intake.PutAsync(row, cancellation);
    }

    private static string Filter(string municipality, string disposition) =>
        TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.Is("Disposition", disposition));

    private async Task<TableEntity?> RowAsync(string id, CancellationToken cancellation) => await _owners.FindAsync(id, cancellation) is { } municipality
        ? await tables.Intake.FindAsync(TableKeys.Of(municipality), TableKeys.Of(id), cancellation)
        : null;

    private static IntakeRow Read(TableEntity row) => new()
    {
        IntakeId = row.RequiredText("IntakeId"),
        Municipality = row.RequiredText("Municipality"),
        Number = row.RequiredText("Number"),
        MessageId = LongText.Read(row, "MessageId"),
        ContentHash = row.RequiredText("ContentHash"),
        Size = row.Number("Size"),
        ReceivedAt = row.Instant("ReceivedAt")!.Value,
        Disposition = row.RequiredText("Disposition"),
        Lane = row["Lane"] is not null ? (int)row.Number("Lane") : Lanes.Usual,
        CaseId = row.Text("CaseId"),
        Reason = row.Text("Reason"),
        By = row.Text("By"),
        EndedAt = row.Instant("EndedAt"),
    };
}
