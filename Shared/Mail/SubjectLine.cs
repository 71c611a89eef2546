namespace SocialWorkflows.Mail;

/// <summary>Subjects without what mail programs put in front of them.</summary>
public static class SubjectLine
{
    // Latvian, English, German, Scandinavian and Russian programs, as they reach Latvian mailboxes.
    private static readonly string[] Prefixes =
    [
        "Re", "Atb", "Atbilde", "VS", "Fwd", "Fw", "Pārs", "Pārsūtīts", "Pārsūtīt", "Pārs.", "Aw", "Wg", "Sv", "Rv", "На", "Ответ", "Отв", "Пересл",
    ];

    /// <summary>Removes reply and forward prefixes ("Re:", "Atb.:", "VS:", "Fwd:", "Pārs.:", "Re[2]:"), repeated or mixed, and white space around.</summary>
    public static string Strip(string subject)
    {
        var rest = subject.AsSpan().Trim();
        while (PrefixLength(rest) is > 0 and var length)
        {
            rest = rest[length..].Trim();
        }

        return rest.ToString();
    }

    private static int PrefixLength(ReadOnlySpan<char> subject)
    {
        foreach (var prefix in Prefixes)
        {
            if (!subject.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var position = prefix.Length;
            position += position < subject.Length && subject[position] == '.' ? 1 : 0;
            if (position < subject.Length && subject[position] is '[' or '(')
            {
                var close = subject[position..].IndexOfAny(']', ')');
                position = close > 0 && !subject[(position + 1)..(position + close)].ContainsAnyExceptInRange('0', '9') ? position + close + 1 : position;
            }

            while (position < subject.Length && subject[position] == ' ')
            {
                position++;
            }

            if (position < subject.Length && subject[position] is ':' or '：')
            {
                return position + 1;
            }
        }

        return 0;
    }
}
