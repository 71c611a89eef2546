using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Date header: RFC 5322 §3.3 and §4.3 (two-digit years, zone names), ISO 8601, missing seconds or zone.</summary>
internal static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DateTimeOffset? Read(string? value)
    {
        if (value is null || value.Length > 300)
        {
            return null;
        }

        var words = WithoutComments(value).Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        var month = Array.FindIndex(words, w => w.Length >= 3 && char.IsAsciiLetter(w[0]) && Month(w) > 0);
        if (month < 1 || month + 1 >= words.Length || !Number(words[month - 1], out var day) || !Number(words[month + 1], out var year))
        {
            return Iso(value);
        }

        // RFC 5322 §4.3: two and three digits.
        year += words[month + 1].Length switch { <= 2 => year < 50 ? 2000 : 1900, 3 => 1900, _ => 0 };
        var time = TimeSpan.Zero;
        if (month + 2 < words.Length && !Time(words[month + 2], out time))
        {
            return null;
        }

        var zone = month + 3 < words.Length ? Zone(words[month + 3]) : TimeSpan.Zero;
        return Make(year, Month(words[month]), day, time, zone);
    }

    private static DateTimeOffset? Make(int year, int month, int day, TimeSpan time, TimeSpan zone)
    {
        if (year is < 1 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month) || time >= TimeSpan.FromDays(1))
        {
            return null;
        }

        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time;
        return local.Ticks < TimeSpan.TicksPerDay ? null : new DateTimeOffset(local, zone);
    }

    private static int Month(string word) => Array.IndexOf(Months, word[..3].ToLowerInvariant()) + 1;

    private static bool Number(string word, out int number) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Time(string word, out TimeSpan time)
    {
        var pieces = word.Split(':', '.');
        time = default;
        var second = 0;
        if (pieces.Length < 2 || !Number(pieces[0], out var hour) || !Number(pieces[1], out var minute)
            || (pieces.Length > 2 && !Number(pieces[2], out second)) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        // A leap second is the last one that a clock can show.
        time = new TimeSpan(hour, minute, Math.Min(second, 59));
        return true;
    }

    private static TimeSpan Zone(string word)
    {
        if (word.Length == 5 && word[0] is '+' or '-' && Number(word[1..], out var digits))
        {
            var zone = new TimeSpan(digits / 100, digits % 100, 0);
            return zone > TimeSpan.FromHours(14) ? TimeSpan.Zero : word[0] == '-' ? -zone : zone;
        }

        return TimeSpan.FromHours(word.ToUpperInvariant() switch
        {
            "EST" => -5,
            "EDT" => -4,
            "CST" => -6,
            "CDT" => -5,
            "MST" => -7,
            "MDT" => -6,
            "PST" => -8,
            "PDT" => -7,
            "CET" => 1,
            "CEST" or "EET" => 2,
            "EEST" => 3,
            _ => 0,
        });
    }

    private static DateTimeOffset? Iso(string value) =>
        value.Length >= 10 && value[4] == '-'
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var iso) ? iso : null;

    private static string WithoutComments(string value)
    {
        if (!value.Contains('(', StringComparison.Ordinal))
        {
            return value;
        }

        var result = new StringBuilder();
        var depth = 0;
        foreach (var c in value)
        {
            depth += c == '(' ? 1 : 0;
            if (depth == 0)
            {
                result.Append(c);
            }

            depth -= c == ')' && depth > 0 ? 1 : 0;
        }

        return result.ToString();
    }
}
