using System.Buffers.Binary;

namespace SocialWorkflows.Mail.Files;

/// <summary>An image file directory of TIFF 6.0, which Exif uses, too. Reads nothing outside the bytes given.</summary>
internal readonly record struct TiffDirectory(int At, bool IsLittle)
{
    private const int EntrySize = 12;
    private const int ShortType = 3;
    private const int LongType = 4;

    public static TiffDirectory? First(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8 || !(content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8)))
        {
            return null;
        }

        var isLittle = content[0] == 'I';
        return Of(content, Long(content[4..], isLittle), isLittle);
    }

    public TiffDirectory? Next(ReadOnlySpan<byte> content)
    {
        var end = At + 2 + (Entries(content) * EntrySize);
        return end + 4 <= content.Length ? Of(content, Long(content[end..], IsLittle), IsLittle) : null;
    }

    /// <summary>The one number of a tag; null when it is not there.</summary>
    public long? Value(ReadOnlySpan<byte> content, int tag)
    {
        for (var i = 0; i < Entries(content); i++)
        {
            var entry = content.Slice(At + 2 + (i * EntrySize), EntrySize);
            if (Short(entry, IsLittle) == tag)
            {
                return Short(entry[2..], IsLittle) switch
                {
                    ShortType => Short(entry[8..], IsLittle),
                    LongType => Long(entry[8..], IsLittle),
                    _ => null,
                };
            }
        }

        return null;
    }

    private int Entries(ReadOnlySpan<byte> content) => Math.Min(Short(content[At..], IsLittle), (content.Length - At - 2) / EntrySize);

    private static TiffDirectory? Of(ReadOnlySpan<byte> content, uint at, bool isLittle) => at >= 8 && at + 2L <= content.Length ? new TiffDirectory((int)at, isLittle) : null;

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
