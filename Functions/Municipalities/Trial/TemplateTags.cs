namespace SocialWorkflows.Functions.Municipalities.Trial;

/// <summary>
/// What stands between the brackets of a template, read without compiling it. Only what can be read in one way passes: no bracket inside a tag, whether quoted, in square brackets, escaped or in a
/// comment, because the compiler might end the tag elsewhere than this reading does.
/// </summary>
internal static class TemplateTags
{
    /// <summary>The tags in their order, without brackets and comments; null where a bracket stands alone or inside another tag, or a quotation mark without its second.</summary>
    public static IReadOnlyList<string>? Of(string text)
    {
        List<string> tags = [];
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var brackets = text.AsSpan(open).StartsWith("{{{") ? 3 : 2;
            var close = text.IndexOf(new string('}', brackets), open, StringComparison.Ordinal);
            if (close < 0 || IsEscaped(text, open) || text.AsSpan(at, open - at).Contains("}}", StringComparison.Ordinal))
            {
                return null;
            }

            var tag = text[(open + brackets)..close].Trim('~').Trim();
            at = close + brackets;
            if (tag.AsSpan().IndexOfAny('{', '}') >= 0 || (at < text.Length && text[at] == '}') || !IsClear(tag))
            {
                return null;
            }

            if (!tag.StartsWith('!'))
            {
                tags.Add(tag);
            }
        }

        return text.AsSpan(at).Contains("}}", StringComparison.Ordinal) ? null : tags;
    }

    private static bool IsEscaped(string text, int open) => open > 0 && text[open - 1] == '\\';

    /// <summary>A long comment ends where it says; elsewhere every quotation mark and square bracket has its second.</summary>
    private static bool IsClear(string tag)
    {
        if (tag.StartsWith('!'))
        {
            return !tag.StartsWith("!--", StringComparison.Ordinal) || (tag.Length >= "!----".Length && tag.EndsWith("--", StringComparison.Ordinal));
        }

        for (var i = 0; i < tag.Length; i++)
        {
            if (tag[i] is '\\' or ']')
            {
                return false;
            }

            if (tag[i] is '"' or '\'' or '[')
            {
                i = tag.IndexOf(tag[i] == '[' ? ']' : tag[i], i + 1);
                if (i < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
