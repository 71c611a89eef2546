using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Splits header fields from the bytes of a mail or part: RFC 5322 §2.2 with LF or CRLF, folding, and what real senders make of it.</summary>
internal static class HeaderBlockReader
{
    /// <summary>Reads up to the blank line.</summary>
    /// <param name="raw">The mail or part.</param>
    /// <param name="limits">Counts and sizes.</param>
    /// <param name="defects">Where faults go.</param>
    /// <param name="where">Name of the place for defects.</param>
    /// <param name="stopAtJunk">A line that is no header starts the body, unless a header follows it.</param>
    /// <returns>The fields and the offset at which the body starts.</returns>
    public static (MailHeaders Headers, int BodyStart) Read(
        ReadOnlyMemory<byte> raw, MimeLimits limits, DefectSink defects, string where, bool stopAtJunk = true)
    {
        var span = raw.Span;
        List<MailHeader> fields = [];
        var block = 0;
        var position = SkipMboxLine(span);
        while (position < span.Length)
        {
            var lineEnd = EndOfLine(span, position);
            var line = TrimLineBreak(span[position..lineEnd]);
            if (line.IsEmpty)
            {
                return (new MailHeaders(fields), lineEnd);
            }

            var nameLength = NameLength(line);
            if (nameLength == 0)
            {
                defects.Add(MailDefectKind.MalformedHeader, where);
                if (stopAtJunk && !(lineEnd < span.Length && NameLength(span[lineEnd..EndOfLine(span, lineEnd)]) > 0))
                {
                    return (new MailHeaders(fields), position);
                }

                position = lineEnd;
                continue;
            }

            var fieldEnd = lineEnd;
            while (fieldEnd < span.Length && span[fieldEnd] is (byte)' ' or (byte)'\t')
            {
                var end = EndOfLine(span, fieldEnd);
                if (IsBlank(span[fieldEnd..end]) && !(end < span.Length && span[end] is (byte)' ' or (byte)'\t'))
                {
                    // A line of spaces only: some gateways write the separator so.
                    break;
                }

                fieldEnd = end;
            }

            block += Math.Min(fieldEnd - position, limits.MaxHeaderBytes);
            if (fields.Count >= limits.MaxHeaders || block > limits.MaxHeaderBlockBytes)
            {
                defects.Add(MailDefectKind.HeaderLimit, where);
            }
            else
            {
                fields.Add(Field(span[position..fieldEnd], nameLength, limits, defects, where));
            }

            position = fieldEnd;
            if (position < span.Length && span[position] is (byte)' ' or (byte)'\t')
            {
                defects.Add(MailDefectKind.MalformedHeader, where);
                return (new MailHeaders(fields), EndOfLine(span, position));
            }
        }

        return (new MailHeaders(fields), span.Length);
    }

    /// <summary>Length of a field name before its colon; 0 when the line is no header field.</summary>
    public static int NameLength(ReadOnlySpan<byte> line)
    {
        var length = 0;
        while (length < line.Length && line[length] is > 32 and < 127 and not (byte)':')
        {
            length++;
        }

        var colon = length;
        while (colon < line.Length && line[colon] is (byte)' ' or (byte)'\t')
        {
            colon++;
        }

        return length is > 0 and <= 200 && colon < line.Length && line[colon] == ':' ? length : 0;
    }

    public static int EndOfLine(ReadOnlySpan<byte> span, int position)
    {
        var lf = span[position..].IndexOf((byte)'\n');
        return lf < 0 ? span.Length : position + lf + 1;
    }

    public static ReadOnlySpan<byte> TrimLineBreak(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8))
        {
            line = line[..^1];
        }

        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static int SkipMboxLine(ReadOnlySpan<byte> span) =>
        span.StartsWith("From "u8) || span.StartsWith(">From "u8) ? EndOfLine(span, 0) : 0;

    private static MailHeader Field(ReadOnlySpan<byte> field, int nameLength, MimeLimits limits, DefectSink defects, string where)
    {
        var name = Encoding.ASCII.GetString(field[..nameLength]);
        var value = field[(field.IndexOf((byte)':') + 1)..];
        if (value.Length > limits.MaxHeaderBytes)
        {
            defects.Add(MailDefectKind.HeaderLimit, where);
            value = value[..limits.MaxHeaderBytes];
        }

        var unfolded = value.Contains((byte)'\n') ? Unfold(value) : TrimLineBreak(value);
        return new MailHeader(name, HeaderText.FromBytes(unfolded, defects, where).Trim(' ', '\t', '\r', '\n'));
    }

    private static byte[] Unfold(ReadOnlySpan<byte> value)
    {
        var result = new byte[value.Length];
        var length = 0;
        var position = 0;
        while (position < value.Length)
        {
            var end = EndOfLine(value, position);
            var line = TrimLineBreak(value[position..end]);
            line.CopyTo(result.AsSpan(length));
            length += line.Length;
            position = end;
        }

        return result[..length];
    }
}
