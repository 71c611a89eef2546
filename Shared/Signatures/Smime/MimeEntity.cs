using System.Text;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>
/// A MIME entity with its exact bytes (RFC 2045, 2046), as far as S/MIME needs it: header fields, Content-Type, and the parts of a
/// multipart byte for byte, because the signature covers bytes and not their meaning.
/// </summary>
internal sealed class MimeEntity
{
    private const int MaxHeaderBytes = 1024 * 1024;
    private const int FirstHeaderBytes = 64 * 1024;
    private const int MaxFields = 5_000;
    private const int MaxParts = 200;

    private MimeEntity(ReadOnlyMemory<byte> bytes, int bodyOffset, List<KeyValuePair<string, string>> fields)
    {
        Bytes = bytes;
        Body = bytes[bodyOffset..];
        Fields = fields;
        ContentType = All("Content-Type") is [var one] ? MimeType.Parse(one) : null;
    }

    /// <summary>Header and body, exactly as they came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Null when there is none, more than one, or an unreadable one.</summary>
    public MimeType? ContentType { get; }

    /// <summary>Several Content-Types: one reader sees a signed message where another sees plain text.</summary>
    public bool IsAmbiguouslySigned => All("Content-Type") is { Count: > 1 } types
        && types.Select(MimeType.Parse).Any(t => t?.MediaType is "multipart/signed" or "application/pkcs7-mime" or "application/x-pkcs7-mime");

    public bool IsMultipartSigned => ContentType?.MediaType == "multipart/signed";

    public bool IsPkcs7Mime => ContentType?.MediaType is "application/pkcs7-mime" or "application/x-pkcs7-mime";

    public bool IsPkcs7Signature => ContentType?.MediaType is "application/pkcs7-signature" or "application/x-pkcs7-signature";

    private List<KeyValuePair<string, string>> Fields { get; }

    /// <summary>Null when the bytes do not begin with header fields.</summary>
    public static MimeEntity? Read(ReadOnlyMemory<byte> bytes)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var span = bytes.Span;
        var at = span.StartsWith("From "u8) ? NextLine(span, 0) : 0;
        while (at < span.Length && at < MaxHeaderBytes && fields.Count < MaxFields)
        {
            var end = NextLine(span, at);
            if (Text(span[at..end]).Length == 0)
            {
                return fields.Count == 0 ? null : new MimeEntity(bytes, end, fields);
            }

            while (end < span.Length && span[end] is (byte)' ' or (byte)'\t')
            {
                end = NextLine(span, end);
            }

            if (Field(Text(span[at..end])) is not { } field)
            {
                return null;
            }

            fields.Add(field);
            at = end;
        }

        return fields.Count == 0 || at < span.Length ? null : new MimeEntity(bytes, span.Length, fields);
    }

    /// <summary>Only the header of a long message; as long as a header may be, since mail servers and filters add to it without end.</summary>
    public static MimeEntity? ReadHeader(Containers.ByteSource source)
    {
        for (var length = FirstHeaderBytes; ; length *= 4)
        {
            var taken = (int)Math.Min(source.Length, length);
            var bytes = source.ReadExactly(0, taken);
            if (Read(bytes) is not { } entity)
            {
                return null;
            }

            if (entity.Body.Length > 0 || taken == source.Length || length >= MaxHeaderBytes)
            {
                return entity;
            }
        }
    }

    public IReadOnlyList<string> All(string field) => [.. Fields.Where(f => string.Equals(f.Key, field, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value)];

    /// <summary>
    /// The parts between the boundary lines, each without the line break that belongs to the next boundary (RFC 2046 §5.1.1).
    /// Null when the boundary is missing, the end is, or there are too many parts.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Parts() => Split(out _);

    private List<ReadOnlyMemory<byte>>? Split(out bool hasTextAround)
    {
        hasTextAround = false;
        if (ContentType?.Parameter("boundary") is not { Length: > 0 and <= 200 } boundary)
        {
            return null;
        }

        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var span = Body.Span;
        var parts = new List<ReadOnlyMemory<byte>>();
        var start = -1;
        for (var line = 0; line < span.Length;)
        {
            var next = NextLine(span, line);
            if (IsDelimiter(span[line..next], delimiter, out var last))
            {
                if (start >= 0)
                {
                    parts.Add(Body[start..Math.Max(start, BeforeBreak(span, line))]);
                }

                if (last)
                {
                    hasTextAround |= HasText(span[next..]);
                    return parts;
                }

                start = next;
                if (parts.Count > MaxParts)
                {
                    return null;
                }
            }
            else if (start < 0)
            {
                hasTextAround |= HasText(span[line..next]);
            }

            line = next;
        }

        return null;
    }

    private static bool HasText(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n"u8) >= 0;

    /// <summary>Is there text before the first or after the last boundary line (RFC 2046 §5.1.1: preamble, epilogue)? It belongs to no part.</summary>
    public bool HasTextAroundParts() => Split(out var hasTextAround) is not null && hasTextAround;

    /// <summary>The decoded body; null when base64 is damaged.</summary>
    public byte[]? DecodedBody()
    {
        if (!All("Content-Transfer-Encoding").Any(e => e.Trim().Equals("base64", StringComparison.OrdinalIgnoreCase)))
        {
            return Body.ToArray();
        }

        var text = Encoding.Latin1.GetString(Body.Span);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static bool IsDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter, out bool last)
    {
        last = false;
        if (!line.StartsWith(delimiter))
        {
            return false;
        }

        var rest = line[delimiter.Length..].TrimEnd(" \t\r\n"u8);
        last = rest.SequenceEqual("--"u8);
        return last || rest.IsEmpty;
    }

    private static int BeforeBreak(ReadOnlySpan<byte> span, int line)
    {
        var end = line;
        if (end > 0 && span[end - 1] == '\n')
        {
            end--;
            if (end > 0 && span[end - 1] == '\r')
            {
                end--;
            }
        }

        return end;
    }

    private static int NextLine(ReadOnlySpan<byte> span, int at)
    {
        var found = span[at..].IndexOf((byte)'\n');
        return found < 0 ? span.Length : at + found + 1;
    }

    private static string Text(ReadOnlySpan<byte> line) => Encoding.Latin1.GetString(line).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static KeyValuePair<string, string>? Field(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && line.AsSpan(0, colon).TrimEnd().IndexOfAnyExceptInRange('!', '~') < 0
            ? KeyValuePair.Create(line[..colon].TrimEnd(), line[(colon + 1)..].Trim())
            : null;
    }
}
