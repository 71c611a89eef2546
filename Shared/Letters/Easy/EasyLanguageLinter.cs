using System.Globalization;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Easy;

/// <summary>
/// Reads an easy-language text as an editor would: sentence by sentence, against the rules of the pack. It finds what can be found without
/// knowing the language's grammar; that a text is easy only readers can say.
/// </summary>
public sealed partial class EasyLanguageLinter(EasyLanguageRules rules)
{
    /// <summary>The easy part of a letter; empty where it has none.</summary>
    public static IReadOnlyList<LetterBlock> EasyPart(LetterDocument letter) => [.. letter.Blocks.SkipWhile(b => b is not PageBreak { EasyLanguage: true }).Skip(1)];

    public IReadOnlyList<EasyProblem> Check(IEnumerable<LetterBlock> blocks) => [.. blocks.SelectMany(Texts).SelectMany(Check)];

    public IReadOnlyList<EasyProblem> Check(string text) => [.. EasySentences.Of(text, rules.Abbreviations).SelectMany(CheckSentence)];

    private static IEnumerable<string> Texts(LetterBlock block) => block switch
    {
        Heading heading => [heading.Text],
        Paragraph paragraph => [paragraph.Text],
        ListBlock list => list.Items.Select(i => i.Text),
        TableBlock table => table.Rows.SelectMany(r => r).Append(table.Caption),
        _ => [],
    };

    private IEnumerable<EasyProblem> CheckSentence(string sentence)
    {
        var lower = sentence.ToLower(CultureInfo.InvariantCulture);
        var words = Word().Matches(sentence).Select(m => m.Value).ToList();
        if (words.Count > rules.MostWords)
        {
            yield return new EasyProblem(EasyFault.LongSentence, sentence, words.Count.ToString(CultureInfo.InvariantCulture));
        }

        if (SeveralIdeas(lower) is { } sign)
        {
            yield return new EasyProblem(EasyFault.SeveralIdeas, sentence, sign);
        }

        foreach (var (fault, stems) in new[] { (EasyFault.BureaucraticWord, rules.Bureaucratic), (EasyFault.ForeignWord, rules.Foreign) })
        {
            foreach (var stem in stems.Where(s => Begins(lower, s)))
            {
                yield return new EasyProblem(fault, sentence, stem.Trim());
            }
        }

        foreach (var abbreviation in rules.Abbreviations.Where(a => Begins(lower, a)).Concat(Capitals().Matches(sentence).Select(m => m.Value)))
        {
            yield return new EasyProblem(EasyFault.Abbreviation, sentence, abbreviation);
        }

        foreach (Match date in NumericDate().Matches(sentence))
        {
            yield return new EasyProblem(EasyFault.NumericDate, sentence, date.Value);
        }
    }

    private string? SeveralIdeas(string lower)
    {
        if (Punctuation().Match(lower) is { Success: true } mark)
        {
            return mark.Value.Trim();
        }

        if (rules.Joining.FirstOrDefault(w => lower.Contains($", {w} ", StringComparison.Ordinal)) is { } joined)
        {
            return joined;
        }

        var clauses = rules.Subordinating.Where(w => lower.StartsWith(w + " ", StringComparison.Ordinal))
            .Concat(rules.Subordinating.SelectMany(w => Enumerable.Repeat(w, lower.Split($", {w} ").Length - 1))).ToList();
        return clauses.Count > 1 && !IsQuestion(lower, clauses.Count) ? string.Join(" + ", clauses) : null;
    }

    /// <summary>A question begins with such a word without being a clause of another sentence.</summary>
    private static bool IsQuestion(string lower, int clauses) => clauses == 2 && lower.EndsWith('?');

    /// <summary>A stem at the beginning of a word.</summary>
    private static bool Begins(string lower, string stem)
    {
        for (var at = lower.IndexOf(stem, StringComparison.Ordinal); at >= 0; at = lower.IndexOf(stem, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(lower[at - 1]))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\p{L}[\p{L}\-/\d]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>Two and more capitals that are no number of a case.</summary>
    [GeneratedRegex(@"(?<![\p{L}\d\-/])\p{Lu}{2,}(?![\p{L}\d\-/])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"(?<!\d)(\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{4}-\d{2}-\d{2})(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@";|\(| – | — ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Punctuation();
}
