using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Letters.Pdf.Fonts;

/// <summary>The table directory of a TrueType file (OpenType specification, chapter „Organization of an OpenType Font”).</summary>
internal sealed class FontTables
{
    private const uint TrueTypeOutlines = 0x00010000;
    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];

    public FontTables(byte[] data)
    {
        _data = data;
        if (data.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(data) != TrueTypeOutlines)
        {
            throw new FontFormatException("it is not a TrueType file with glyf outlines");
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(4));
        for (var i = 0; i < count; i++)
        {
            var record = Slice(12 + (16 * i), 16);
            var offset = BinaryPrimitives.ReadUInt32BigEndian(record[8..]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(record[12..]);
            if (offset > data.Length || length > data.Length - offset)
            {
                throw new FontFormatException("its table directory points outside the file");
            }

            _tables[Encoding.ASCII.GetString(record[..4])] = ((int)offset, (int)length);
        }
    }

    public ReadOnlySpan<byte> this[string tag] => Memory(tag).Span;

    public bool Has(string tag) => _tables.ContainsKey(tag);

    public ReadOnlyMemory<byte> Memory(string tag) => _tables.TryGetValue(tag, out var table)
        ? _data.AsMemory(table.Offset, table.Length)
        : throw new FontFormatException($"its table '{tag}' is missing");

    private ReadOnlySpan<byte> Slice(int offset, int length) => offset + length <= _data.Length
        ? _data.AsSpan(offset, length)
        : throw new FontFormatException("it ends inside its table directory");
}
