using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Reads what <see cref="BlobWriter"/> wrote. Every method throws <see cref="InvalidDataException"/> where the bytes end or make no sense.</summary>
internal ref struct BlobReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public bool ReadFlag() => ReadByte() != 0;

    public DateTime ReadInstant()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : throw new InvalidDataException("No instant.");
    }

    public int ReadNumber()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = ReadByte();
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)(value >> 1) ^ -(int)(value & 1);
            }
        }

        throw new InvalidDataException("No number.");
    }

    public string? ReadText()
    {
        var length = ReadNumber();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public string ReadKnownText() => ReadText() ?? throw new InvalidDataException("A text is missing.");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException("The blob ends too early.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
