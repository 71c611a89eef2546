using System.Buffers;
using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Text of header values: raw 8-bit bytes, RFC 2047 encoded words, no control characters in the result.</summary>
internal static class HeaderText
{
    private const int MaxWord = 8192;

    private static readonly SearchValues<char> NotInCharset = SearchValues.Create(" \t\"=<>");

    public static string FromBytes(ReadOnlySpan<byte> value, DefectSink defects, string where)
    {
        var text = Charsets.Decode(value, label: null, out var guessed);
        if (guessed && !System.Text.Unicode.Utf8.IsValid(value))
        {
            defects.Add(MailDefectKind.CharsetGuessed, where);
        }

        return text;
    }

    public static string Decode(string value, DefectSink? defects = null, string where = "header")
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
        {
            return Clean(value);
        }

        var result = new StringBuilder(value.Length);
        List<byte> pending = [];
        string? pendingCharset = null;
        var position = 0;
        while (position < value.Length)
        {
            var start = value.IndexOf("=?", position, StringComparison.Ordinal);
            if (start < 0)
            {
                break;
            }

            if (!TryReadWord(value, start, out var charset, out var bytes, out var end))
            {
                defects?.Add(MailDefectKind.EncodedWord, where);
                Flush();
                result.Append(value, position, start + 2 - position);
                position = start + 2;
                continue;
            }

            var between = value.AsSpan(position, start - position);
            var adjacent = pendingCharset is not null && between.IsWhiteSpace();
            if (!adjacent || !charset.Equals(pendingCharset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
                if (!adjacent)
                {
                    result.Append(between);
                }
            }

            pendingCharset = charset;
            pending.AddRange(bytes);
            position = end;
        }

        Flush();
        return Clean(result.Append(value, position, value.Length - position).ToString());

        void Flush()
        {
            if (pendingCharset is not null)
            {
                result.Append(Charsets.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending), pendingCharset, out var guessed));
                if (guessed)
                {
                    defects?.Add(MailDefectKind.CharsetGuessed, where);
                }
            }

            pending.Clear();
            pendingCharset = null;
        }
    }

    /// <summary>Control characters and line separators become spaces: a decoded value can be written into another header or a log line.</summary>
    public static string Clean(string value) => value.AsSpan().ContainsAnyInRange('\0', '\u001F') || value.Any(IsBreak)
        ? string.Create(value.Length, value, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsBreak(source[i]) ? ' ' : source[i];
            }
        })
        : value;

    /// <summary>Where the encoded word that starts at <paramref name="start"/> ends; -1 when there is none.</summary>
    public static int EndOfWord(string value, int start) =>
        start + 1 < value.Length && value[start + 1] == '?' && TryReadWord(value, start, out _, out _, out var end) ? end : -1;

    private static bool IsBreak(char c) => (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029';

    private static bool TryReadWord(string value, int start, out string charset, out byte[] bytes, out int end)
    {
        charset = "";
        bytes = [];
        end = start;
        var rest = value.AsSpan(start + 2, Math.Min(value.Length - start - 2, MaxWord));
        var first = rest.IndexOf('?');
        if (first is <= 0 or > 80 || first + 2 >= rest.Length || rest[first + 2] != '?' || rest[..first].ContainsAny(NotInCharset))
        {
            return false;
        }

        var text = rest[(first + 3)..];
        var close = text.IndexOf("?=");
        if (close < 0)
        {
            return false;
        }

        // RFC 2231 §5: a language may follow the charset.
        var language = rest[..first].IndexOf('*');
        charset = rest[..(language > 0 ? language : first)].ToString();
        switch (rest[first + 1])
        {
            case 'B' or 'b':
                bytes = TransferDecoder.Base64(Latin1(text[..close]), out _);
                break;
            case 'Q' or 'q':
                bytes = TransferDecoder.EncodedWordQ(Latin1(text[..close]));
                break;
            default:
                return false;
        }

        end = start + 2 + first + 3 + close + 2;
        return true;
    }

    /// <summary>Characters past Latin-1 (raw text inside a word) are kept as UTF-8 bytes.</summary>
    private static byte[] Latin1(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text.ToArray());
}
