using System.Runtime.InteropServices;

namespace SocialWorkflows.Casework.Recognition;

/// <summary>
/// One entry of a word list: one or more stems. It is found where consecutive words begin with the stems, so that
/// „aprūp mājās” finds „aprūpi mājās” and „patversm” does not find „naktspatversme”.
/// </summary>
internal static class Stems
{
    public static bool AreIn(List<string> words, string entry) => Spans(words, entry).Any();

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
