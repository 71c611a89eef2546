using System.Globalization;
using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>Reads clamd's answer to VERSION: its own version, then the number and the day of its base, which are left out where the base is the operator's own.</summary>
internal static class ClamAvVersion
{
    private const string Begin = "ClamAV ";

    /// <summary>As C's ctime writes it; in clamd's own zone, which it does not tell: half a day more or less.</summary>
    private const string CTime = "ddd MMM d HH:mm:ss yyyy";

    /// <summary>A later day than this from now is a clock or a base that cannot be believed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    public static (ScannerAnswer Answer, DateTimeOffset? SignaturesOf) Read(string answer, DateTimeOffset now)
    {
        if (!answer.StartsWith(Begin, StringComparison.Ordinal))
        {
            return (ScannerAnswer.NotUnderstood, null);
        }

        if (answer.Split('/', 3) is not [_, _, var day])
        {
            return (answer.Contains('/', StringComparison.Ordinal) ? ScannerAnswer.NotUnderstood : ScannerAnswer.Undated, null);
        }

        return DateTimeOffset.TryParseExact(day, CTime, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal, out var of) && of <= now + Ahead
            ? (ScannerAnswer.Dated, of)
            : (ScannerAnswer.NotUnderstood, null);
    }
}
