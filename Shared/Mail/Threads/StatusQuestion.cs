namespace SocialWorkflows.Mail.Threads;

/// <summary>
/// A mail that asks only where a case stands: „STATUSS SD-2026/17” in the subject or as its first line. Whoever writes anything else beside it,
/// or adds a file, has something to say to people, and the mail is no such question.
/// </summary>
public static class StatusQuestion
{
    private const string Word = "statuss";
    private const int LongestCode = 40;
    private const int LongestRest = 60;

    private static readonly string[] Politeness = ["labdien", "sveiki", "sveicināti", "paldies", "lūdzu", "ar cieņu", "cieņā", "jauku dienu", "hello", "thank you", "thanks"];

    /// <summary>What was written as the code, as it was written; null when the mail is no such question.</summary>
    public static string? CodeOf(MailMessage mail)
    {
        if (mail.Attachments.Count > 0)
        {
            return null;
        }

        var lines = OwnWords.Of(mail.TextBody);
        return (CodeIn(SubjectLine.Strip(mail.Subject)), CodeIn(lines.Count == 0 ? "" : lines[0])) switch
        {
            ({ } inSubject, { } inBody) when IsNothing(lines.Skip(1)) => inSubject == inBody ? inSubject : $"{inSubject} {inBody}",
            ({ } inSubject, null) when IsNothing(lines) => inSubject,
            (null, { } inBody) when IsNothing(lines.Skip(1)) => inBody,
            _ => null,
        };
    }

    /// <summary>„Statuss: Nr. SD-2026/17” → „SD-2026/17”. A word about a status without a number is a word.</summary>
    private static string? CodeIn(string line)
    {
        var text = line.Trim().Trim('"', '„', '”', '“', '*');
        if (!text.StartsWith(Word, StringComparison.OrdinalIgnoreCase) || (text.Length > Word.Length && char.IsLetter(text[Word.Length])))
        {
            return null;
        }

        var code = text[Word.Length..].Trim(' ', '\t', '\u00a0', ':', '-', '–', ',', '.', '?', '!', '"', '„', '”', '<', '>');
        code = code.StartsWith("nr", StringComparison.OrdinalIgnoreCase) ? code[2..].TrimStart('.', ' ', '\u00a0') : code;
        return code.Length is > 0 and <= LongestCode && code.Any(char.IsAsciiDigit) && code.Count(c => c == ' ') <= 1 ? code : null;
    }

    /// <summary>A greeting and a name say nothing more; a question or a longer text does.</summary>
    private static bool IsNothing(IEnumerable<string> lines)
    {
        var rest = lines.Where(l => !Politeness.Any(p => l.TrimEnd(',', '!', '.').Equals(p, StringComparison.OrdinalIgnoreCase))).ToList();
        return rest.Count <= 2 && rest.Sum(l => l.Length) <= LongestRest && rest.All(OwnWords.IsName);
    }
}
