using System.Text;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Writes CSV that a spreadsheet opens as text: quoted, with a byte order mark, and no field can begin a formula.</summary>
internal static class ListCsv
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

    /// <summary>Source: OWASP, CSV injection: a leading = + - @, tab or return begins a formula; full-width forms do in some programs.</summary>
    public static string Inert(string field) => field.TrimStart(' ', '\u00a0') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? $"'{field}" : field;
}
