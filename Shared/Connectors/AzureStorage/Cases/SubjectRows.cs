using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What tasks and the send ledger say about a case, a message or a list that was destroyed; the rows stay.</summary>
internal static class SubjectRows
{
    public static Task EmptyAsync(CaseTables tables, string municipality, string subject, CancellationToken cancellation) =>
        EmptyWhereAsync(tables, municipality, TableFilter.Is("SubjectId", subject), cancellation);

    /// <summary>Of every subject that begins so.</summary>
    public static Task EmptyFromAsync(CaseTables tables, string municipality, string subjects, CancellationToken cancellation) =>
        EmptyWhereAsync(tables, municipality, TableFilter.From("SubjectId", subjects), cancellation);

    private static async Task EmptyWhereAsync(CaseTables tables, string municipality, string which, CancellationToken cancellation)
    {
        var filter = TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), which);
        await foreach (var row in tables.Tasks.QueryAsync(filter, cancellation))
        {
            row["Text"] = string.Empty;
            row["English"] = null;
            row["Note"] = null;
            row["ClosedAt"] ??= JournalChain.Instant(tables.Time.GetUtcNow());
            row["ClosedBy"] ??= "machine";
            row["Open"] = false;
            await tables.Tasks.PutAsync(row, cancellation);
        }

        await foreach (var row in tables.Sends.QueryAsync(filter, cancellation))
        {
            row["Detail"] = null;
            row["ContentId"] = null;
            row["ProviderId"] = null;
            await tables.Sends.PutAsync(row, cancellation);
        }
    }
}
