using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <param name="Head">Row with version and hash of the newest entry.</param>
/// <param name="Marks">Rows of nudges that must still be raised.</param>
/// <param name="Key">Of this case; null where it has only plain entries of older versions.</param>
internal sealed record StoredCase(CaseRecord Record, TableEntity Head, IReadOnlyList<TableEntity> Marks, byte[]? Key);

/// <summary>The partition of a case: <c>e|version</c> entries, <c>h</c> head, <c>k</c> its key, <c>m|version</c> marks. Row keys are persisted.</summary>
internal sealed class CasePartition(CaseTables tables)
{
    public const string HeadRow = "h";

    /// <summary>Holds the key of the case, or when it was destroyed.</summary>
    public const string KeyRow = "k";

    /// <summary>A second page may be newer than the first; then all is read again.</summary>
    private const int Tries = 5;

    public static string KeyOf(CaseRef reference) => TableKeys.Of(reference.Municipality, reference.CaseId);

    public static string EntryRow(long version) => TableKeys.Of("e", TableKeys.Number(version));

    public static string MarkRow(long version) => TableKeys.Of("m", TableKeys.Number(version));

    public static bool IsEntry(TableEntity row) => row.RowKey.StartsWith("e|", StringComparison.Ordinal);

    public static bool IsMark(TableEntity row) => row.RowKey.StartsWith("m|", StringComparison.Ordinal);

    /// <summary>A plain entry of before there were keys, whose case was destroyed: its hash stands for it.</summary>
    public static bool IsEmptied(TableEntity row) => row.Flag("Emptied");

    public static byte[]? KeyIn(IEnumerable<TableEntity> rows) => rows.FirstOrDefault(r => r.RowKey == KeyRow)?["Key"] as byte[];

    public static DateTimeOffset? DestroyedAt(IEnumerable<TableEntity> rows) => rows.FirstOrDefault(r => r.RowKey == KeyRow)?.Instant("DestroyedAt");

    public static TableEntity Row(CaseRef reference, byte[] key) => new(KeyOf(reference), KeyRow) { ["Key"] = key };

    /// <summary>As <see cref="LoadAsync"/>; null also when its contents were destroyed.</summary>
    public async Task<StoredCase?> FindAsync(CaseRef reference, CancellationToken cancellation)
    {
        try
        {
            return await LoadAsync(reference, cancellation);
        }
        catch (CaseDestroyedException)
        {
            return null;
        }
    }

    /// <summary>One request for a case of up to 1,000 rows.</summary>
    /// <exception cref="CaseDestroyedException">Its contents were destroyed.</exception>
    public async Task<StoredCase?> LoadAsync(CaseRef reference, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var rows = await tables.Cases.ListAsync(TableFilter.Partition(KeyOf(reference)), cancellation);
            if (rows.Count == 0)
            {
                return null;
            }

            if (DestroyedAt(rows) is not null)
            {
                throw new CaseDestroyedException(reference);
            }

            var head = rows.Find(r => r.RowKey == HeadRow);
            var entries = rows.Where(IsEntry).ToList();
            if (head is not null && head.Number("Version") == entries.Count)
            {
                var key = KeyIn(rows);
                return new StoredCase(await RecordAsync(reference, entries, key, cancellation), head, [.. rows.Where(IsMark)], key);
            }

            if (tries == Tries)
            {
                throw new StorageCorruptException($"Case {reference} has {entries.Count} journal entries, but its head says otherwise. Run verify-journal, and restore the table from the backup.");
            }
        }
    }

    public async Task<CaseRecord> RecordAsync(CaseRef reference, IEnumerable<TableEntity> rows, byte[]? key, CancellationToken cancellation)
    {
        List<JournalEntry> entries = [];
        foreach (var row in rows)
        {
            entries.Add(await EntryAsync(row, reference, key, cancellation));
        }

        return new CaseRecord(reference, entries[^1].Version, CaseState.Fold(entries.Select(e => e.Event)), entries);
    }

    public static TableEntity Row(CaseRef reference, JournalEntry entry, int generation, string body)
    {
        var row = new TableEntity(KeyOf(reference), EntryRow(entry.Version))
        {
            ["Version"] = entry.Version,
            ["Key"] = entry.Key,
            ["Generation"] = generation,
            ["At"] = JournalChain.Instant(entry.At),
            ["Hash"] = entry.Hash,
        };
        if (body.Length <= LongText.MostCharacters)
        {
            LongText.Write(row, "Body", body);
        }
        else
        {
            row["BodyFile"] = DocumentBlobs.IdOf(System.Text.Encoding.UTF8.GetBytes(body));
        }

        return row;
    }

    /// <summary>The event as it is stored, from the row or from the file it was too large for.</summary>
    public async Task<string> BodyAsync(TableEntity row, CancellationToken cancellation) => row.Text("BodyFile") is { } file
        ? System.Text.Encoding.UTF8.GetString(await DocumentBlobs.ReadAsync(tables.Documents, file, cancellation))
        : LongText.Read(row, "Body");

    private async Task<JournalEntry> EntryAsync(TableEntity row, CaseRef reference, byte[]? key, CancellationToken cancellation) => new()
    {
        Version = row.Number("Version"),
        Key = row.RequiredText("Key"),
        At = row.Instant("At")!.Value,
        Event = JournalChain.Read(JournalSeal.Open(await BodyAsync(row, cancellation), key, reference, row.Number("Version"))),
        Hash = row.RequiredText("Hash"),
    };
}
