using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>One partition for each subject: a row for each look, the newest first, and the head that the next one is chained to.</summary>
internal sealed class TableLooks(CaseTables tables) : ILooks
{
    private const string HeadRow = "head";
    private const string LookPrefix = "look|";

    /// <summary>How often a write begins anew because another look was faster.</summary>
    private const int MostTries = 20;

    public async Task<Look> WriteAsync(Look look, CancellationToken cancellation)
    {
        var partition = TableKeys.Of(look.Municipality, look.SubjectId);
        for (var tries = 1; ; tries++)
        {
            var head = await tables.Looks.FindAsync(partition, HeadRow, cancellation);
            var last = head is null ? null : look with { Number = head.Number("Number"), Hash = head.RequiredText("Hash") };
            var next = LookChain.After(last, look, tables.Time.GetUtcNow());
            var batch = new TableBatch(partition).Insert(Row(partition, next));
            var newHead = new TableEntity(partition, HeadRow) { ["Municipality"] = next.Municipality, ["SubjectId"] = next.SubjectId, ["Number"] = next.Number, ["Hash"] = next.Hash };
            try
            {
                await tables.Looks.SubmitAsync(head is null ? batch.Insert(newHead) : batch.Replace(newHead, head.ETag!), cancellation);
                return next;
            }
            catch (StorageConflictException) when (tries < MostTries)
            {
            }
        }
    }

    public async Task<IReadOnlyList<Look>> ListAsync(string municipality, string subjectId, long? before, int most, CancellationToken cancellation)
    {
        var partition = TableFilter.Partition(TableKeys.Of(municipality, subjectId));
        var rows = before is { } number ? TableFilter.After("RowKey", RowKey(number)) : TableFilter.RowsFrom(LookPrefix);
        List<Look> looks = [];
        await foreach (var row in tables.Looks.QueryAsync(TableFilter.And(partition, rows), cancellation, most))
        {
            looks.Add(Read(row));
            if (looks.Count == most)
            {
                break;
            }
        }

        return looks;
    }

    public async Task<Look?> LastGlassAsync(string municipality, string subjectId, string personId, CancellationToken cancellation)
    {
        var filter = TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality, subjectId)), TableFilter.Is("PersonId", personId), TableFilter.Is("Kind", LookKinds.Glass));
        await foreach (var row in tables.Looks.QueryAsync(filter, cancellation))
        {
            return Read(row);
        }

        return null;
    }

    /// <summary>What is wrong with the looks that are stored.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        foreach (var rows in (await tables.Looks.ListAsync(null, cancellation)).GroupBy(r => r.PartitionKey, StringComparer.Ordinal))
        {
            var head = rows.FirstOrDefault(r => r.RowKey == HeadRow);
            List<Look> looks = [.. rows.Where(r => r.RowKey != HeadRow).Select(Read).OrderBy(l => l.Number)];
            problems.AddRange(LookChain.Problems(looks, head?.Number("Number") ?? 0));
            if (looks.Count == 0)
            {
                problems.Add($"{rows.Key}: no looks are there, {head!.Number("Number")} were recorded.");
            }
        }

        return problems;
    }

    /// <summary>Rows come in the order of their keys: the newest must have the smallest.</summary>
    private static string RowKey(long number) => LookPrefix + TableKeys.Number(9_999_999_999 - number);

    private static TableEntity Row(string partition, Look look) => new(partition, RowKey(look.Number))
    {
        ["Municipality"] = look.Municipality,
        ["SubjectId"] = look.SubjectId,
        ["Number"] = look.Number,
        ["PersonId"] = look.PersonId,
        ["Kind"] = look.Kind,
        ["What"] = look.What,
        ["Reason"] = look.Reason,
        ["At"] = JournalChain.Instant(look.At),
        ["Hash"] = look.Hash,
    };

    private static Look Read(TableEntity row) => new()
    {
        Municipality = row.RequiredText("Municipality"),
        SubjectId = row.RequiredText("SubjectId"),
        Number = row.Number("Number"),
        PersonId = row.RequiredText("PersonId"),
        Kind = row.RequiredText("Kind"),
        What = row.Text("What"),
        Reason = row.Text("Reason"),
        At = row.Instant("At")!.Value,
        Hash = row.RequiredText("Hash"),
    };
}
