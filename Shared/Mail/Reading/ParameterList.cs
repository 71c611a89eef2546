using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>The value and parameters of Content-Type and Content-Disposition: RFC 2045 §5.1, RFC 2231, and the encoded words real senders put there.</summary>
internal sealed record ParameterList(string Value, IReadOnlyDictionary<string, string> Parameters)
{
    private const int MaxParameters = 200;

    public static ParameterList Read(string? header, DefectSink defects, string where)
    {
        var text = header ?? "";
        var position = 0;
        var value = UntilSemicolon(text, ref position).Trim().ToLowerInvariant();
        List<(string Name, string Value)> raw = [];
        while (position < text.Length && raw.Count < MaxParameters)
        {
            position++;
            var equals = text.IndexOfAny(['=', ';'], position);
            if (equals < 0)
            {
                break;
            }

            var name = text[position..equals].Trim().ToLowerInvariant();
            position = equals;
            if (text[equals] == ';')
            {
                continue;
            }

            position++;
            var parameter = UntilSemicolon(text, ref position);
            if (name.Length > 0)
            {
                raw.Add((name, parameter));
            }
        }

        return new ParameterList(StripComment(value), Join(raw, defects, where));
    }

    /// <summary>Reads to the next ";" outside quotes; a quoted string is taken out of its quotes, what follows it is dropped.</summary>
    private static string UntilSemicolon(string text, ref int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
        {
            position++;
        }

        if (position < text.Length && text[position] == '"')
        {
            var result = new StringBuilder();
            position++;
            while (position < text.Length && text[position] != '"')
            {
                // A backslash before anything but a quote or backslash is a Windows path, not an escape.
                if (text[position] == '\\' && position + 1 < text.Length && text[position + 1] is '"' or '\\')
                {
                    position++;
                }

                result.Append(text[position]);
                position++;
            }

            var next = text.IndexOf(';', Math.Min(position, text.Length));
            position = next < 0 ? text.Length : next;
            return result.ToString();
        }

        var end = text.IndexOf(';', position);
        end = end < 0 ? text.Length : end;
        var plain = text[position..end].Trim();
        position = end;
        return plain;
    }

    private static string StripComment(string value)
    {
        var open = value.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? value : value[..open].Trim();
    }

    private static Dictionary<string, string> Join(List<(string Name, string Value)> raw, DefectSink defects, string where)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new Dictionary<string, SortedDictionary<int, (string Value, bool Encoded)>>(StringComparer.Ordinal);
        foreach (var (name, value) in raw)
        {
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                result.TryAdd(name, HeaderText.Decode(value, defects, where));
                continue;
            }

            var encoded = name.EndsWith('*');
            var index = name[(star + 1)..].TrimEnd('*');
            var number = 0;
            if (index.Length == 0 || int.TryParse(index, out number))
            {
                var key = name[..star];
                sections.TryAdd(key, []);
                sections[key].TryAdd(number, (value, encoded));
            }
        }

        foreach (var (name, parts) in sections)
        {
            // RFC 2231 wins over a plain parameter of the same name, which is there for old readers.
            result[name] = HeaderText.Clean(JoinSections(parts, defects, where));
        }

        return result;
    }

    private static string JoinSections(SortedDictionary<int, (string Value, bool Encoded)> parts, DefectSink defects, string where)
    {
        string? charset = null;
        List<byte> bytes = [];
        var expected = 0;
        foreach (var (number, (value, encoded)) in parts)
        {
            if (number != expected++)
            {
                defects.Add(MailDefectKind.MalformedHeader, where);
                break;
            }

            var rest = value;
            if (encoded && number == 0 && value.Split('\'', 3) is { Length: 3 } pieces)
            {
                charset = pieces[0];
                rest = pieces[2];
            }

            bytes.AddRange(encoded ? PercentDecode(rest) : Encoding.UTF8.GetBytes(rest));
        }

        var text = Charsets.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes), charset, out var guessed);
        if (guessed && charset is not null)
        {
            defects.Add(MailDefectKind.CharsetGuessed, where);
        }

        return text;
    }

    private static List<byte> PercentDecode(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        var result = new List<byte>(utf8.Length);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '%' && i + 2 < utf8.Length && TransferDecoder.Hex(utf8[i + 1], utf8[i + 2]) is >= 0 and var b)
            {
                result.Add((byte)b);
                i += 2;
            }
            else
            {
                result.Add(utf8[i]);
            }
        }

        return result;
    }
}
