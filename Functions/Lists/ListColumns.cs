using SocialWorkflows.Functions.Lists.Csv;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Which column of a list is what; those that are not known are left alone.</summary>
internal sealed class ListColumns
{
    public const string Given = "given";
    public const string Email = "email";
    public const string Address = "address";
    public const string Code = "code";

    private const string Number = "number";
    private const string Surname = "surname";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nr"] = Number,
        ["nr."] = Number,
        ["numurs"] = Number,
        ["number"] = Number,
        ["no"] = Number,
        ["vārds"] = Given,
        ["vards"] = Given,
        ["name"] = Given,
        ["vārds, uzvārds"] = Given,
        ["vārds uzvārds"] = Given,
        ["uzvārds"] = Surname,
        ["uzvards"] = Surname,
        ["surname"] = Surname,
        ["e-pasts"] = Email,
        ["epasts"] = Email,
        ["email"] = Email,
        ["e-mail"] = Email,
        ["adrese"] = Address,
        ["address"] = Address,
        ["personas kods"] = Code,
        ["pk"] = Code,
        ["personal code"] = Code,
    };

    private readonly string?[] _columns;
    private readonly IReadOnlyList<string> _head;

    private ListColumns(string?[] columns, IReadOnlyList<string> head) => (_columns, _head) = (columns, head);

    public int Count => _columns.Length;

    /// <summary>Null without a name, and e-mail or address, and where a column stands twice and could not be told apart.</summary>
    public static ListColumns? Of(IReadOnlyList<string> head)
    {
        string?[] columns = [.. head.Select(h => Names.GetValueOrDefault(h.Trim().TrimEnd(':')))];
        var known = columns.OfType<string>().ToList();
        return known.Distinct().Count() == known.Count && known.Contains(Given) && (known.Contains(Email) || known.Contains(Address)) ? new ListColumns(columns, head) : null;
    }

    public ListRow RowOf(CsvRecord record)
    {
        return new ListRow(
            record.Line, OneLine(Of(Number), " "), OneLine($"{Of(Given)} {Of(Surname)}", " "), OneLine(Of(Email), " "), OneLine(Of(Address), ", "), OneLine(Of(Code), " "));

        string Of(string column) => Array.IndexOf(_columns, column) is >= 0 and var i && i < record.Fields.Count ? record.Fields[i] : "";
    }

    /// <summary>The column of a field as the file names it; null where the file has none.</summary>
    public string? NameOf(string field) => Array.IndexOf(_columns, field) is >= 0 and var i ? _head[i].Trim() : null;

    /// <summary>Spreadsheets keep line breaks in a cell; an address stands on several lines there.</summary>
    private static string OneLine(string field, string between) =>
        string.Join(between, field.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Trim();
}
