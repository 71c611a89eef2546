using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>The Date field (RFC 5322 §3.3), numeric zones and GMT only.</summary>
internal static partial class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DateTimeOffset? Parse(string value)
    {
        var match = Pattern().Match(value);
        var month = match.Success ? Array.IndexOf(Months, match.Groups["month"].Value.ToLowerInvariant()) + 1 : 0;
        if (month == 0)
        {
            return null;
        }

        int Number(string group) => match.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var zone = match.Groups["sign"].Success ? TimeSpan.FromMinutes((Number("zh") * 60) + Number("zm")) * (match.Groups["sign"].Value == "-" ? -1 : 1) : TimeSpan.Zero;
        try
        {
            return new DateTimeOffset(Number("year"), month, Number("day"), Number("h"), Number("m"), Math.Min(59, Number("s")), zone);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\s*(?:[A-Za-z]{3},)?\s*(?<day>[0-9]{1,2})\s+(?<month>[A-Za-z]{3})\s+(?<year>[0-9]{4})\s+(?<h>[0-9]{2}):(?<m>[0-9]{2})(?::(?<s>[0-9]{2}))?\s+(?:(?<sign>[+-])(?<zh>[0-9]{2})(?<zm>[0-9]{2})|GMT|UT|UTC|Z)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
