using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Reads a CSV list: separator ; or , or tab by its first line, quoted fields, named columns in any order. Bad rows are named, never guessed.</summary>
internal static class ListReader
{
    public const int MostRows = 5_000;
    public const int LargestFile = 5 * 1024 * 1024;

    private const int LongestField = 300;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nr"] = "number", ["nr."] = "number", ["numurs"] = "number", ["number"] = "number", ["no"] = "number",
        ["vārds"] = "given", ["vards"] = "given", ["uzvārds"] = "surname", ["uzvards"] = "surname", ["name"] = "given", ["surname"] = "surname",
        ["vārds, uzvārds"] = "given", ["vārds uzvārds"] = "given",
        ["e-pasts"] = "email", ["epasts"] = "email", ["email"] = "email", ["e-mail"] = "email",
        ["adrese"] = "address", ["address"] = "address",
    };

    public static ListReading Read(byte[] file)
    {
        if (file.Length > LargestFile)
        {
            return Unusable("", "", "too-large");
        }

        var (text, encoding) = ListText.Of(file);
        var first = text.Split(['\r', '\n'], 2)[0];
        var separator = new[] { ";", ",", "\t" }.MaxBy(s => Count(first, s[0]))!;
        if (text.Contains('\0', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(first))
        {
            return Unusable(encoding, separator, "not-a-list");
        }

        var isBroken = false;
        using var parser = new CsvParser(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = separator,
                HasHeaderRecord = false,
                IgnoreBlankLines = true,
                TrimOptions = TrimOptions.Trim,
                BadDataFound = _ => isBroken = true,
            });
        if (!parser.Read() || Columns(parser.Record!) is not { } columns || !columns.Contains("given") || !(columns.Contains("email") || columns.Contains("address")))
        {
            return Unusable(encoding, separator, "no-columns");
        }

        return ReadRows(parser, encoding, separator, columns, () =>
        {
            isBroken = false;
            return parser.Read() ? isBroken : null;
        });
    }

    /// <param name="next">Reads one row: whether its quotes are broken; null at the end.</param>
    private static ListReading ReadRows(CsvParser parser, string encoding, string separator, string?[] columns, Func<bool?> next)
    {
        List<ListRow> rows = [];
        List<BadRow> bad = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        while (next() is { } isBroken)
        {
            if (rows.Count + bad.Count >= MostRows)
            {
                return new ListReading(encoding, separator, Shown(columns), [], [], "too-many");
            }

            var (record, line) = (parser.Record!, parser.RawRow);
            var row = Row(line, columns, record);
            if (ReasonAgainst(row, record, columns, isBroken, seen) is { } reason)
            {
                bad.Add(new BadRow(line, reason));
            }
            else
            {
                rows.Add(row);
            }
        }

        return new ListReading(encoding, separator, Shown(columns), rows, bad, rows.Count == 0 ? "no-rows" : null);
    }

    private static string? ReasonAgainst(ListRow row, string[] record, string?[] columns, bool isBroken, HashSet<string> seen) => row switch
    {
        _ when isBroken => "quotes",
        _ when record.Length != columns.Length => "columns",
        _ when record.Any(f => f.Length > LongestField || f.Any(char.IsControl)) => "text",
        { Name.Length: 0 } => "name",
        { Email.Length: > 0 } when !ReplyAddresses.IsUsable(row.Email) => "email",
        { Email.Length: 0, Address.Length: 0 } => "address",
        _ when !seen.Add(Identity(row)) => "twice",
        _ => null,
    };

    /// <summary>What makes a row the same row in another upload: its own number, else everything that is written of the person.</summary>
    public static string Identity(ListRow row) =>
        row.Number.Length > 0 ? $"nr\n{row.Number}" : $"person\n{row.Name}\n{row.Email}\n{row.Address}".Normalize(NormalizationForm.FormC).ToLowerInvariant();

    private static ListRow Row(int line, string?[] columns, string[] record)
    {
        return new ListRow(line, Of("number"), $"{Of("given")} {Of("surname")}".Trim(), Of("email"), Of("address"));

        string Of(string column) => Array.IndexOf(columns, column) is >= 0 and var i && i < record.Length ? record[i].Trim() : "";
    }

    /// <summary>Null for a column that is not known: it is left alone. A name twice cannot be told apart.</summary>
    private static string?[]? Columns(string[] header)
    {
        string?[] columns = [.. header.Select(h => Names.GetValueOrDefault(h.Trim().TrimEnd(':')))];
        return columns.OfType<string>().Distinct().Count() == columns.OfType<string>().Count() ? columns : null;
    }

    private static string[] Shown(string?[] columns) => [.. columns.OfType<string>()];

    private static int Count(string text, char c) => text.Count(x => x == c);

    private static ListReading Unusable(string encoding, string separator, string problem) => new(encoding, separator, [], [], [], problem);
}
