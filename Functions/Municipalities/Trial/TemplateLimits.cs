using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities.Trial;

/// <summary>
/// A template that came by upload is compiled and rendered in the running service, so it may neither nest without end nor multiply itself, nor be longer than any letter: checked on its text, before
/// anything compiles it.
/// </summary>
internal static partial class TemplateLimits
{
    /// <summary>Most tags of all templates of an upload together.</summary>
    public const int MostTagsTogether = 5_000;

    private const int MostTags = 1_000;
    private const int DeepestBlocks = 12;
    private const int DeepestLoops = 3;
    private const int DeepestParentheses = 8;

    /// <summary>Blocks that show their content at most once.</summary>
    private static readonly string[] Once = ["if", "unless", "with"];

    public static IEnumerable<PackProblem> Problems(string file, string text)
    {
        if (!IsTemplate(file))
        {
            yield break;
        }

        if (TemplateTags.Of(text) is not { } tags)
        {
            yield return new PackProblem(file, "$", "has a bracket alone, inside another tag, in a comment, quoted, raw or escaped, or a quotation mark without its second: leave it out");
            yield break;
        }

        if (tags.Count > MostTags)
        {
            yield return new PackProblem(file, "$", $"has {tags.Count} tags; at most {MostTags} are taken");
        }

        var nesting = Nesting(tags);
        if (nesting.Stray is { } stray)
        {
            yield return new PackProblem(file, "$", $"closes \"{stray}\", which is not the block that is open there");
        }

        if (nesting.Blocks > DeepestBlocks || nesting.Loops > DeepestLoops)
        {
            yield return new PackProblem(file, "$", $"nests more than {DeepestBlocks} blocks or {DeepestLoops} lists");
        }

        if (tags.Any(IsChosenPartial))
        {
            yield return new PackProblem(file, "$", "uses a partial that is chosen or written while the letter is made: name partials as {{> _name}}");
        }

        if (Parentheses(text) > DeepestParentheses)
        {
            yield return new PackProblem(file, "$", $"nests more than {DeepestParentheses} parentheses");
        }
    }

    /// <summary>Too many tags in all templates together, though each has few enough.</summary>
    public static IEnumerable<PackProblem> Together(IReadOnlyDictionary<string, string> files)
    {
        var tags = files.Where(f => IsTemplate(f.Key)).Sum(f => TemplateTags.Of(f.Value)?.Count ?? 0);
        return tags > MostTagsTogether ? [new PackProblem("templates", "$", $"have {tags} tags together; at most {MostTagsTogether} are taken")] : [];
    }

    /// <summary>Partials that call each other in a circle.</summary>
    /// <param name="files">Everything the templates can call.</param>
    public static IEnumerable<PackProblem> Circles(IEnumerable<KeyValuePair<string, string>> files)
    {
        var calls = files.Where(f => IsTemplate(f.Key)).GroupBy(f => Bare(f.Key), StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => g.SelectMany(f => Partial().Matches(f.Value)).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        foreach (var file in files.Select(f => f.Key).Where(IsTemplate))
        {
            if (Reaches(Bare(file), Bare(file), calls, []))
            {
                yield return new PackProblem(file, "$", "calls itself through its partials");
            }
        }
    }

    private static bool Reaches(string from, string goal, Dictionary<string, HashSet<string>> calls, HashSet<string> seen) =>
        calls.TryGetValue(from, out var called) && called.Any(next => next == goal || (seen.Add(next) && Reaches(next, goal, calls, seen)));

    /// <summary>How deep blocks and lists nest; an <c>else if</c> nests as a block does. <c>Stray</c>: the first close that is not that of the open block.</summary>
    private static (int Blocks, int Loops, string? Stray) Nesting(IReadOnlyList<string> tags)
    {
        Stack<(string Name, int Blocks, int Loops)> open = [];
        var (blocks, loops) = (0, 0);
        foreach (var tag in tags)
        {
            if (tag.StartsWith('/'))
            {
                if (!open.TryPop(out var last) || last.Name != Word(tag[1..]))
                {
                    return (blocks, loops, Word(tag[1..]));
                }

                continue;
            }

            var (_, outerBlocks, outerLoops) = open.Count > 0 ? open.Peek() : (string.Empty, 0, 0);
            if (Opened(tag) is not { } block)
            {
                continue;
            }

            var inner = (open.Count > 0 && !tag.StartsWith('#') && !tag.StartsWith('^') ? open.Pop().Name : block, outerBlocks + 1, outerLoops + (Once.Contains(block, StringComparer.Ordinal) ? 0 : 1));
            open.Push(inner);
            (blocks, loops) = (Math.Max(blocks, inner.Item2), Math.Max(loops, inner.Item3));
        }

        return (blocks, loops, null);
    }

    /// <summary>The block that a tag opens, <c>else if</c> among them; null where it opens none.</summary>
    private static string? Opened(string tag)
    {
        var name = tag[0] is '#' or '^' ? Word(tag[1..]) : Word(tag) == "else" ? Word(tag.Trim()["else".Length..]) : string.Empty;
        return name.Length == 0 ? null : name;
    }

    private static string Word(string text) => text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var word, ..] ? word : string.Empty;

    private static bool IsChosenPartial(string tag) =>
        tag.StartsWith("#>", StringComparison.Ordinal) || tag.StartsWith("#*", StringComparison.Ordinal) || (tag.StartsWith('>') && !PartialName().IsMatch(tag));

    private static int Parentheses(string text)
    {
        var (now, most) = (0, 0);
        foreach (var c in text)
        {
            now = c switch { '(' => now + 1, ')' => Math.Max(0, now - 1), _ => now };
            most = Math.Max(most, now);
        }

        return most;
    }

    private static bool IsTemplate(string file) => file.EndsWith(".hbs", StringComparison.Ordinal);

    private static string Bare(string file) => Path.GetFileNameWithoutExtension(file);

    [GeneratedRegex(@"\{\{~?\s*>\s*(?<name>[\w./-]+)", RegexOptions.None, 1000)]
    private static partial Regex Partial();

    [GeneratedRegex(@"\A>\s*[\w./-]", RegexOptions.None, 1000)]
    private static partial Regex PartialName();
}
