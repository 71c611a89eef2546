using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Lists.Csv;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Reads a CSV list: separator ; or , or tab by its first line, named columns in any order. Bad rows are named, never guessed.</summary>
internal static class ListReader
{
    public const int MostRows = 5_000;
    public const int LargestFile = 5 * 1024 * 1024;

    private const int LongestField = 300;

    public static ListReading Read(byte[] file)
    {
        if (file.Length > LargestFile)
        {
            return Unusable("", ' ', "too-large");
        }

        var (text, encoding) = ListText.Of(file);
        var separator = SeparatorOf(ref text, out var skipped);
        if (text.Contains('\0', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(text))
        {
            return Unusable(encoding, separator, "not-a-list");
        }

        var records = CsvRecords.Read(text, separator).Where(r => r.IsBroken || r.IsOpen || r.Fields.Any(f => !string.IsNullOrWhiteSpace(f)))
            .Select(r => r with { Line = r.Line + skipped, LastLine = r.LastLine + skipped }).Take(MostRows + 2).ToList();
        return records is [{ IsBroken: false, IsOpen: false } head, .. var rest] && ListColumns.Of(head.Fields) is { } columns
            ? Rows(encoding, separator, columns, rest)
            : Unusable(encoding, separator, "no-columns");
    }

    private static ListReading Rows(string encoding, char separator, ListColumns columns, List<CsvRecord> records)
    {
        if (records.Count > MostRows)
        {
            return Unusable(encoding, separator, "too-many");
        }

        List<ListRow> rows = [];
        List<BadRow> bad = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var row = columns.RowOf(record);
            if (ReasonAgainst(row, record, columns, seen) is { } reason)
            {
                bad.Add(new BadRow(record.Line, record.LastLine, reason));
            }
            else
            {
                rows.Add(row);
            }
        }

        // Behind an open quotation mark may lie any number of people whom nobody has seen.
        var problem = records.Exists(r => r.IsOpen) ? "open-quotes" : rows.Count == 0 ? "no-rows" : null;
        return new ListReading(encoding, separator.ToString(), rows, bad, problem);
    }

    private static string? ReasonAgainst(ListRow row, CsvRecord record, ListColumns columns, HashSet<string> seen) => row switch
    {
        _ when record.IsBroken || record.IsOpen => "quotes",
        _ when record.Fields.Count != columns.Count => "columns",
        _ when new[] { row.Number, row.Name, row.Email, row.Address }.Any(IsUnreadable) => "text",
        { Name.Length: 0 } => "name",
        { Email.Length: > 0 } when !ReplyAddresses.IsUsable(row.Email) => "email",
        { Email.Length: 0, Address.Length: 0 } => "address",
        _ when !seen.Add(row.PersonKey) => "twice",
        _ => null,
    };

    private static bool IsUnreadable(string field) =>
        field.Length > LongestField || field.Any(c => c == '\uFFFD' || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Spreadsheets may write „sep=;” as the first line; otherwise what stands most often in the line of the column names.</summary>
    private static char SeparatorOf(ref string text, out int skippedLines)
    {
        var first = text.Split(['\r', '\n'], 2)[0];
        skippedLines = 0;
        if (first is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', (';' or ',' or '\t') and var said])
        {
            text = text[first.Length..];
            text = text[(text.StartsWith("\r\n", StringComparison.Ordinal) ? 2 : Math.Min(1, text.Length))..];
            skippedLines = 1;
            return said;
        }

        return new[] { ';', ',', '\t' }.MaxBy(s => first.Count(c => c == s));
    }

    private static ListReading Unusable(string encoding, char separator, string problem) => new(encoding, separator.ToString(), [], [], problem);
}
