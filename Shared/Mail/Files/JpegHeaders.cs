using System.Buffers.Binary;

namespace SocialWorkflows.Mail.Files;

/// <summary>What a JPEG (ITU-T T.81, Exif 2.3) says of itself before its picture; zeros where it says nothing.</summary>
/// <param name="Data">Bytes of the picture itself.</param>
/// <param name="IsTurned">The camera was held sideways or upside down, and the program that shows it has to turn it.</param>
internal readonly record struct JpegHeaders(int Width, int Height, int Data, bool IsTurned)
{
    private const int OrientationTag = 0x0112;

    public long Pixels => (long)Width * Height;

    public static JpegHeaders Read(ReadOnlySpan<byte> content)
    {
        var found = default(JpegHeaders);
        var at = 2;
        while (at + 4 <= content.Length && content[at] == 0xFF)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (length < 2 || at + 2 + length > content.Length)
            {
                break;
            }

            var segment = content.Slice(at + 4, length - 2);
            at += 2 + length;
            switch (marker)
            {
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) when segment.Length >= 5:
                    found = found with { Height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), Width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]) };
                    break;
                case 0xE1 when segment.StartsWith("Exif\0\0"u8):
                    found = found with { IsTurned = Orientation(segment[6..]) is 3 or 6 or 8 };
                    break;
                case 0xDA:
                    return found with { Data = content.Length - at };
            }
        }

        return found;
    }

    /// <summary>Of the first directory of the TIFF structure inside; 1 when it does not say.</summary>
    private static int Orientation(ReadOnlySpan<byte> exif)
    {
        if (TiffDirectory.First(exif) is not { } directory)
        {
            return 1;
        }

        return directory.Value(exif, OrientationTag) is { } value and <= 8 ? (int)value : 1;
    }
}
