namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>An object read from the file itself.</summary>
/// <param name="Number">As its header says.</param>
/// <param name="Generation">As its header says.</param>
/// <param name="Value">A stream, or any other object.</param>
/// <param name="End">One past its last byte.</param>
internal sealed record PdfIndirectObject(int Number, int Generation, PdfValue Value, int End);

/// <summary>Reads "n g obj … endobj" (ISO 32000-1 §7.3.10, §7.3.8).</summary>
internal static class PdfObjectReader
{
    public static PdfIndirectObject Read(ReadOnlyMemory<byte> bytes, int offset, Func<PdfValue, PdfValue> resolve)
    {
        var parser = new PdfParser(bytes, offset);
        var number = parser.ReadInteger();
        var generation = parser.ReadInteger();
        if (number > int.MaxValue || generation > 65535 || !parser.TryReadKeyword("obj"))
        {
            throw Damaged();
        }

        var value = parser.ReadValue();
        if (value is not PdfDictionary dictionary || !parser.TryReadKeyword("stream"))
        {
            return parser.TryReadKeyword("endobj") ? new PdfIndirectObject((int)number, (int)generation, value, parser.Position) : throw Damaged();
        }

        var start = AfterLineEnd(bytes.Span, parser.Position);
        if (resolve(dictionary["Length"]) is not PdfNumber { Integer: >= 0 and { } length } || length > bytes.Length - start)
        {
            throw Damaged();
        }

        var after = new PdfParser(bytes, start + (int)length);
        if (!after.TryReadKeyword("endstream"))
        {
            throw Damaged();
        }

        return new PdfIndirectObject((int)number, (int)generation, new PdfStream(dictionary, bytes.Slice(start, (int)length)), after.Position);
    }

    private static int AfterLineEnd(ReadOnlySpan<byte> span, int at)
    {
        at += at < span.Length && span[at] == '\r' ? 1 : 0;
        return at < span.Length && span[at] == '\n' ? at + 1 : at;
    }

    private static PdfFormatException Damaged() => new("The PDF is damaged: an object is not where its table says.");
}
