using System.Text;
using System.Text.Unicode;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Bytes to text by the sender's label, and by sense where the label is missing, unknown or wrong.</summary>
internal static class Charsets
{
    private static readonly Encoding Baltic = CodePagesEncodingProvider.Instance.GetEncoding(1257)!;

    /// <summary>Decodes; <paramref name="guessed"/> when the label was not enough.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label, out bool guessed)
    {
        guessed = false;
        var name = Normalise(label);
        if (Ascii.IsValid(bytes) && name is null or "us-ascii" or "utf-8")
        {
            return Encoding.ASCII.GetString(bytes);
        }

        if (name == "utf-8")
        {
            return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : DamagedUtf8(bytes, out guessed);
        }

        var encoding = name is null or "us-ascii" ? null : Find(name);
        if (encoding is null)
        {
            guessed = true;
            return (Utf8.IsValid(bytes) ? Encoding.UTF8 : Baltic).GetString(bytes);
        }

        if (encoding.IsSingleByte && Utf8.IsValid(bytes) && Utf8Sequences(bytes) >= 2)
        {
            // Two or more well-formed sequences and nothing else above ASCII do not happen by chance in an 8-bit charset.
            guessed = true;
            return Encoding.UTF8.GetString(bytes);
        }

        if (name is "iso-8859-1" or "windows-1252" && IsBaltic(bytes))
        {
            guessed = true;
            return Baltic.GetString(bytes);
        }

        return encoding.GetString(bytes);
    }

    /// <summary>
    /// Latvian sent under a Western label, as some web mail does: every letter above ASCII is one that Latvian has at that place in
    /// windows-1257 (Western languages bring é, ä, ö, á or the like), and among them are ā or ī and one of š, ž, ķ, ņ, ģ.
    /// </summary>
    private static bool IsBaltic(ReadOnlySpan<byte> bytes)
    {
        const string letters = "\u00C2\u00C8\u00C7\u00CC\u00CE\u00CD\u00CF\u00D2\u00D0\u00DB\u00DE\u00E2\u00E8\u00E7\u00EC\u00EE\u00ED\u00EF\u00F2\u00F0\u00FB\u00FE";
        const string telling = "\u00D0\u00DE\u00CD\u00D2\u00CC\u00F0\u00FE\u00ED\u00F2\u00EC";
        var hasLong = false;
        var tells = false;
        foreach (var b in bytes)
        {
            if (b < 0xC0)
            {
                continue;
            }

            if (!letters.Contains((char)b, StringComparison.Ordinal))
            {
                return false;
            }

            hasLong |= b is 0xC2 or 0xCE or 0xE2 or 0xEE;
            tells |= telling.Contains((char)b, StringComparison.Ordinal);
        }

        return tells && hasLong;
    }

    private static string? Normalise(string? label)
    {
        var name = label?.Trim(' ', '\t', '"', '\'', ';').ToLowerInvariant();
        return name switch
        {
            null or "" or "unknown-8bit" or "x-unknown" or "8bit" or "default" => null,
            "utf8" or "utf-8" or "unicode-1-1-utf-8" or "utf_8" or "x-utf-8" => "utf-8",
            "ascii" or "us-ascii" or "ansi_x3.4-1968" or "7bit" => "us-ascii",
            "cp1257" or "cp-1257" or "win-1257" or "x-cp1257" or "windows1257" or "winbaltrim" => "windows-1257",
            "cp775" or "ibm775" or "cp-775" or "x-cp775" => "775",
            "iso8859-13" or "iso_8859-13" or "latin7" or "latin-7" or "l7" => "iso-8859-13",
            "iso8859-4" or "iso_8859-4" or "latin4" or "latin-4" or "l4" => "iso-8859-4",
            "iso8859-1" or "iso_8859-1" or "latin1" or "latin-1" or "l1" => "iso-8859-1",
            "cp1252" or "cp-1252" => "windows-1252",
            "cp1251" or "cp-1251" => "windows-1251",
            _ => name,
        };
    }

    private static Encoding? Find(string name)
    {
        if (int.TryParse(name, out var codePage))
        {
            return codePage is > 0 and < 65536 and not (65000 or 65001) ? FindCodePage(codePage) : null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? FindCodePage(int codePage)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(codePage);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string DamagedUtf8(ReadOnlySpan<byte> bytes, out bool guessed)
    {
        guessed = true;
        var text = Encoding.UTF8.GetString(bytes);
        var damaged = text.Count(c => c == '\uFFFD');
        return Utf8Sequences(bytes) - damaged > damaged ? text : Baltic.GetString(bytes);
    }

    private static int Utf8Sequences(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            count += b >= 0xC2 ? 1 : 0;
        }

        return count;
    }
}
