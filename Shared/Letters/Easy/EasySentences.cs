using System.Globalization;

namespace SocialWorkflows.Letters.Easy;

/// <summary>Cuts a text into sentences: at a full stop, question or exclamation mark, but not after a number or an abbreviation.</summary>
internal static class EasySentences
{
    public static IEnumerable<string> Of(string text, IReadOnlyList<string> abbreviations)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '.' or '?' or '!' && (i + 1 == text.Length || text[i + 1] == ' ') && IsEnd(text, i, abbreviations))
            {
                yield return text[start..(i + 1)].Trim();
                start = i + 1;
            }
        }

        if (text[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    private static bool IsEnd(string text, int at, IReadOnlyList<string> abbreviations)
    {
        if (text[at] != '.')
        {
            return true;
        }

        var next = at + 2 < text.Length ? text[at + 2] : ' ';
        if (at > 0 && char.IsDigit(text[at - 1]) && char.IsLower(next))
        {
            return false;
        }

        var before = text[..(at + 1)].ToLower(CultureInfo.InvariantCulture);
        return !abbreviations.Any(a => before.EndsWith(a, StringComparison.Ordinal) && (before.Length == a.Length || !char.IsLetter(before[^(a.Length + 1)])));
    }
}
