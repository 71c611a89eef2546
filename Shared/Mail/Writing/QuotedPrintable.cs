using System.Text;

namespace SocialWorkflows.Mail.Writing;

/// <summary>RFC 2045 §6.7 for text with CRLF line ends; dots and "From " at line starts are encoded too, for old relays.</summary>
internal static class QuotedPrintable
{
    private const int LineLength = 75;
    private const string Hex = "0123456789ABCDEF";

    public static string Encode(ReadOnlySpan<byte> text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 8));
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                result.Append("\r\n");
                column = 0;
                i++;
                continue;
            }

            var atLineEnd = i + 1 == text.Length || text[i + 1] == '\r';
            var plain = b is > 32 and < 127 and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !atLineEnd);
            plain &= column > 0 || !(b == '.' || text[i..].StartsWith("From "u8));
            if (column + (plain ? 1 : 3) > LineLength)
            {
                result.Append("=\r\n");
                column = 0;
                plain &= b != '.';
            }

            if (plain)
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('=').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            }

            column += plain ? 1 : 3;
        }

        return result.ToString();
    }
}
