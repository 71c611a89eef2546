namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>Reads cross-reference sections: tables, streams, and both at once (hybrid files).</summary>
internal sealed class XrefReader(ReadOnlyMemory<byte> bytes)
{
    private const int MaxEntries = 1_000_000;
    private readonly Dictionary<long, XrefSection> _sections = [];
    private int _entries;

    /// <exception cref="PdfFormatException">No section stands at the offset.</exception>
    public XrefSection Read(long offset)
    {
        if (offset < 0 || offset >= bytes.Length)
        {
            throw Damaged();
        }

        if (!_sections.TryGetValue(offset, out var section))
        {
            var parser = new PdfParser(bytes, (int)offset);
            section = parser.TryReadKeyword("xref") ? ReadTable(offset, parser) : ReadStream(offset);
            _sections.Add(offset, section);
        }

        return section;
    }

    private XrefSection ReadTable(long offset, PdfParser parser)
    {
        var entries = new Dictionary<int, XrefEntry>();
        while (!parser.TryReadKeyword("trailer"))
        {
            var first = parser.ReadInteger();
            var count = parser.ReadInteger();
            for (var i = 0L; i < count; i++)
            {
                var position = parser.ReadInteger();
                var generation = parser.ReadInteger();
                var inUse = parser.TryReadKeyword("n");
                if (!inUse && !parser.TryReadKeyword("f"))
                {
                    throw Damaged();
                }

                Add(entries, first + i, inUse ? new XrefEntry(0, position, (int)Math.Min(generation, 65535)) : XrefEntry.Free);
            }
        }

        if (parser.ReadValue() is not PdfDictionary trailer)
        {
            throw Damaged();
        }

        if (trailer["XRefStm"] is PdfNumber { Integer: { } hidden })
        {
            // §7.5.8.4: objects the table calls free may stand in the stream.
            foreach (var (number, entry) in ReadStream(hidden).Entries.Where(e => !entries.TryGetValue(e.Key, out var listed) || listed.IsFree))
            {
                entries[number] = entry;
            }
        }

        return new XrefSection(offset, entries, trailer, Previous(trailer));
    }

    private XrefSection ReadStream(long offset)
    {
        if (offset < 0 || offset >= bytes.Length)
        {
            throw Damaged();
        }

        if (PdfObjectReader.Read(bytes, (int)offset, static v => v is PdfReference ? PdfValue.Null : v).Value is not PdfStream { Dictionary: var trailer } stream
            || trailer["Type"] is not PdfName { Value: "XRef" }
            || trailer["W"] is not PdfArray { Items: [PdfNumber { Integer: >= 0 and <= 4 and var w0 }, PdfNumber { Integer: >= 0 and <= 8 and var w1 }, PdfNumber { Integer: >= 0 and <= 4 and var w2 }] })
        {
            throw Damaged();
        }

        var data = PdfFilters.Decode(stream, static v => v);
        var ranges = trailer["Index"] is PdfArray index ? index.Items.Select(i => (i as PdfNumber)?.Integer ?? throw Damaged()).ToList() : [0, (trailer["Size"] as PdfNumber)?.Integer ?? throw Damaged()];
        var entries = new Dictionary<int, XrefEntry>();
        var width = (int)(w0 + w1 + w2);
        var at = 0;
        for (var r = 0; r + 1 < ranges.Count; r += 2)
        {
            for (var i = 0L; i < ranges[r + 1]; i++, at += width)
            {
                if (width == 0 || at + width > data.Length)
                {
                    throw Damaged();
                }

                var row = data.AsSpan(at, width);
                var kind = w0 == 0 ? 1 : Field(row[..(int)w0]);
                var second = Field(row.Slice((int)w0, (int)w1));
                var third = Field(row[(int)(w0 + w1)..]);
                Add(entries, ranges[r] + i, kind switch
                {
                    1 => new XrefEntry(0, second, (int)Math.Min(third, 65535)),
                    2 when second is > 0 and <= int.MaxValue => new XrefEntry((int)second, third, 0),
                    _ => XrefEntry.Free,
                });
            }
        }

        return new XrefSection(offset, entries, trailer, Previous(trailer));
    }

    private void Add(Dictionary<int, XrefEntry> entries, long number, XrefEntry entry)
    {
        InspectionWork.ReadPdf(1);
        if (++_entries > MaxEntries || number is < 0 or > int.MaxValue)
        {
            throw new PdfFormatException("The PDF lists too many objects.");
        }

        // Number 0 heads the free list. Of an object listed twice in one section the first counts; readers differ, so it is refused.
        if (!entries.TryAdd((int)number, entry) && number != 0 && entries[(int)number] != entry)
        {
            throw new PdfFormatException("The PDF lists an object twice in one table.");
        }
    }

    private static long Field(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var part in field)
        {
            value = (value << 8) | part;
        }

        return value;
    }

    private static long? Previous(PdfDictionary trailer) => trailer["Prev"] is PdfNumber { Integer: { } previous } ? previous : null;

    private static PdfFormatException Damaged() => new("The PDF is damaged: its table of objects cannot be read.");
}
