using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>What tasks and the send ledger say about a case or a message that was destroyed; the rows stay.</summary>
internal static class SubjectRows
{
    public static async Task EmptyAsync(CaseTables tables, string municipality, string subject, CancellationToken cancellation)
    {
        var filter = TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.Is("SubjectId", subject));
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
