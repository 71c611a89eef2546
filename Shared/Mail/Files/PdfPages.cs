using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Mail.Files;

/// <summary>How many pages a PDF says it has, and how large (ISO 32000-1 §7.7.3): by what its page tree and page boxes say, without drawing anything.</summary>
internal static partial class PdfPages
{
    /// <summary>No paper of a household is longer.</summary>
    private const int MostPages = 2000;

    /// <summary>200 inches in points, the largest page of PDF 1.x without a unit of its own.</summary>
    private const double LongestSide = 14_400;

    /// <summary>So much is looked at on either side of a node of the page tree.</summary>
    private const int Around = 64 * 1024;

    public static void Note(string text, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        foreach (Match node in PageTree().Matches(text))
        {
            if (!budget.TryTakePdfNode())
            {
                break;
            }

            if (Count(text, node.Index) is { } count)
            {
                remarks.Add(count == 0 ? FileRemark.PdfWithoutPages : FileRemark.PdfOversize);
            }
        }

        foreach (Match box in PageBox().Matches(text))
        {
            if (IsTooLong(box, "x") || IsTooLong(box, "y"))
            {
                remarks.Add(FileRemark.PdfOversize);
            }
        }
    }

    private static bool IsTooLong(Match box, string side) => double.Parse(box.Groups[side].Value, CultureInfo.InvariantCulture) > LongestSide;

    /// <summary>The count of the node's own object, when it is none or too many.</summary>
    private static int? Count(string text, int at)
    {
        var first = Math.Max(0, at - Around);
        var around = text[first..Math.Min(text.Length, at + Around)];
        var start = around.LastIndexOf("obj", at - first, StringComparison.Ordinal);
        var end = around.IndexOf("endobj", at - first, StringComparison.Ordinal);
        var node = around[Math.Max(0, start)..(end < 0 ? around.Length : end)];
        return CountOf().Match(node) is { Success: true } found && int.TryParse(found.Groups["count"].Value, CultureInfo.InvariantCulture, out var count) && count is 0 or > MostPages
            ? count
            : null;
    }

    [GeneratedRegex(@"/Type\s{0,9}/Pages\b", RegexOptions.NonBacktracking)]
    private static partial Regex PageTree();

    [GeneratedRegex(@"/Count\s{1,9}(?<count>[0-9]{1,9})\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CountOf();

    [GeneratedRegex(@"/MediaBox\s{0,9}\[\s{0,9}[-0-9.]{1,12}\s{1,9}[-0-9.]{1,12}\s{1,9}(?<x>[0-9]{1,9}(\.[0-9]{1,9})?)\s{1,9}(?<y>[0-9]{1,9}(\.[0-9]{1,9})?)\s{0,9}\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PageBox();
}
