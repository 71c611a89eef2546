using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>The signed ranges as the original file states them.</summary>
internal static partial class PdfRanges
{
    public static (Range First, Range Second)? Read(Match match, int length)
    {
        if (match.Groups.Values.Skip(1).Select(g => int.TryParse(g.Value, out var n) ? n : -1).ToArray() is not [var a, var b, var c, var d]
            || a < 0 || b < 0 || c < 0 || d < 0 || (long)a + b > length || (long)c + d > length)
        {
            return null;
        }

        return (a..(a + b), c..(c + d));
    }

    [GeneratedRegex(@"/ByteRange\s*\[\s*(?<a>[0-9]+)\s+(?<b>[0-9]+)\s+(?<c>[0-9]+)\s+(?<d>[0-9]+)\s*\]", RegexOptions.ExplicitCapture, 5_000)]
    public static partial Regex Pattern();
}
