using System.Text;
using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.People;

/// <summary>What is unusual about a written name. It never keeps anybody out; it tells a person to look.</summary>
public enum NameRemark
{
    OneWord,
    OneLetter,

    /// <summary>Letters of another script: Ukrainian passports, for example.</summary>
    OtherScript,
    VeryLong,

    /// <summary>Digits, or signs no name has.</summary>
    NotAName,
}

/// <summary>Names as documents of several countries and keyboards without diacritics write them.</summary>
public static class PersonNames
{
    /// <summary>Longer than any name in a Latvian document.</summary>
    private const int VeryLong = 100;

    private const string Apostrophes = "'’ʼ`´";

    /// <summary>What to look at in a name; kept as written whatever is remarked.</summary>
    public static IReadOnlyList<NameRemark> Remarks(string name)
    {
        var written = name.Trim();
        List<NameRemark> remarks = [];
        if (written.Length == 0 || written.EnumerateRunes().Any(r => !IsOfAName(r)))
        {
            remarks.Add(NameRemark.NotAName);
        }

        var words = Words(written);
        if (words.Count == 1)
        {
            remarks.Add(words[0].Length == 1 ? NameRemark.OneLetter : NameRemark.OneWord);
        }

        if (written.EnumerateRunes().Any(r => Rune.IsLetter(r) && !IsLatin(r)))
        {
            remarks.Add(NameRemark.OtherScript);
        }

        if (written.Length > VeryLong)
        {
            remarks.Add(NameRemark.VeryLong);
        }

        return remarks;
    }

    /// <summary>
    /// The same name in two spellings: diacritics lost, parts of a double surname joined by a hyphen or a blank or written the other way
    /// round, any apostrophe. Names of different scripts are never called the same: a person compares them.
    /// </summary>
    public static bool MayBeSame(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        return a.Count > 0 && a.Order(StringComparer.Ordinal).SequenceEqual(b.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static List<string> Words(string name) => LatvianText.Words(string.Concat(name.Where(c => !Apostrophes.Contains(c))));

    private static bool IsOfAName(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark || rune.Value is ' ' or '-' or '.' or 0x2010 or 0x2011 or 0xA0
        || (rune.IsBmp && Apostrophes.Contains((char)rune.Value));

    private static bool IsLatin(Rune rune) => rune.Value is < 0x0250 or (>= 0x1E00 and < 0x1F00);
}
