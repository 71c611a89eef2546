using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail.Writing;

/// <summary>Body parts: their own headers, a blank line, the encoded content.</summary>
internal static class PartWriter
{
    private const int ParameterLength = 60;

    public static string Text(string subtype, string text)
    {
        var normal = text.ReplaceLineEndings("\n").TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";
        var bytes = Encoding.UTF8.GetBytes(normal);
        var head = $"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ";

        // Quoted-printable stays readable and short for Latvian; for other scripts base64 is shorter.
        return bytes.Count(b => b > 127) * 3 > bytes.Length
            ? head + "base64\r\n\r\n" + Base64(bytes)
            : head + "quoted-printable\r\n\r\n" + QuotedPrintable.Encode(bytes);
    }

    public static string Multipart(string subtype, string boundary, IReadOnlyList<string> parts)
    {
        var result = new StringBuilder();
        result.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n\r\n");
        foreach (var part in parts)
        {
            result.Append("--").Append(boundary).Append("\r\n").Append(part).Append("\r\n");
        }

        return result.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    public static string Attachment(OutgoingAttachment attachment)
    {
        var pieces = attachment.ContentType.Split('/');
        if (pieces.Length != 2 || attachment.ContentType.Length > 120 || pieces.Any(p => p.Length == 0 || !p.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-' or '_')))
        {
            throw new ArgumentException("Content-Type: an attachment's type must be \"type/subtype\" without parameters.", nameof(attachment));
        }

        // RFC 2046 §5.2.1 forbids base64 inside message/*.
        var type = pieces[0] is "message" or "multipart" ? "application/octet-stream" : attachment.ContentType;
        return $"Content-Type: {type}\r\nContent-Disposition: attachment{FileName(attachment.FileName)}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64(attachment.Content.Span);
    }

    /// <summary>RFC 2231: plain when plain, else percent-encoded UTF-8, continued over lines.</summary>
    private static string FileName(string name)
    {
        if (name.Any(char.IsControl))
        {
            throw new ArgumentException("filename: line breaks and control characters are not allowed in a file name.", nameof(name));
        }

        if (name.Length is > 0 and <= ParameterLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ' ') && name.Trim() == name)
        {
            return $";\r\n filename=\"{name}\"";
        }

        List<string> sections = [""];
        foreach (var rune in name.EnumerateRunes())
        {
            var encoded = Percent(rune);
            if (sections[^1].Length + encoded.Length > ParameterLength)
            {
                sections.Add("");
            }

            sections[^1] += encoded;
        }

        return sections.Count == 1
            ? $";\r\n filename*=utf-8''{sections[0]}"
            : string.Concat(sections.Select((s, i) => $";\r\n filename*{i}*={(i == 0 ? "utf-8''" : "")}{s}"));
    }

    private static string Percent(Rune rune)
    {
        if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '-' or '_'))
        {
            return rune.ToString();
        }

        Span<byte> buffer = stackalloc byte[4];
        var length = rune.EncodeToUtf8(buffer);
        var result = new StringBuilder();
        foreach (var b in buffer[..length])
        {
            result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return result.ToString();
    }

    private static string Base64(ReadOnlySpan<byte> bytes)
    {
        var text = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);
        return text.Length == 0 ? "" : text + "\r\n";
    }
}
