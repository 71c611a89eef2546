namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>
/// A PDF with all its revisions. What was read once is kept, so that looking at ten revisions costs little more than at one.
/// </summary>
internal sealed class PdfFile(ReadOnlyMemory<byte> bytes)
{
    private readonly XrefReader _xref = new(bytes);
    private readonly Dictionary<long, PdfIndirectObject> _objects = [];
    private readonly Dictionary<long, PackedObjects> _packed = [];

    /// <summary>Entries of a hostile table may all point into one long object; what is read again and again is counted.</summary>
    private long _budget = (16L * bytes.Length) + (1024 * 1024);

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The state of the document that ends at the given offset.</summary>
    /// <exception cref="PdfFormatException">No revision ends there, or it cannot be read.</exception>
    public PdfRevision RevisionAt(int end)
    {
        var keyword = bytes.Span[..end].LastIndexOf("startxref"u8);
        if (keyword < 0)
        {
            throw new PdfFormatException("The PDF is damaged: it has no end (startxref).");
        }

        var parser = new PdfParser(bytes[..end], keyword);
        parser.TryReadKeyword("startxref");
        var sections = new List<XrefSection>();
        for (long? offset = parser.ReadInteger(); offset is { } at; offset = sections[^1].Previous)
        {
            if (at >= end || sections.Count >= 2_000 || sections.Exists(s => s.Offset == at))
            {
                throw new PdfFormatException("The PDF is damaged: its revisions do not follow each other.");
            }

            sections.Add(_xref.Read(at));
        }

        return new PdfRevision(this, sections, end);
    }

    /// <summary>
    /// The document as a scan for objects shows it, when its tables are damaged. Other readers scan differently, so this is good for telling
    /// what a broken file held, never for calling it intact.
    /// </summary>
    public PdfRevision Recovered() => new(this, [PdfRecovery.Scan(bytes)], bytes.Length);

    /// <summary>Reads an object of the file. One whose length stands in another object depends on the revision and is not kept.</summary>
    public PdfIndirectObject ReadAt(long offset, Func<PdfValue, PdfValue> resolve)
    {
        if (_objects.TryGetValue(offset, out var known))
        {
            return known;
        }

        if (offset < 0 || offset >= bytes.Length)
        {
            throw new PdfFormatException("The PDF is damaged: an object stands outside the file.");
        }

        var read = PdfObjectReader.Read(bytes, (int)offset, resolve);
        _budget -= read.Value is PdfStream { Raw.Length: var raw } ? read.End - offset - raw : read.End - offset;
        if (_budget < 0)
        {
            throw new PdfFormatException("The PDF lists the same bytes as too many objects.");
        }

        if (read.Value is not PdfStream { Dictionary: var dictionary } || dictionary["Length"] is not PdfReference)
        {
            _objects.Add(offset, read);
        }

        return read;
    }

    public PackedObjects Unpack(long offset, PdfStream stream, Func<PdfValue, PdfValue> resolve)
    {
        if (!_packed.TryGetValue(offset, out var packed))
        {
            packed = PackedObjects.Read(stream, resolve);
            _packed.Add(offset, packed);
        }

        return packed;
    }
}
