using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Letters.Pdf.Files;

/// <summary>
/// A minimal sRGB display profile (ICC.1:2001-04, version 2.3): primaries of IEC 61966-2-1 adapted to D50 and a plain
/// gamma of 2.2. Letters are black on white; PDF/A only asks that the meaning of RGB be stated.
/// </summary>
internal static class IccProfile
{
    private const int HeaderLength = 128;

    public static byte[] Srgb { get; } = Build();

    private static byte[] Build()
    {
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB")),
            ("cprt", [.. "text"u8, 0, 0, 0, 0, .. "No copyright, use freely\0"u8]),
            ("wtpt", Xyz(0.9642, 1.0, 0.8249)),
            ("rXYZ", Xyz(0.4361, 0.2225, 0.0139)),
            ("gXYZ", Xyz(0.3851, 0.7169, 0.0971)),
            ("bXYZ", Xyz(0.1431, 0.0606, 0.7141)),
            ("rTRC", Gamma22),
            ("gTRC", Gamma22),
            ("bTRC", Gamma22),
        ];
        var table = new byte[4 + (12 * tags.Length)];
        BinaryPrimitives.WriteInt32BigEndian(table, tags.Length);
        var body = new MemoryStream();
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = table.AsSpan(4 + (12 * i));
            Encoding.ASCII.GetBytes(tags[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], HeaderLength + table.Length + (int)body.Length);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
            body.Write(tags[i].Data);
            body.Write(new byte[(4 - (tags[i].Data.Length % 4)) % 4]);
        }

        return [.. Header(HeaderLength + table.Length + (int)body.Length), .. table, .. body.ToArray()];
    }

    private static byte[] Gamma22 => [.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 1, 0x02, 0x33];

    private static byte[] Header(int size)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), 0x02300000);
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", header.AsSpan(12));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(24), 2000);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(28), 1);
        Encoding.ASCII.GetBytes("acsp", header.AsSpan(36));
        Xyz(0.9642, 1.0, 0.8249).AsSpan(8).CopyTo(header.AsSpan(68));
        return header;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        var data = new byte[20];
        "XYZ "u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), Fixed(x));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(12), Fixed(y));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(16), Fixed(z));
        return data;
    }

    private static byte[] Description(string text)
    {
        const int UnicodeAndScriptPart = 78;
        var data = new byte[12 + text.Length + 1 + UnicodeAndScriptPart];
        "desc"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), text.Length + 1);
        Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }

    private static int Fixed(double value) => (int)Math.Round(value * 65536);
}
