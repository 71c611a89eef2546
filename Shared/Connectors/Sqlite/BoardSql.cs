using System.Text.Json;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>A page of a list as one statement over an index that holds every column it filters and sorts by; the wide rows are read for the page only.</summary>
internal static class BoardSql
{
    private const string ByDueOrder = "closed, safe_due IS NULL, safe_due, received_on, case_id";
    private const string UrgencyOrder = "closed, urgent DESC, safe_due IS NULL, safe_due, received_on, case_id";

    public static BoardPage Page(SqliteConnection connection, BoardQuery query, Func<SqliteDataReader, CaseRow> map)
    {
        var (where, values) = Where(query);
        var (order, index) = query.ByDue ? (ByDueOrder, "cases_by_due") : (UrgencyOrder, "cases_by_urgency");
        using var snapshot = connection.BeginTransaction(deferred: true);
        var total = (int)connection.Number(snapshot, $"SELECT COUNT(*) FROM cases INDEXED BY {index} WHERE {where}", values);
        var rows = total == 0
            ? []
            : connection.Query(
                snapshot,
                $"""
                SELECT cases.* FROM (SELECT rowid AS page_row FROM cases INDEXED BY {index} WHERE {where} ORDER BY {order} LIMIT $take OFFSET $skip)
                JOIN cases ON cases.rowid=page_row ORDER BY {order}
                """,
                map,
                [.. values, ("take", query.Take), ("skip", query.Skip)]);
        return new BoardPage(rows, total);
    }

    private static (string Sql, (string Name, object? Value)[] Values) Where(BoardQuery query)
    {
        List<string> terms = ["municipality=$m", query.IncludeClosed ? "closed IN (0,1)" : "closed=0"];
        List<(string, object?)> values = [("m", query.Municipality)];
        if (query.Owner is { } owner)
        {
            var roles = owner.Roles.ToList();
            terms.Add($"(assignee IN ({In("own", owner.Ids)}) OR (role IN ({In("role", roles)}) AND (role<>'{Roles.Worker}' OR assignee IS NULL)))");
        }

        if (query.Unassigned)
        {
            terms.Add("assignee IS NULL");
        }

        Equal("assignee", query.Assignee);
        Equal("service_id", query.ServiceId);
        Equal("stage", query.Stage);
        if (query.Step is { } step)
        {
            terms.Add("instr(','||waits_for||',', $step) > 0");
            values.Add(("step", $",{step},"));
        }

        if (query.DueBy is { } day)
        {
            terms.Add("safe_due<=$by");
            values.Add(("by", day));
        }

        if (query.Cases is { } cases)
        {
            terms.Add($"case_id IN ({In("case", [.. cases.Where(c => c.Municipality == query.Municipality).Select(c => c.CaseId)])})");
        }

        if (query.Known is { } known)
        {
            terms.Add("(restricted=0 OR case_id IN (SELECT value FROM json_each($known)))");
            values.Add(("known", JsonSerializer.Serialize(known.Where(c => c.Municipality == query.Municipality).Select(c => c.CaseId))));
        }

        for (var i = 0; i < query.Words.Count; i++)
        {
            terms.Add($"(instr(search, $w{i}) > 0 OR service_id IN ({In($"s{i}x", query.Words[i].ServiceIds)}))");
            values.Add(($"w{i}", query.Words[i].Folded));
        }

        return (string.Join(" AND ", terms), [.. values]);

        void Equal(string column, string? value)
        {
            if (value is not null)
            {
                terms.Add($"{column}=${column}");
                values.Add((column, value));
            }
        }

        string In(string name, IReadOnlyList<string> members)
        {
            values.AddRange(members.Select((member, i) => ($"{name}{i}", (object?)member)));
            return string.Join(',', members.Select((_, i) => $"${name}{i}"));
        }
    }
}
