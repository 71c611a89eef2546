using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <param name="Finish">True: consequences must be written. False: a nudge must be raised.</param>
internal sealed record PendingRow(CaseRef Case, long Version, bool Finish, DateTimeOffset At);

/// <summary>
/// Says before an append where to look after it: <c>f|case|version</c> until board, keys and chain are written,
/// <c>w|case|version</c> until the nudge is raised. A row says nothing about whether the append happened; the case does.
/// </summary>
internal sealed class PendingWork(CaseTables tables)
{
    public Task AnnounceAsync(CaseRef reference, long version, bool wakes, CancellationToken cancellation)
    {
        var at = JournalChain.Instant(tables.Time.GetUtcNow());
        var batch = new TableBatch(TableKeys.Of(reference.Municipality)).Put(Row(reference, version, finish: true, at));
        return tables.Pending.SubmitAsync(wakes ? batch.Put(Row(reference, version, finish: false, at)) : batch, cancellation);
    }

    public Task FinishedAsync(CaseRef reference, long version, CancellationToken cancellation) => DeleteAsync(reference, version, "f", cancellation);

    public Task RaisedAsync(CaseRef reference, long version, CancellationToken cancellation) => DeleteAsync(reference, version, "w", cancellation);

    /// <summary>Of all municipalities, oldest first; there are only as many as a crash or a busy minute leaves.</summary>
    public Task<IReadOnlyList<PendingRow>> ListAsync(CancellationToken cancellation) => ListAsync(null, cancellation);

    public Task<IReadOnlyList<PendingRow>> ListOfAsync(CaseRef reference, CancellationToken cancellation) =>
        ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(reference.Municipality)), TableFilter.Is("CaseId", reference.CaseId)), cancellation);

    private static TableEntity Row(CaseRef reference, long version, bool finish, string at) =>
        new(TableKeys.Of(reference.Municipality), RowKey(finish ? "f" : "w", reference, version))
        {
            ["Municipality"] = reference.Municipality,
            ["CaseId"] = reference.CaseId,
            ["Version"] = version,
            ["Finish"] = finish,
            ["At"] = at,
        };

    private static PendingRow Read(TableEntity row) => new(
        new CaseRef(row.RequiredText("Municipality"), row.RequiredText("CaseId")), row.Number("Version"), row.Flag("Finish"), row.Instant("At")!.Value);

    private static string RowKey(string kind, CaseRef reference, long version) => TableKeys.Of(kind, reference.CaseId, TableKeys.Number(version));

    private async Task<IReadOnlyList<PendingRow>> ListAsync(string? filter, CancellationToken cancellation) =>
        [.. (await tables.Pending.ListAsync(filter, cancellation)).Select(Read).OrderBy(p => p.At).ThenBy(p => p.Case.CaseId, StringComparer.Ordinal).ThenBy(p => p.Version)];

    private Task DeleteAsync(CaseRef reference, long version, string kind, CancellationToken cancellation) =>
        tables.Pending.DeleteAsync(TableKeys.Of(reference.Municipality), RowKey(kind, reference, version), cancellation);
}
