namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>An object of ISO 32000-1 §7.3, read only.</summary>
internal abstract class PdfValue
{
    public static PdfValue Null { get; } = new PdfNull();
}

internal sealed class PdfNull : PdfValue;

internal sealed class PdfBoolean(bool value) : PdfValue
{
    public bool Value => value;
}

internal sealed class PdfNumber(double value) : PdfValue
{
    public double Value => value;

    /// <summary>Null for a fraction and for what no offset or count can be.</summary>
    public long? Integer => Math.Abs(value) < 1L << 52 && Math.Truncate(value) == value ? (long)value : null;
}

internal sealed class PdfName(string value) : PdfValue
{
    public string Value => value;
}

/// <param name="bytes">Decoded.</param>
/// <param name="start">Where its ( or &lt; stands in the bytes it was read from.</param>
/// <param name="end">One past its closing sign.</param>
/// <param name="isHex">Written between angle brackets.</param>
internal sealed class PdfString(byte[] bytes, int start, int end, bool isHex) : PdfValue
{
    public byte[] Bytes => bytes;

    public int Start => start;

    public int End => end;

    public bool IsHex => isHex;
}

internal sealed class PdfArray(List<PdfValue> items) : PdfValue
{
    public IReadOnlyList<PdfValue> Items => items;
}

/// <param name="entries">The first of entries with the same key.</param>
/// <param name="hasRepeatedKey">Readers disagree about which of them counts.</param>
internal sealed class PdfDictionary(Dictionary<string, PdfValue> entries, bool hasRepeatedKey) : PdfValue
{
    public static PdfDictionary Empty { get; } = new([], false);

    public IReadOnlyDictionary<string, PdfValue> Entries => entries;

    public bool HasRepeatedKey => hasRepeatedKey;

    public PdfValue this[string key] => entries.TryGetValue(key, out var value) ? value : Null;
}

internal sealed class PdfReference(int number, int generation) : PdfValue
{
    public int Number => number;

    public int Generation => generation;
}

internal sealed class PdfStream(PdfDictionary dictionary, ReadOnlyMemory<byte> raw) : PdfValue
{
    public PdfDictionary Dictionary => dictionary;

    /// <summary>As it stands in the file, still filtered.</summary>
    public ReadOnlyMemory<byte> Raw => raw;
}
