using System.Globalization;

namespace SocialWorkflows.Casework.People;

/// <summary>The written forms of a personal code.</summary>
internal static class PersonalCodeText
{
    private const int CertificatePrefixLength = 6;
    private const int DatedPrefixLength = 7;
    private const int HyphenPosition = 6;

    /// <summary>Eleven digits of a well-written code; anything else comes back as it was, to be refused.</summary>
    public static string Normalise(string? text)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.StartsWith("PNOLV-", StringComparison.Ordinal) || trimmed.StartsWith("PNOXX-", StringComparison.Ordinal))
        {
            trimmed = trimmed[CertificatePrefixLength..];
        }

        var hasHyphen = trimmed.Length > HyphenPosition && trimmed[HyphenPosition] is '-' or '\u2010' or '\u2011' or '\u2013';
        return hasHyphen ? trimmed.Remove(HyphenPosition, 1) : trimmed;
    }

    /// <summary>
    /// Reads <c>ddmmyyC</c>, where C is the century (0 = 1800s, 1 = 1900s, 2 = 2000s). Day 00 with a possible month is a
    /// demonstration code and has no date.
    /// </summary>
    public static bool TryReadBirth(string digits, out DateOnly? birthDate)
    {
        birthDate = null;
        var century = digits[DatedPrefixLength - 1] - '0';
        var month = ((digits[2] - '0') * 10) + digits[3] - '0';
        if (century > 2 || month is < 1 or > 12)
        {
            return false;
        }

        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            return true;
        }

        var written = $"{digits[..4]}{18 + century}{digits[4..6]}";
        var possible = DateOnly.TryParseExact(written, "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        birthDate = possible ? date : null;
        return possible;
    }
}
