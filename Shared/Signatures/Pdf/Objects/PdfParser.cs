using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>Reads objects one after the other (ISO 32000-1 §7.2, §7.3).</summary>
internal sealed class PdfParser(ReadOnlyMemory<byte> bytes, int position)
{
    private const int MaxDepth = 100;
    private const int BytesOfOneUnit = 32;
    private const int UnitsOfDictionary = 3;

    private Action<int>? _advance;

    public int Position { get; private set; } = position;

    public bool AtEnd => Position >= bytes.Length;

    /// <exception cref="PdfFormatException">No object stands here.</exception>
    public PdfValue ReadValue(int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new PdfFormatException("The PDF nests its objects too deeply.");
        }

        SkipWhiteSpace();
        InspectionWork.ReadPdf(1);
        var span = bytes.Span;
        return Peek() switch
        {
            (byte)'/' => new PdfName(ReadName()),
            (byte)'(' => PdfStringReader.ReadLiteral(span, Position, _advance ??= Advance),
            (byte)'<' when Position + 1 < span.Length && span[Position + 1] == '<' => ReadDictionary(depth),
            (byte)'<' => PdfStringReader.ReadHex(span, Position, _advance ??= Advance),
            (byte)'[' => ReadArray(depth),
            (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.' => ReadNumberOrReference(),
            _ => ReadKeyword() switch
            {
                "true" => new PdfBoolean(true),
                "false" => new PdfBoolean(false),
                "null" => PdfValue.Null,
                _ => throw Damaged(),
            },
        };
    }

    /// <summary>A whole number without sign.</summary>
    /// <exception cref="PdfFormatException">Something else stands here.</exception>
    public long ReadInteger()
    {
        SkipWhiteSpace();
        if (!Utf8Parser.TryParse(bytes.Span[Position..], out long value, out var length) || length > 15 || value < 0)
        {
            throw Damaged();
        }

        Position += length;
        return value;
    }

    /// <summary>Reads the word if it stands next; else stays.</summary>
    public bool TryReadKeyword(string keyword)
    {
        SkipWhiteSpace();
        var span = bytes.Span[Position..];
        if (span.Length < keyword.Length || !Ascii.Equals(span[..keyword.Length], keyword) || (span.Length > keyword.Length && IsRegular(span[keyword.Length])))
        {
            return false;
        }

        Position += keyword.Length;
        return true;
    }

    public void SkipWhiteSpace()
    {
        var span = bytes.Span;
        while (Position < span.Length)
        {
            if (span[Position] == '%')
            {
                var line = span[Position..].IndexOfAny((byte)'\r', (byte)'\n');
                Advance(line < 0 ? span.Length : Position + line);
            }
            else if (IsWhiteSpace(span[Position]))
            {
                Position++;
            }
            else
            {
                return;
            }
        }
    }

    public static bool IsWhiteSpace(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte value) => !IsWhiteSpace(value) && !"()<>[]{}/%"u8.Contains(value);

    private byte Peek() => Position < bytes.Length ? bytes.Span[Position] : (byte)0;

    /// <summary>A long string, name or comment counts for what it is long, since many objects of a hostile file may lie over it.</summary>
    private void Advance(int end)
    {
        InspectionWork.ReadPdf((end - Position) / BytesOfOneUnit);
        Position = end;
    }

    private string ReadKeyword() => Encoding.Latin1.GetString(ReadWord());

    private ReadOnlySpan<byte> ReadWord()
    {
        var span = bytes.Span;
        var start = Position;
        while (Position < span.Length && IsRegular(span[Position]) && Position - start < 40)
        {
            Position++;
        }

        return span[start..Position];
    }

    private string ReadName()
    {
        var span = bytes.Span;
        var start = Position + 1;
        var end = start;
        while (end < span.Length && IsRegular(span[end]))
        {
            end++;
        }

        if (!span[start..end].Contains((byte)'#'))
        {
            Advance(end);
            return Encoding.Latin1.GetString(span[start..end]);
        }

        InspectionWork.ReadPdf((end - start) / BytesOfOneUnit);
        return ReadEscapedName(span);
    }

    private string ReadEscapedName(ReadOnlySpan<byte> span)
    {
        var name = new StringBuilder();
        for (Position++; Position < span.Length && IsRegular(span[Position]); Position++)
        {
            if (span[Position] == '#' && Position + 2 < span.Length && Utf8Parser.TryParse(span.Slice(Position + 1, 2), out byte code, out var length, 'x') && length == 2)
            {
                name.Append((char)code);
                Position += 2;
            }
            else
            {
                name.Append((char)span[Position]);
            }
        }

        return name.ToString();
    }

    private PdfArray ReadArray(int depth)
    {
        InspectionWork.ReadPdf(1);
        var items = new List<PdfValue>();
        for (Position++; ; items.Add(ReadValue(depth + 1)))
        {
            SkipWhiteSpace();
            if (Peek() == ']' && !AtEnd)
            {
                Position++;
                return new PdfArray(items);
            }
        }
    }

    private PdfDictionary ReadDictionary(int depth)
    {
        InspectionWork.ReadPdf(UnitsOfDictionary);
        var entries = new Dictionary<string, PdfValue>(StringComparer.Ordinal);
        var repeated = false;
        for (Position += 2; ;)
        {
            SkipWhiteSpace();
            if (Peek() == '>')
            {
                Position++;
                if (Peek() != '>')
                {
                    throw Damaged();
                }

                Position++;
                return new PdfDictionary(entries, repeated);
            }

            if (Peek() != '/')
            {
                throw Damaged();
            }

            InspectionWork.ReadPdf(1);
            var key = ReadName();
            repeated |= !entries.TryAdd(key, ReadValue(depth + 1));
        }
    }

    private PdfValue ReadNumberOrReference()
    {
        var first = ReadNumber();
        if (first.Integer is not (>= 0 and <= int.MaxValue) || Peek() is not (32 or 13 or 10 or 9))
        {
            return first;
        }

        var back = Position;
        SkipWhiteSpace();
        if (Peek() is >= (byte)'0' and <= (byte)'9' && ReadNumber().Integer is >= 0 and <= 65535 and { } generation && IsWhiteSpace(Peek()) && TryReadKeyword("R"))
        {
            return new PdfReference((int)first.Integer, (int)generation);
        }

        Position = back;
        return first;
    }

    private PdfNumber ReadNumber()
    {
        return double.TryParse(ReadWord(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new PdfNumber(value)
            : throw Damaged();
    }

    private static PdfFormatException Damaged() => new("The PDF is damaged: an object in it cannot be read.");
}
