using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableRetentionLedger(CaseTables tables) : IRetentionLedger
{
    public Task<bool> AddAsync(RetentionRow row, CancellationToken cancellation) => tables.Retention.InsertAsync(Write(row with { Version = 0 }), cancellation);

    public async Task<RetentionRow?> FindAsync(string municipality, string kind, string subjectId, CancellationToken cancellation) =>
        await tables.Retention.FindAsync(TableKeys.Of(municipality), TableKeys.Of(kind, subjectId), cancellation) is { } row ? Read(row) : null;

    public async Task<bool> ReplaceAsync(RetentionRow row, CancellationToken cancellation) =>
        await tables.Retention.FindAsync(TableKeys.Of(row.Municipality), TableKeys.Of(row.Kind, row.SubjectId), cancellation) is { } stored
        && stored.Number("Version") == row.Version
        && await tables.Retention.ReplaceAsync(Write(row with { Version = row.Version + 1 }), stored.ETag!, cancellation);

    public async Task<IReadOnlyList<RetentionRow>> ListAsync(string municipality, string state, CancellationToken cancellation) =>
        [.. (await tables.Retention.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.Is("State", state)), cancellation))
            .Select(Read)
            .OrderBy(r => r.DueOn)
            .ThenBy(r => r.Kind, StringComparer.Ordinal)
            .ThenBy(r => r.SubjectId, StringComparer.Ordinal)];

    private static TableEntity Write(RetentionRow row)
    {
        var entity = new TableEntity(TableKeys.Of(row.Municipality), TableKeys.Of(row.Kind, row.SubjectId)) { ["State"] = row.State, ["Version"] = row.Version };
        LongText.Write(entity, "Body", RetentionJson.Write(row));
        return entity;
    }

    private static RetentionRow Read(TableEntity row) => RetentionJson.Read(LongText.Read(row, "Body"));
}
