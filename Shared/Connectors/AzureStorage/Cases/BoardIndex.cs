using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Rows beside the board's own, in the same partition and written in the same batch: each open case once by day and once by whose it is, so that a page is
/// the beginning of a range; and how many open cases each person has in each role's turn. Keys are persisted: never change.
/// </summary>
internal static class BoardIndex
{
    /// <summary>Row keys of cases are before this one, those of the index after it; no escaped id has a tilde.</summary>
    public const string First = "~";

    /// <summary>Stands once every open case of the municipality is in the index.</summary>
    public const string WholeRow = "~0";

    /// <summary>On a case's row: its index rows and its count stand.</summary>
    public const string Listed = "Listed";

    /// <summary>Whose open cases are counted together.</summary>
    internal readonly record struct Group(string? Assignee, string Role)
    {
        /// <summary>No id escapes to this.</summary>
        private const string Nobody = "~";

        public string Key => $"{(Assignee is null ? Nobody : TableKeys.Of(Assignee))}|{TableKeys.Of(Role)}";

        public string CountRow => $"{WholeRow}|{Key}";
    }

    public static Group GroupOf(CaseRow row) => new(row.Assignee, row.Role);

    /// <summary>The beginning of the row keys of all open cases, urgent or not.</summary>
    public static string ByDue(bool urgent) => $"~due|{Urgency(urgent)}|";

    /// <summary>The beginning of the row keys of a group; with <paramref name="urgent"/> only such.</summary>
    public static string ByOwner(Group group, bool? urgent) => $"~own|{group.Key}|{(urgent is { } which ? Urgency(which) + "|" : string.Empty)}";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What the index holds of the case of this row; nothing of a closed one.</summary>
    public static IReadOnlyList<TableEntity> Of(string municipality, TableEntity row)
    {
        var shown = BoardRows.Read(municipality, row);
        if (shown.Closed)
        {
            return [];
        }

        // A case without a day comes last, as in every list.
        var order = $"{(shown.SafeDue is { } due ? Day(due) : First)}|{Day(shown.ReceivedOn)}|{row.RowKey}";
        return [Copy(row, ByDue(shown.Urgent) + order), Copy(row, ByOwner(GroupOf(shown), shown.Urgent) + order)];
    }

    public static TableEntity Count(string partition, Group group, long open) => new(partition, group.CountRow) { ["Assignee"] = group.Assignee, ["Role"] = group.Role, ["Open"] = open };

    public static Group GroupOf(TableEntity count) => new(count.Text("Assignee"), count.RequiredText("Role"));

    private static string Urgency(bool urgent) => urgent ? "0" : "1";

    private static TableEntity Copy(TableEntity row, string key)
    {
        var copy = new TableEntity(row.PartitionKey, key);
        foreach (var (name, value) in row.Properties.Where(p => p.Key is not (BoardRows.Behind or BoardRows.Sender or BoardRows.StateHash or Listed or TableEntity.OperationProperty)))
        {
            copy[name] = value;
        }

        return copy;
    }
}
