using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail;

/// <summary>
/// Makes a sender's file name fit for showing and for a download: no path, no control or direction characters, no device name, bounded.
/// Not unique, and never a storage path: files are stored under our own ids.
/// </summary>
public static class SafeFileName
{
    private const int MaxLength = 150;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <param name="given">The decoded name, or null.</param>
    /// <param name="contentType">Gives the extension of an invented name.</param>
    /// <param name="partNumber">Tells invented names of one mail apart.</param>
    public static string Clean(string? given, string contentType, string partNumber)
    {
        var name = (given ?? "").Split('/', '\\')[^1];
        name = TrimEnd(LatvianLetters.Compose(Strip(name)).TrimStart());
        if (name.Trim('.', ' ', '_').Length == 0)
        {
            return $"pielikums-{partNumber}{Extension(contentType)}";
        }

        if (name.StartsWith('.'))
        {
            name = $"pielikums-{partNumber}{name}";
        }

        var stem = name.Split('.')[0].TrimEnd();
        return Shorten(Devices.Contains(stem) ? "_" + name : name);
    }

    /// <summary>Without the dots and spaces of any kind that Windows, or a browser before it, drops from the end.</summary>
    internal static string TrimEnd(string name)
    {
        var length = name.Length;
        while (length > 0 && (name[length - 1] == '.' || char.IsWhiteSpace(name[length - 1])))
        {
            length--;
        }

        return name[..length];
    }

    private static string Strip(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var keep = Rune.GetUnicodeCategory(rune) switch
            {
                // Joiners inside emoji are harmless, all other invisible characters are not.
                UnicodeCategory.Format => rune.Value is 0x200D,
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse => false,
                _ => true,
            };
            if (keep)
            {
                result.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
            }
        }

        return result.ToString();
    }

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= 20 ? name[dot..] : "";
        var stem = name[..(MaxLength - extension.Length)];
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + extension;
    }

    private static string Extension(string contentType) => contentType switch
    {
        "application/pdf" => ".pdf",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/heic" => ".heic",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "text/calendar" => ".ics",
        "message/rfc822" => ".eml",
        "message/delivery-status" => ".txt",
        "application/vnd.etsi.asic-e+zip" => ".asice",
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => ".p7m",
        "application/pkcs7-signature" or "application/x-pkcs7-signature" => ".p7s",
        _ => ".bin",
    };
}
