namespace SocialWorkflows.Mail.Threads;

/// <summary>What the writer of a mail wrote now: without what is quoted, and without what stands below the line of a signature.</summary>
public static class OwnWords
{
    /// <summary>Lines that are not empty, trimmed.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> own = [];
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            if (line is "--" or "__" || IsQuoteHead(line))
            {
                break;
            }

            if (line.Length > 0 && line[0] != '>')
            {
                own.Add(line);
            }
        }

        return own;
    }

    /// <summary>One to three words that begin with capitals.</summary>
    public static bool IsName(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 1 and <= 3 && words.All(w => char.IsUpper(w[0]) && w.All(c => char.IsLetter(c) || c is '-' or '.' or ','));
    }

    /// <summary>What mail programs write above what they quote.</summary>
    private static bool IsQuoteHead(string line) =>
        line.StartsWith("-----", StringComparison.Ordinal)
        || (line.EndsWith(':') && (line.Contains("rakstīja", StringComparison.OrdinalIgnoreCase) || line.Contains(" wrote", StringComparison.OrdinalIgnoreCase)))
        || line.StartsWith("No: ", StringComparison.Ordinal) || line.StartsWith("From: ", StringComparison.Ordinal);
}
