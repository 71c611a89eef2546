namespace SocialWorkflows.Mail.Html;

/// <summary>
/// How far a body is looked at. A parser that follows the standard repairs what is left open, in time that grows with the square of it; nobody writes so many open
/// elements by hand or by program.
/// </summary>
internal static class HtmlReach
{
    private const int LongestName = 20;

    /// <summary>Without an end tag by nature, or closed by the next of their kind.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NeedNoEnd = new HashSet<string>(
        [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
            "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "option", "html", "head", "body",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The beginning of the body that is parsed: all of it, unless it passes a limit of <see cref="HtmlSanitizer"/>.</summary>
    public static string Within(string html)
    {
        var end = Math.Min(html.Length, HtmlSanitizer.MaxLength);
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        var (tags, depth) = (0, 0);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at < end; at = html.IndexOf('<', at + 1))
        {
            depth += Step(html.AsSpan(at + 1), open);
            if (++tags > HtmlSanitizer.MaxTags || depth > HtmlSanitizer.MaxOpen)
            {
                end = at;
            }
        }

        return end < html.Length ? html[..end] : html;
    }

    /// <summary>Only an end tag of its own name closes an element: what the parser would close otherwise, it often opens again.</summary>
    private static int Step(ReadOnlySpan<char> tag, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> open)
    {
        var isEnd = tag is ['/', ..];
        var name = NameOf(isEnd ? tag[1..] : tag);
        if (name.IsEmpty || NeedNoEnd.Contains(name))
        {
            return 0;
        }

        open.TryGetValue(name, out var count);
        if (isEnd && count == 0)
        {
            return 0;
        }

        open[name] = isEnd ? count - 1 : count + 1;
        return isEnd ? -1 : 1;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && length < LongestName && (char.IsAsciiLetterOrDigit(tag[length]) || tag[length] is ':' or '-'))
        {
            length++;
        }

        return length > 0 && char.IsAsciiLetter(tag[0]) ? tag[..length] : [];
    }
}
