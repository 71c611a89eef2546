using System.Buffers.Binary;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Pictures of which only the headers are true; what would be drawn is filler of the length that was asked for.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(int width, int height, int bytes, int orientation = 0, bool isLittle = false)
    {
        List<byte> file = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        if (orientation > 0)
        {
            byte[] exif = [.. "Exif\0\0"u8, .. Directory(isLittle, next: 0, at: 8, (0x0112, 3, orientation))];
            file.AddRange([0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif]);
        }

        file.AddRange([0xFF, 0xC2, 0, 17, 8, .. Big16(height), .. Big16(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        file.AddRange([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
        file.AddRange(new byte[bytes]);
        file.AddRange([0xFF, 0xD9]);
        return [.. file];
    }

    public static byte[] Tiff(int width, int height, int pages, int bits, bool isLittle, bool circle = false)
    {
        const int size = 2 + (3 * 12) + 4;
        List<byte> file = [];
        for (var page = 0; page < pages; page++)
        {
            var at = 8 + (page * size);
            var next = page + 1 < pages ? at + size : circle ? 8 : 0;
            var directory = Directory(isLittle, next, 8, (0x0100, 4, width), (0x0101, 4, height), (0x0102, 3, bits));
            file.AddRange(page == 0 ? directory : directory[8..]);
        }

        return [.. file];
    }

    public static byte[] Gif(int frames) =>
    [
        .. "GIF89a"u8, 0x20, 3, 0x58, 2, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        .. Enumerable.Range(0, frames).SelectMany(_ => (byte[])[0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 0x20, 3, 0x58, 2, 0, 2, 2, 0x4C, 1, 0]),
        0x3B,
    ];

    public static byte[] Png(int width, int height) => [0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, .. Big16(width), 0, 0, .. Big16(height), 8, 2, 0, 0, 0];

    /// <summary>A TIFF header and one directory of numbers.</summary>
    private static byte[] Directory(bool isLittle, int next, int at, params (int Tag, int Type, int Value)[] entries)
    {
        List<byte> bytes = [.. isLittle ? "II"u8 : "MM"u8, .. Number(42, 2), .. Number(at, 4), .. Number(entries.Length, 2)];
        foreach (var (tag, type, value) in entries)
        {
            bytes.AddRange([.. Number(tag, 2), .. Number(type, 2), .. Number(1, 4), .. type == 3 ? [.. Number(value, 2), 0, 0] : Number(value, 4)]);
        }

        return [.. bytes, .. Number(next, 4)];

        byte[] Number(int value, int size)
        {
            var number = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(number, value);
            var little = number[..size];
            return isLittle ? little : [.. little.Reverse()];
        }
    }

    private static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];
}
