using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Joins the soft line breaks of format=flowed (RFC 3676). Expects "\n" line ends.</summary>
internal static class FlowedText
{
    public static string Join(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        var openDepth = -1;
        var first = true;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            var depth = line.IndexOfAnyExcept('>') is >= 0 and var quotes ? quotes : line.Length;
            var content = line[depth..];
            content = content.StartsWith(' ') ? content[1..] : content;
            var signature = content is "-- ";
            var continues = openDepth == depth && !signature;
            if (!continues)
            {
                if (!first)
                {
                    result.Append('\n');
                }

                result.Append('>', depth);
                if (depth > 0 && content.Length > 0)
                {
                    result.Append(' ');
                }
            }

            var soft = content.EndsWith(' ') && !signature;
            result.Append(soft && deleteSpace ? content[..^1] : content);
            openDepth = soft ? depth : -1;
            first = false;
        }

        return result.ToString();
    }
}
