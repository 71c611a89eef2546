using System.Runtime.CompilerServices;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal static class TableGroups
{
    /// <summary>A request's worth: an entry may be most of a megabyte.</summary>
    private const int RowsAPage = 200;

    /// <summary>The whole table in the order of its keys, one group of neighbours in memory at a time.</summary>
    public static async IAsyncEnumerable<List<TableEntity>> GroupsAsync(this StorageTable table, Func<TableEntity, string> group, [EnumeratorCancellation] CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        await foreach (var row in table.QueryAsync(null, cancellation, RowsAPage))
        {
            if (rows.Count > 0 && group(rows[0]) != group(row))
            {
                yield return rows;
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            yield return rows;
        }
    }
}
