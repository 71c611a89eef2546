using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Workplace.Packs;

/// <summary>
/// The kind of a loader's finding, so that it can be explained in the reader's language (texts <c>pack.finding.…</c>); the loader's own sentence, with the value it
/// objects to, always stands beside it. A sentence of no known kind is <c>other</c>.
/// </summary>
internal static class FindingKinds
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly (string Kind, Regex Sentence)[] Kinds =
    [
        Of("file-missing", "^the file is missing"),
        Of("missing", "^is missing"),
        Of("unknown", "^is not known here|is no name of a file"),
        Of("shape", "^expected |^is not the JSON"),
        Of("encoding", "is not UTF-8"),
        Of("upload", "are taken$|has at most|a pack has 1 to|unpacks to|is no ZIP|twice in the archive"),
        Of("easy", "is not easy language"),
        Of("slow", "^takes too long"),
        Of("template", "partial|nests more|calls itself|bracket alone|closes \"|templates/"),
        Of("empty", "^is empty|^has no |names (no|neither)"),
        Of("twice", "twice|already belongs|two rules"),
        Of("dates", "in force at the same time|overlaps|has no version from|nothing (can )?follows?|is before|begins on"),
        Of("range", "out of range|is not a term|does not lie|must be|at most|at least|less than|fewer than"),
        Of("reference", "is not in|is no folder|nothing at this place|in a circle|no type of record|is no "),
    ];

    public static string Of(PackProblem problem) => Kinds.FirstOrDefault(k => k.Sentence.IsMatch(problem.Reason)).Kind ?? "other";

    private static (string Kind, Regex Sentence) Of(string kind, string pattern) => (kind, new Regex(pattern, RegexOptions.CultureInvariant, Limit));
}
