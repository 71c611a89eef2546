using System.Text;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Functions.Lists.Csv;

/// <summary>Writes CSV that a spreadsheet opens as text: quoted, with a byte order mark, and nothing in it begins a formula.</summary>
internal static partial class InertCsv
{
    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(';', row.Select(f => $"\"{Inert(f).Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>
    /// Source: OWASP, CSV injection: a leading = + - @ begins a formula, in some programs also its full-width form. The same after a character inside
    /// the field that a spreadsheet of another language takes for its separator.
    /// </summary>
    public static string Inert(string field) => FormulaStart().Replace(field, "'");

    [GeneratedRegex("""(?<=^|[,;\t\r\n])(?=[\s\u00a0"]*[=+\-@＝＋－＠])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FormulaStart();
}
