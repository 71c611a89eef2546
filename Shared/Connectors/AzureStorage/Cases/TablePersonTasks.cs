using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TablePersonTasks(CaseTables tables) : IPersonTasks
{
    public Task RaiseAsync(PersonTask task, CancellationToken cancellation) => tables.Tasks.InsertAsync(
        new TableEntity(TableKeys.Of(task.Municipality), TableKeys.Of(task.Key))
        {
            ["Key"] = task.Key,
            ["Role"] = task.Role,
            ["Kind"] = task.Kind,
            ["SubjectId"] = task.SubjectId,
            ["Text"] = task.Text.Latvian,
            ["English"] = task.Text.English,
            ["RaisedAt"] = JournalChain.Instant(task.RaisedAt),
            ["Open"] = true,
        },
        cancellation);

    public async Task<IReadOnlyList<PersonTask>> ListOpenAsync(string municipality, CancellationToken cancellation) =>
        [.. (await tables.Tasks.ListAsync(Open(municipality), cancellation))
            .Select(row => new PersonTask
            {
                Key = row.RequiredText("Key"),
                Municipality = municipality,
                Role = row.RequiredText("Role"),
                Kind = row.RequiredText("Kind"),
                SubjectId = row.Text("SubjectId"),
                Text = new(row.RequiredText("Text"), row.Text("English")),
                RaisedAt = row.Instant("RaisedAt")!.Value,
            })
            .OrderBy(t => t.RaisedAt)
            .ThenBy(t => t.Key, StringComparer.Ordinal)];

    public async Task<int> CountOpenAsync(string municipality, CancellationToken cancellation) =>
        await tables.Tasks.QueryAsync(Open(municipality), cancellation).CountAsync(cancellation);

    public async Task<bool> CloseAsync(string municipality, string key, string by, string note, CancellationToken cancellation)
    {
        var row = await tables.Tasks.FindAsync(TableKeys.Of(municipality), TableKeys.Of(key), cancellation);
        if (row is null || !row.Flag("Open"))
        {
            return false;
        }

        row["Open"] = false;
        row["ClosedAt"] = JournalChain.Instant(tables.Time.GetUtcNow());
        row["ClosedBy"] = by;
        row["Note"] = note;
        return await tables.Tasks.ReplaceAsync(row, row.ETag!, cancellation);
    }

    private static string Open(string municipality) => TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.Is("Open", true));
}
