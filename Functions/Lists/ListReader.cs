using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Lists.Csv;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Reads a CSV list: separator ; or , or tab by its first line, named columns in any order. Bad rows are named by line and column, never guessed.</summary>
internal static class ListReader
{
    public const int MostRows = 5_000;
    public const int LargestFile = 5 * 1024 * 1024;

    /// <summary>The word for a file above <see cref="LargestFile"/>.</summary>
    public const string TooLarge = "too-large";

    private const int LongestField = 300;

    private static readonly char[] Separators = [';', ',', '\t'];

    public static ListReading Read(byte[] file)
    {
        if (file.Length > LargestFile)
        {
            return Unusable("", ' ', TooLarge);
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
            if (Against(row, record, columns, seen) is var (reason, column))
            {
                bad.Add(new BadRow(record.Line, record.LastLine, column is null ? null : columns.NameOf(column), reason));
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

    private static (string Reason, string? Column)? Against(ListRow row, CsvRecord record, ListColumns columns, HashSet<string> seen) => row switch
    {
        _ when record.IsBroken || record.IsOpen => ("quotes", null),
        _ when record.Fields.Count != columns.Count => ("columns", null),
        _ when IsUnreadable(row.Name) => ("text", ListColumns.Given),
        _ when IsUnreadable(row.Email) => ("text", ListColumns.Email),
        _ when IsUnreadable(row.Address) => ("text", ListColumns.Address),
        _ when IsUnreadable(row.Number) || IsUnreadable(row.Code) => ("text", null),
        { Name.Length: 0 } => ("name", ListColumns.Given),
        { Email.Length: > 0 } when !ReplyAddresses.IsUsable(row.Email) => ("email", ListColumns.Email),
        { Email.Length: 0, Address.Length: 0 } => ("address", ListColumns.Address),
        { Code.Length: > 0 } when !PersonalCode.TryParse(row.Code, out _) => ("code", ListColumns.Code),
        _ when !seen.Add(row.PersonKey) => ("twice", null),
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

        return Separators.MaxBy(s => first.Count(c => c == s));
    }

    private static ListReading Unusable(string encoding, char separator, string problem) => new(encoding, separator.ToString(), [], [], problem);
}
