using System.Net;
using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>A plain text rendering of HTML for matching and for the case page: one pass, nothing fetched, scripts, styles and comments left out.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal) { "script", "style", "head", "title", "template", "noscript" };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre", "section", "article", "body", "html",
    };

    public static string Render(string html)
    {
        var result = new StringBuilder(html.Length / 2);
        Dictionary<string, int> lastEnds = new(StringComparer.Ordinal);
        var position = 0;
        while (position < html.Length)
        {
            var open = html.IndexOf('<', position);
            AppendText(result, html.AsSpan(position, (open < 0 ? html.Length : open) - position));
            if (open < 0)
            {
                break;
            }

            position = AfterTag(html, open, result, lastEnds);
        }

        return TidyLines(result.ToString());
    }

    private static int AfterTag(string html, int open, StringBuilder result, Dictionary<string, int> lastEnds)
    {
        if (html.AsSpan(open).StartsWith("<!--"))
        {
            var end = html.IndexOf("-->", open, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }

        if (open + 1 >= html.Length || (!char.IsAsciiLetter(html[open + 1]) && html[open + 1] is not ('/' or '!' or '?')))
        {
            result.Append('<');
            return open + 1;
        }

        var close = html.IndexOf('>', open);
        close = close < 0 ? html.Length - 1 : close;
        var name = TagName(html.AsSpan(open + 1, close - open));
        if (Hidden.Contains(name))
        {
            return AfterHidden(html, name, close, lastEnds);
        }

        if (Blocks.Contains(name.TrimStart('/')))
        {
            result.Append('\n');
        }
        else if (name is "td" or "th")
        {
            result.Append(' ');
        }

        return close + 1;
    }

    /// <summary>Past the end tag; an element that never ends hides the rest only when it is code. Last end tags are looked up once: time stays linear.</summary>
    private static int AfterHidden(string html, string name, int close, Dictionary<string, int> lastEnds)
    {
        var endTag = "</" + name;
        if (!lastEnds.TryGetValue(name, out var last))
        {
            lastEnds[name] = last = html.LastIndexOf(endTag, StringComparison.OrdinalIgnoreCase);
        }

        if (last < close)
        {
            return name is "script" or "style" ? html.Length : close + 1;
        }

        var after = html.IndexOf('>', html.IndexOf(endTag, close, StringComparison.OrdinalIgnoreCase));
        return after < 0 ? html.Length : after + 1;
    }

    private static string TagName(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && length < 20 && (char.IsAsciiLetterOrDigit(tag[length]) || (length == 0 && tag[0] == '/')))
        {
            length++;
        }

        return tag[..length].ToString().ToLowerInvariant();
    }

    private static void AppendText(StringBuilder result, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var decoded = text.Contains('&') ? WebUtility.HtmlDecode(text.ToString()) : text.ToString();
        foreach (var c in decoded)
        {
            if (!char.IsWhiteSpace(c) || c == '\u00A0')
            {
                result.Append(c == '\u00A0' ? ' ' : c);
            }
            else if (result.Length > 0 && result[^1] is not (' ' or '\n'))
            {
                result.Append(' ');
            }
        }
    }

    /// <summary>At most one blank line between paragraphs, no blanks at the ends.</summary>
    private static string TidyLines(string text)
    {
        var result = new StringBuilder(text.Length);
        var blank = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty)
            {
                blank++;
                continue;
            }

            if (result.Length > 0)
            {
                result.Append('\n').Append('\n', blank > 1 ? 1 : 0);
            }

            result.Append(line);
            blank = 0;
        }

        return result.ToString();
    }
}
