using System.Runtime.InteropServices;

namespace SocialWorkflows.Casework.Recognition;

/// <summary>
/// One entry of a word list: one or more stems. It is found where consecutive words begin with the stems, so that
/// „aprūp mājās” finds „aprūpi mājās” and „patversm” does not find „naktspatversme”.
/// </summary>
internal static class Stems
{
    /// <summary>In shorter words a slip makes another word.</summary>
    private const int ShortestWithSlip = 6;

    public static bool AreIn(List<string> words, string entry) => Spans(words, entry).Any();

    /// <summary>As <see cref="AreIn"/>, but each longer word may have one letter wrong, missing or too many.</summary>
    public static bool AreNearlyIn(List<string> words, string entry)
    {
        var stems = LatvianText.Words(entry);
        for (var start = 0; start + stems.Count <= words.Count; start++)
        {
            if (stems.Count > 0 && stems.Select((stem, i) => IsNearly(words[start + i], stem)).All(fits => fits))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNearly(string word, string stem) =>
        word.StartsWith(stem, StringComparison.Ordinal)
        || (stem.Length >= ShortestWithSlip && Enumerable.Range(stem.Length - 1, 3).Any(length => length <= word.Length && IsOneSlip(word.AsSpan(0, length), stem)));

    private static bool IsOneSlip(ReadOnlySpan<char> word, ReadOnlySpan<char> stem)
    {
        var same = word.CommonPrefixLength(stem);
        var rest = word[same..];
        var wanted = stem[same..];
        return (rest.Length - wanted.Length) switch
        {
            0 => rest.Length < 1 || rest[1..].SequenceEqual(wanted[1..]) || (rest.Length > 1 && rest[0] == wanted[1] && rest[1] == wanted[0] && rest[2..].SequenceEqual(wanted[2..])),
            1 => rest[1..].SequenceEqual(wanted),
            -1 => rest.SequenceEqual(wanted[1..]),
            _ => false,
        };
    }

    /// <summary>The entries of a list that are found, in the list's order.</summary>
    public static IReadOnlyList<string> Found(List<string> words, IReadOnlyList<string> entries) =>
        [.. entries.Where(e => AreIn(words, e))];

    /// <summary>Every place where the entry stands.</summary>
    public static IEnumerable<Span> Spans(List<string> words, string entry)
    {
        var stems = LatvianText.Words(entry);
        for (var start = 0; start + stems.Count <= words.Count; start++)
        {
            if (StandAt(words, stems, start))
            {
                yield return new Span(start, stems.Count);
            }
        }
    }

    private static bool StandAt(List<string> words, List<string> stems, int start)
    {
        for (var i = 0; i < stems.Count; i++)
        {
            if (!words[start + i].StartsWith(stems[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return stems.Count > 0;
    }

    /// <summary>A run of words in a text.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Span(int Start, int Length)
    {
        /// <summary>Lies in the other one, which is longer: „patversme” within „nakts patversme”.</summary>
        public bool IsWithin(Span other) =>
            Length < other.Length && Start >= other.Start && Start + Length <= other.Start + other.Length;
    }
}
