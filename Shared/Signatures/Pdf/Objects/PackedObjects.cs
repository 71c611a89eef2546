namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>An object stream, unpacked (ISO 32000-1 §7.5.7).</summary>
internal sealed class PackedObjects
{
    private readonly byte[] _data;
    private readonly List<(int Number, int Offset)> _directory;
    private readonly Dictionary<int, PdfValue> _values = [];

    private PackedObjects(byte[] data, List<(int Number, int Offset)> directory)
    {
        _data = data;
        _directory = directory;
    }

    public static PackedObjects Read(PdfStream stream, Func<PdfValue, PdfValue> resolve)
    {
        if (stream.Dictionary["Type"] is not PdfName { Value: "ObjStm" }
            || resolve(stream.Dictionary["N"]) is not PdfNumber { Integer: >= 0 and <= 1_000_000 and { } count }
            || resolve(stream.Dictionary["First"]) is not PdfNumber { Integer: >= 0 and { } first })
        {
            throw Damaged();
        }

        var data = PdfFilters.Decode(stream, resolve);
        var parser = new PdfParser(data, 0);
        var directory = new List<(int, int)>();
        for (var i = 0L; i < count; i++)
        {
            var number = parser.ReadInteger();
            var offset = first + parser.ReadInteger();
            if (number > int.MaxValue || offset >= data.Length)
            {
                throw Damaged();
            }

            InspectionWork.ReadPdf(1);
            directory.Add(((int)number, (int)offset));
        }

        return new PackedObjects(data, directory);
    }

    /// <summary>The object at an index; it must be the one the table promises.</summary>
    public PdfValue Get(int number, long index)
    {
        if (_values.TryGetValue(number, out var known))
        {
            return known;
        }

        if (index >= _directory.Count || _directory[(int)index].Number != number)
        {
            throw Damaged();
        }

        return _values[number] = new PdfParser(_data, _directory[(int)index].Offset).ReadValue();
    }

    private static PdfFormatException Damaged() => new("The PDF is damaged: an object stream cannot be read.");
}
