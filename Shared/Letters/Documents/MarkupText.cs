using System.Globalization;
using System.Text;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Makes values inert for <see cref="LetterMarkup"/>, and reads them back.</summary>
public static class MarkupText
{
    private const string Structural = @"\^#-+>=~|";

    /// <summary>
    /// A value as it may stand anywhere in a template: no character of it means structure, line breaks become
    /// paragraph marks, control and direction-changing characters are dropped, decomposed Latvian letters are joined.
    /// </summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 16);
        foreach (var c in LatvianText.Compose(value.Trim().ReplaceLineEndings("\n")))
        {
            if (c == '\n')
            {
                escaped.Append(@"\n");
            }
            else if (c == '\t')
            {
                escaped.Append(' ');
            }
            else if (Structural.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\').Append(c);
            }
            else if (!IsInvisible(c))
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    internal static string OneLine(string marked) => string.Join(' ', Paragraphs(marked));

    internal static IReadOnlyList<string> Paragraphs(string marked)
    {
        var paragraphs = new List<string>();
        var current = new StringBuilder();
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked[i] != '\\' || i + 1 == marked.Length)
            {
                current.Append(marked[i]);
            }
            else if (marked[++i] == 'n')
            {
                AddTo(paragraphs, current);
            }
            else
            {
                current.Append(marked[i]);
            }
        }

        AddTo(paragraphs, current);
        return paragraphs;
    }

    internal static int IndexOfPlain(string marked, char wanted)
    {
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked[i] == '\\')
            {
                i++;
            }
            else if (marked[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }

    private static void AddTo(List<string> paragraphs, StringBuilder current)
    {
        var text = string.Join(' ', current.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (text.Length > 0)
        {
            paragraphs.Add(text);
        }

        current.Clear();
    }

    private static bool IsInvisible(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
