namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>One state of the document: its newest table of objects with all older ones beneath.</summary>
internal sealed class PdfRevision
{
    private const int MaxReferences = 20;
    private const int EntriesOfOneUnit = 4;
    private readonly PdfFile _file;
    private readonly Dictionary<int, XrefEntry> _entries = [];
    private readonly Dictionary<int, PdfValue> _values = [];
    private int _depth;

    public PdfRevision(PdfFile file, List<XrefSection> sections, int end)
    {
        _file = file;
        Sections = sections;
        End = end;
        InspectionWork.ReadPdf(sections.Sum(s => s.Entries.Count) / EntriesOfOneUnit);
        foreach (var (number, entry) in sections.SelectMany(s => s.Entries))
        {
            _entries.TryAdd(number, entry);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<XrefSection> Sections { get; }

    /// <summary>The bytes before this offset make up the revision.</summary>
    public int End { get; }

    public PdfDictionary Trailer => Sections[0].Trailer;

    public PdfDictionary Catalog => Dictionary(Trailer["Root"]) is { Entries.Count: > 0 } catalog ? catalog : throw new PdfFormatException("The PDF is damaged: it has no catalogue.");

    /// <summary>The object a reference means in this revision; anything else unchanged. A reference to nothing is null (§7.3.10).</summary>
    public PdfValue Resolve(PdfValue value)
    {
        for (var i = 0; i < MaxReferences; i++)
        {
            if (value is not PdfReference reference)
            {
                return value;
            }

            value = Get(reference);
        }

        throw new PdfFormatException("The PDF is damaged: a reference leads in a circle.");
    }

    public PdfDictionary Dictionary(PdfValue value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => PdfDictionary.Empty,
    };

    public IReadOnlyList<PdfValue> Array(PdfValue value) => Resolve(value) is PdfArray array ? array.Items : [];

    public string? Name(PdfValue value) => (Resolve(value) as PdfName)?.Value;

    public byte[] Bytes(PdfValue value) => Resolve(value) is PdfStream stream ? PdfFilters.Decode(stream, Resolve) : [];

    private PdfValue Get(PdfReference reference)
    {
        if (!_entries.TryGetValue(reference.Number, out var entry) || entry.IsFree || entry.Generation != reference.Generation)
        {
            return PdfValue.Null;
        }

        if (!_values.TryGetValue(reference.Number, out var value))
        {
            if (++_depth > MaxReferences)
            {
                throw new PdfFormatException("The PDF is damaged: a reference leads in a circle.");
            }

            value = Read(reference.Number, entry);
            _depth--;
            _values[reference.Number] = value;
        }

        return value;
    }

    private PdfValue Read(int number, XrefEntry entry)
    {
        if (entry.StreamNumber == 0)
        {
            return ReadAt(number, entry);
        }

        return _entries.TryGetValue(entry.StreamNumber, out var holder) && holder is { IsFree: false, StreamNumber: 0 } && Get(new PdfReference(entry.StreamNumber, holder.Generation)) is PdfStream stream
            ? _file.Unpack(holder.Offset, stream, Resolve).Get(number, entry.Offset)
            : throw new PdfFormatException("The PDF is damaged: an object stream is missing.");
    }

    private PdfValue ReadAt(int number, XrefEntry entry)
    {
        var read = _file.ReadAt(entry.Offset, Resolve);
        return read.Number == number && read.Generation == entry.Generation && read.End <= End
            ? read.Value
            : throw new PdfFormatException("The PDF is damaged: an object is not where its table says.");
    }
}
