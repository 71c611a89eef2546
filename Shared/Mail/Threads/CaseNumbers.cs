namespace SocialWorkflows.Mail.Threads;

/// <summary>Finds a case number ("SD-2026/17") in a subject.</summary>
public static class CaseNumbers
{
    private const int YearDigits = 4;
    private const int MaxDigits = 7;

    /// <summary>The number, in the form it was given out; null when there is none, or when there are different ones.</summary>
    /// <param name="subject">Decoded.</param>
    /// <param name="prefix">The municipality's own ("SD").</param>
    public static string? In(string subject, string prefix)
    {
        string? found = null;
        var position = 0;
        while ((position = subject.IndexOf(prefix + "-", position, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var start = position;
            position += prefix.Length + 1;
            if (start > 0 && char.IsLetterOrDigit(subject[start - 1]) || Read(subject.AsSpan(position)) is not { } digits)
            {
                continue;
            }

            var number = $"{prefix}-{digits}";
            if (found is not null && found != number)
            {
                return null;
            }

            found = number;
        }

        return found;
    }

    private static string? Read(ReadOnlySpan<char> rest)
    {
        if (Digits(rest) != YearDigits || rest.Length <= YearDigits || rest[YearDigits] != '/')
        {
            return null;
        }

        var count = Digits(rest[(YearDigits + 1)..]);
        var end = YearDigits + 1 + count;
        return count is > 0 and <= MaxDigits && (end == rest.Length || !char.IsLetterOrDigit(rest[end])) ? rest[..end].ToString() : null;
    }

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
