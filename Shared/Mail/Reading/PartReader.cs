using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>
/// Builds the tree of parts. Works from the outside in, each multipart cut only within the bytes of its parent, so that an outer
/// boundary ends the inner ones and depth times size bounds the work.
/// </summary>
internal sealed class PartReader(MimeLimits limits, PartReader.PartBudget budget)
{
    private readonly DefectSink _defects = new();

    public MimeLimits Limits => limits;

    public DefectSink Defects => _defects;

    /// <summary>True while parts may still be read; counts this one.</summary>
    public bool TryTake() => budget.Left-- > 0;

    /// <summary>A reader for an attached mail: own defects, shared budget.</summary>
    public PartReader ForAttachedMail() => new(limits, budget);

    public MimePart Read(ReadOnlyMemory<byte> raw, string number, int depth, string defaultType)
    {
        budget.Left--;
        var where = "part " + number;
        var (headers, bodyStart) = HeaderBlockReader.Read(raw, limits, _defects, where);
        return Build(raw, headers, raw[bodyStart..], number, depth, defaultType);
    }

    public MimePart Build(
        ReadOnlyMemory<byte> raw, MailHeaders headers, ReadOnlyMemory<byte> body, string number, int depth, string defaultType)
    {
        var where = "part " + number;
        var type = ParameterList.Read(headers.FirstRaw("Content-Type"), _defects, where);
        var disposition = ParameterList.Read(headers.FirstRaw("Content-Disposition"), _defects, where);
        var encoding = (headers.FirstRaw("Content-Transfer-Encoding") ?? "").Split(';', '(')[0].Trim().ToLowerInvariant();
        var fileName = disposition.Parameters.GetValueOrDefault("filename") ?? type.Parameters.GetValueOrDefault("name");
        var contentType = TypeOf(type.Value, fileName, defaultType, where);

        List<MimePart> children = [];
        if (contentType.StartsWith("multipart/", StringComparison.Ordinal))
        {
            if (depth >= limits.MaxDepth)
            {
                _defects.Add(MailDefectKind.DepthLimit, where);
                contentType = "application/octet-stream";
                fileName ??= "neatvērts.eml";
            }
            else
            {
                children = Children(type, contentType, encoding, body, number, depth);
                if (children.Count == 0)
                {
                    _defects.Add(MailDefectKind.MissingBoundary, where);
                    contentType = "text/plain";
                }
            }
        }

        return new MimePart
        {
            Number = number,
            Headers = headers,
            ContentType = contentType,
            Parameters = type.Parameters,
            Disposition = disposition.Value.Length == 0 ? null : disposition.Value,
            GivenFileName = fileName,
            ContentId = headers.First("Content-ID")?.Trim(' ', '<', '>'),
            Raw = raw,
            EncodedBody = body,
            Children = children,
            TransferEncoding = encoding,
            Depth = depth,
        };
    }

    private string TypeOf(string given, string? fileName, string defaultType, string where)
    {
        if (given.Length == 0)
        {
            return defaultType;
        }

        var slash = given.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < given.Length - 1 && given.Length <= 200 && given.All(c => c is > ' ' and < '\x7F'))
        {
            return given;
        }

        _defects.Add(MailDefectKind.InvalidContentType, where);
        return given switch
        {
            "text" or "plain" => "text/plain",
            "html" => "text/html",
            _ => fileName is null ? "text/plain" : "application/octet-stream",
        };
    }

    private List<MimePart> Children(
        ParameterList type, string contentType, string encoding, ReadOnlyMemory<byte> body, string number, int depth)
    {
        var boundary = type.Parameters.GetValueOrDefault("boundary")?.TrimEnd();
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 1000)
        {
            return [];
        }

        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var children = Split(body, delimiter, contentType, number, depth);
        if (children.Count == 0 && encoding is "base64" or "quoted-printable")
        {
            // Forbidden by RFC 2045 §6.4, sent nevertheless.
            _defects.Add(MailDefectKind.TransferEncoding, "part " + number);
            var decoded = encoding == "base64"
                ? TransferDecoder.Base64(body.Span, out _)
                : TransferDecoder.QuotedPrintable(body.Span, out _);
            children = Split(decoded, delimiter, contentType, number, depth);
        }

        return children;
    }

    private List<MimePart> Split(ReadOnlyMemory<byte> body, byte[] delimiter, string contentType, string number, int depth)
    {
        var defaultType = contentType == "multipart/digest" ? "message/rfc822" : "text/plain";
        List<MimePart> children = [];
        var start = -1;
        var position = 0;
        var closed = false;
        var span = body.Span;
        while (position < span.Length && !closed)
        {
            var end = HeaderBlockReader.EndOfLine(span, position);
            if (IsDelimiter(span[position..end], delimiter, out closed))
            {
                if (start >= 0 && !Add(body[start..BeforeLineBreak(span, start, position)]))
                {
                    return children;
                }

                start = end;
            }

            position = end;
        }

        if (start >= 0 && !closed)
        {
            _defects.Add(MailDefectKind.MissingEndBoundary, "part " + number);
            if (start < span.Length)
            {
                Add(body[start..]);
            }
        }

        return children;

        bool Add(ReadOnlyMemory<byte> part)
        {
            var childNumber = number == "0" ? $"{children.Count + 1}" : $"{number}.{children.Count + 1}";
            if (budget.Left > 0)
            {
                children.Add(Read(part, childNumber, depth + 1, defaultType));
                return true;
            }

            _defects.Add(MailDefectKind.PartLimit, "part " + number);
            children.Add(Unread(body[start..], childNumber, depth + 1));
            return false;
        }
    }

    private static MimePart Unread(ReadOnlyMemory<byte> rest, string number, int depth) => new()
    {
        Number = number,
        Headers = new MailHeaders([]),
        ContentType = "application/octet-stream",
        Parameters = new Dictionary<string, string>(),
        Disposition = "attachment",
        GivenFileName = "neatvērts.eml",
        Raw = rest,
        EncodedBody = rest,
        Depth = depth,
    };

    private static bool IsDelimiter(ReadOnlySpan<byte> line, byte[] delimiter, out bool closing)
    {
        closing = false;
        if (!line.StartsWith(delimiter))
        {
            return false;
        }

        var rest = line[delimiter.Length..];
        if (rest.StartsWith("--"u8))
        {
            closing = rest[2..].IndexOfAnyExcept(" \t\r\n"u8) < 0;
            return closing;
        }

        return rest.IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    private static int BeforeLineBreak(ReadOnlySpan<byte> span, int start, int end)
    {
        if (end > start && span[end - 1] == '\n')
        {
            end--;
        }

        return end > start && span[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Parts that may still be read, one count for a mail and the mails attached to it.</summary>
    internal sealed class PartBudget(int parts)
    {
        public int Left { get; set; } = parts;
    }
}
