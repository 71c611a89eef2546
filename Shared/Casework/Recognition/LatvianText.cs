using System.Text;

namespace SocialWorkflows.Casework.Recognition;

/// <summary>
/// Makes Latvian text comparable whoever typed it: lower case, no diacritics, words apart. By hand, because the culture
/// data that normalisation would need is not part of the program.
/// </summary>
public static class LatvianText
{
    private const string Accented = "āčēģīķļņōŗšūž";
    private const char LastLatinLetter = '\u024F';
    private const int FewForeignLetters = 12;

    private const string Plain = "acegiklnorsuz";

    /// <summary>Lower case without diacritics, both for composed letters and for a letter followed by a combining mark.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is >= '\u0300' and <= '\u036F')
            {
                continue;
            }

            var lower = char.ToLowerInvariant(letter);
            var at = Accented.IndexOf(lower, StringComparison.Ordinal);
            folded.Append(at < 0 ? lower : Plain[at]);
        }

        return folded.ToString();
    }

    /// <summary>Letters of another script than the Latin one stand in it beyond a name or a word.</summary>
    public static bool HasOtherScript(string text) => text.Count(c => char.IsLetter(c) && c > LastLatinLetter) >= FewForeignLetters;

    /// <summary>The folded words of a text: runs of letters and digits.</summary>
    internal static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        var folded = Fold(text);
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsLetterOrDigit(folded[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add(WithoutDoubled(folded[start..i]));
                start = -1;
            }
        }

        return words;
    }

    /// <summary>Keyboards without diacritics: „maajaas” for „mājās”. Both sides are compared so.</summary>
    private static string WithoutDoubled(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && (word[i] is 'a' or 'e' or 'i' or 'u'))
            {
                return new string([.. word.Where((c, at) => at == 0 || c != word[at - 1] || c is not ('a' or 'e' or 'i' or 'u'))]);
            }
        }

        return word;
    }

    /// <summary>The words of a file name; a capital after a small letter begins a new word („ArstaIzzina”).</summary>
    internal static List<string> FileNameWords(string fileName)
    {
        var spaced = new StringBuilder(fileName.Length);
        for (var i = 0; i < fileName.Length; i++)
        {
            if (i > 0 && char.IsUpper(fileName[i]) && char.IsLower(fileName[i - 1]))
            {
                spaced.Append(' ');
            }

            spaced.Append(fileName[i]);
        }

        return Words(spaced.ToString());
    }
}
