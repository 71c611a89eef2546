using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail.Senders;

/// <summary>What a name looks like to the eye, for comparing it with ours.</summary>
internal static class LookAlike
{
    // Cyrillic, Greek and others that look like Latin letters; Latvian letters without their marks; digits that pass for letters.
    private const string From = "аеорсхуіѕјԁӏһԛԝвкмнтАВЕКМНОРСТХУІЅЈαοενρτυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧāčēģīķļņōŗšūžáàâäãåéèêëíìîïóòôöõúùûüýçñ01359ıł|";
    private const string To = "aeopcxyisjdlhqwbkmhtabekmhopctxyisjaoevptuikabezhikmnoptyxacegiklnorsuzaaaaaaeeeeiiiiooooouuuuycnolesglll";
    private static readonly Dictionary<char, char> Letters = From.Zip(To).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);

    public static string Skeleton(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in LatvianLetters.Compose(text))
        {
            var lower = char.ToLowerInvariant(c);
            var plain = Letters.TryGetValue(c, out var direct) ? direct : Letters.GetValueOrDefault(lower, lower);
            if (char.IsAsciiLetterOrDigit(plain) || plain == '.')
            {
                result.Append(plain);
            }
        }

        // "rn" passes for "m" and "vv" for "w"; "i" for "l".
        return result.Replace("rn", "m").Replace("vv", "w").Replace('i', 'l').ToString();
    }

    /// <summary>Punycode (RFC 3492) as it is shown; unchanged when it is none.</summary>
    public static string Readable(string domain)
    {
        if (!domain.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return domain;
        }

        try
        {
            return new IdnMapping().GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    /// <summary>The same to the eye, one letter away, ours with a hyphen or dot moved, or ours in front of a foreign end.</summary>
    public static bool IsDomain(string domain, string ours)
    {
        var (theirs, mine) = (Skeleton(domain), Skeleton(ours));
        if (theirs.StartsWith(mine + ".", StringComparison.Ordinal) || theirs.Contains("." + mine + ".", StringComparison.Ordinal))
        {
            return true;
        }

        var (flatTheirs, flatMine) = (theirs.Replace(".", "", StringComparison.Ordinal), mine.Replace(".", "", StringComparison.Ordinal));
        return flatTheirs == flatMine || (flatMine.Length >= 8 && IsOneAway(flatTheirs, flatMine)) || SameNameOtherEnd(theirs, mine);
    }

    private static bool SameNameOtherEnd(string theirs, string mine)
    {
        var (a, b) = (theirs.LastIndexOf('.'), mine.LastIndexOf('.'));
        return a > 0 && b >= 6 && theirs[..a] == mine[..b];
    }

    /// <summary>One letter changed, added, left out, or two neighbours swapped.</summary>
    private static bool IsOneAway(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
        {
            return false;
        }

        var start = a.AsSpan().CommonPrefixLength(b);
        var end = 0;
        while (end < Math.Min(a.Length, b.Length) - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }

        var (left, right) = (a[start..^end], b[start..^end]);
        return Math.Max(left.Length, right.Length) == 1 || (left.Length == 2 && right.Length == 2 && left[0] == right[1] && left[1] == right[0]);
    }
}
