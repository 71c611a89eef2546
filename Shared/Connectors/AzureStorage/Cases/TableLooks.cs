using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// One partition for each subject: a row for each look, the newest first, and the head that the next one is chained to. One for each municipality says who
/// broke which glass when, so that lists need not ask subject by subject; it is written before the look and says nothing that a look does not say, too.
/// </summary>
internal sealed class TableLooks(CaseTables tables) : ILooks
{
    private const string HeadRow = "head";
    private const string LookPrefix = "look|";
    private const string GlassPrefix = "glass|";

    /// <summary>How often a write begins anew because another look was faster.</summary>
    private const int MostTries = 20;

    public async Task<Look> WriteAsync(Look look, CancellationToken cancellation)
    {
        var partition = TableKeys.Of(look.Municipality, look.SubjectId);
        if (look.Kind == LookKinds.Glass)
        {
            await tables.Looks.PutAsync(
                new TableEntity(TableKeys.Of(look.Municipality), GlassRow(look)) { ["SubjectId"] = look.SubjectId, ["At"] = JournalChain.Instant(tables.Time.GetUtcNow()) }, cancellation);
        }

        for (var tries = 1; ; tries++)
        {
            var head = await tables.Looks.FindAsync(partition, HeadRow, cancellation);
            var last = head is null ? null : look with { Number = head.Number("Number"), Hash = head.RequiredText("Hash") };
            var next = LookChain.After(last, look, tables.Time.GetUtcNow());
            var batch = new TableBatch(partition).Insert(Row(partition, next));
            var newHead = Head(partition, next, head is null ? LookCut.None : CutOf(head));
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

    public async Task<IReadOnlyList<string>> GlassesAsync(string municipality, string personId, DateTimeOffset since, CancellationToken cancellation) =>
        [.. (await tables.Looks.ListAsync(TableFilter.And(TableFilter.Partition(TableKeys.Of(municipality)), TableFilter.RowsFrom(GlassesOf(personId))), cancellation))
            .Where(r => r.Instant("At") >= since).Select(r => r.RequiredText("SubjectId")).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<string>> OlderAsync(string municipality, DateTimeOffset before, string? after, int most, CancellationToken cancellation)
    {
        var all = TableKeys.Of(municipality) + TableKeys.Separator;
        var filter = TableFilter.And(
            TableFilter.After("PartitionKey", after is null ? all : TableKeys.Of(municipality, after)),
            TableFilter.Before("PartitionKey", TableKeys.Of(municipality) + (char)(TableKeys.Separator + 1)),
            TableFilter.Before("At", JournalChain.Instant(before)));
        List<string> subjects = [];
        await foreach (var row in tables.Looks.QueryAsync(filter, cancellation))
        {
            if (subjects is [.., var last] && last == row.RequiredText("SubjectId"))
            {
                continue;
            }

            if (subjects.Count == most)
            {
                break;
            }

            subjects.Add(row.RequiredText("SubjectId"));
        }

        return subjects;
    }

    public async Task<int> CutAsync(string municipality, string subjectId, DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var partition = TableKeys.Of(municipality, subjectId);
        var looks = (await tables.Looks.ListAsync(TableFilter.And(TableFilter.Partition(partition), TableFilter.RowsFrom(LookPrefix)), cancellation)).Select(Read).OrderBy(l => l.Number);
        if (await tables.Looks.FindAsync(partition, HeadRow, cancellation) is not { } head)
        {
            return 0;
        }

        var gone = 0;
        foreach (var over in LookChain.Over(looks, CutOf(head), before).Take(most).Chunk(TableLimits.BatchOperations - 1))
        {
            foreach (var glass in over.Where(l => l.Kind == LookKinds.Glass).Select(GlassRow).Distinct())
            {
                // A newer one that is still open goes, too: the lists then hide the case until the glass is broken again.
                await tables.Looks.DeleteAsync(TableKeys.Of(municipality), glass, cancellation);
            }

            await CutAsync(partition, over, cancellation);
            gone += over.Length;
        }

        return gone;
    }

    private async Task CutAsync(string partition, Look[] over, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var head = (await tables.Looks.FindAsync(partition, HeadRow, cancellation))!;
            var cut = CutOf(head);
            var newest = over[^1] with { Number = head.Number("Number"), Hash = head.RequiredText("Hash") };
            var batch = new TableBatch(partition).Replace(Head(partition, newest, over[^1].Number > cut.Number ? new LookCut(over[^1].Number, over[^1].Hash) : cut), head.ETag!);
            foreach (var look in over)
            {
                batch.Delete(RowKey(look.Number));
            }

            try
            {
                await tables.Looks.SubmitAsync(batch, cancellation);
                return;
            }
            catch (StorageConflictException) when (tries < MostTries)
            {
                // Somebody looked in that moment; the head counts one more.
            }
        }
    }

    /// <summary>The row is a look that went at the end of its term or with its case: the head of its chain says so.</summary>
    public async Task<bool> IsCutAsync(TableEntity gone, CancellationToken cancellation) =>
        gone.RowKey.StartsWith(LookPrefix, StringComparison.Ordinal)
        && await tables.Looks.FindAsync(gone.PartitionKey, HeadRow, cancellation) is { } head && gone.Number("Number") <= CutOf(head).Number;

    /// <summary>The row says who broke which glass when, beside the look that says so.</summary>
    public static bool IsGlass(TableEntity row) => row.RowKey.StartsWith(GlassPrefix, StringComparison.Ordinal);

    /// <summary>What is wrong with the looks that are stored.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        await foreach (var rows in tables.Looks.GroupsAsync(r => r.PartitionKey, cancellation))
        {
            rows.RemoveAll(IsGlass);
            if (rows.Count == 0)
            {
                continue;
            }

            var head = rows.Find(r => r.RowKey == HeadRow);
            List<Look> looks = [.. rows.Where(r => r.RowKey != HeadRow).Select(Read).OrderBy(l => l.Number)];
            problems.AddRange(LookChain.Problems(rows[0].PartitionKey, looks, head?.Number("Number") ?? 0, head is null ? LookCut.None : CutOf(head)));
        }

        return problems;
    }

    private static string GlassesOf(string personId) => $"{GlassPrefix}{TableKeys.Of(personId)}|";

    private static string GlassRow(Look look) => GlassesOf(look.PersonId) + TableKeys.Of(look.SubjectId);

    /// <summary>Rows come in the order of their keys: the newest must have the smallest.</summary>
    private static string RowKey(long number) => LookPrefix + TableKeys.Number(9_999_999_999 - number);

    private static LookCut CutOf(TableEntity head) => head["CutHash"] is string hash ? new LookCut(head.Number("Cut"), hash) : LookCut.None;

    private static TableEntity Head(string partition, Look newest, LookCut cut) => new(partition, HeadRow)
    {
        ["Municipality"] = newest.Municipality,
        ["SubjectId"] = newest.SubjectId,
        ["Number"] = newest.Number,
        ["Hash"] = newest.Hash,
        ["Cut"] = cut.Number == 0 ? null : cut.Number,
        ["CutHash"] = cut.Number == 0 ? null : cut.Hash,
    };

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
