namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>Literal and hexadecimal strings (ISO 32000-1 §7.3.4).</summary>
internal static class PdfStringReader
{
    public static PdfString ReadHex(ReadOnlySpan<byte> span, int start, Action<int> advance)
    {
        var length = span[start..].IndexOf((byte)'>');
        if (length < 0)
        {
            throw Damaged();
        }

        var decoded = new byte[length / 2 + 1];
        var digits = 0;
        foreach (var digit in span.Slice(start + 1, length - 1))
        {
            var value = char.IsAsciiHexDigit((char)digit) ? HexValue(digit) : PdfParser.IsWhiteSpace(digit) ? -1 : throw Damaged();
            if (value >= 0)
            {
                decoded[digits / 2] |= (byte)(digits % 2 == 0 ? value << 4 : value);
                digits++;
            }
        }

        advance(start + length + 1);
        return new PdfString(decoded[..((digits + 1) / 2)], start, start + length + 1, isHex: true);
    }

    public static PdfString ReadLiteral(ReadOnlySpan<byte> span, int start, Action<int> advance)
    {
        var decoded = new List<byte>();
        var open = 1;
        for (var i = start + 1; i < span.Length; i++)
        {
            switch (span[i])
            {
                case (byte)'\\' when i + 1 < span.Length:
                    i = ReadEscape(span, i + 1, decoded);
                    continue;
                case (byte)'(':
                    open++;
                    break;
                case (byte)')' when --open == 0:
                    advance(i + 1);
                    return new PdfString([.. decoded], start, i + 1, isHex: false);
            }

            decoded.Add(span[i]);
        }

        throw Damaged();
    }

    /// <returns>The last byte that belongs to the escape.</returns>
    private static int ReadEscape(ReadOnlySpan<byte> span, int at, List<byte> decoded)
    {
        if (span[at] is >= (byte)'0' and <= (byte)'7')
        {
            var value = 0;
            var end = at;
            for (; end < span.Length && end < at + 3 && span[end] is >= (byte)'0' and <= (byte)'7'; end++)
            {
                value = (value * 8) + span[end] - '0';
            }

            decoded.Add((byte)value);
            return end - 1;
        }

        switch (span[at])
        {
            case (byte)'\r':
                return at + 1 < span.Length && span[at + 1] == '\n' ? at + 1 : at;
            case (byte)'\n':
                return at;
            default:
                decoded.Add(span[at] switch { (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, (byte)'b' => 8, (byte)'f' => 12, var other => other });
                return at;
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static PdfFormatException Damaged() => new("The PDF is damaged: a string in it cannot be read.");
}
