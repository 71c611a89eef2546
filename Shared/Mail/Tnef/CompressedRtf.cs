using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Mail.Tnef;

/// <summary>Unpacks the RTF compression of MS-OXRTFCP: runs and references into a ring of 4096 bytes that starts with common RTF words.</summary>
internal static class CompressedRtf
{
    private const uint Compressed = 0x75465A4C;
    private const uint Uncompressed = 0x414C454D;
    private const int HeaderLength = 16;
    private const int RingLength = 4096;
    private const int MaxLength = 16 * 1024 * 1024;

    // The dictionary is part of the format (MS-OXRTFCP §2.1.3.1.2).
    private const string Dictionary =
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
        + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

    /// <summary>Null when it is not of this format, claims more than 16 MiB, or is cut.</summary>
    public static ReadOnlyMemory<byte>? TryUnpack(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderLength)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        var body = data[HeaderLength..];
        return BinaryPrimitives.ReadUInt32LittleEndian(data[8..]) switch
        {
            Uncompressed when size <= body.Length => body[..(int)size].ToArray(),
            Compressed when size <= MaxLength => Unpack(body, (int)size),
            _ => null,
        };
    }

    private static ReadOnlyMemory<byte>? Unpack(ReadOnlySpan<byte> body, int size)
    {
        Span<byte> ring = stackalloc byte[RingLength];
        ring.Fill((byte)' ');
        var write = Encoding.ASCII.GetBytes(Dictionary, ring);
        var result = new List<byte>(Math.Min(size, body.Length * 4));
        var position = 0;
        while (position < body.Length)
        {
            var control = body[position++];
            for (var bit = 0; bit < 8; bit++)
            {
                if ((control & (1 << bit)) == 0)
                {
                    if (position >= body.Length)
                    {
                        return null;
                    }

                    Put(body[position++], ring, ref write);
                    continue;
                }

                if (position + 1 >= body.Length)
                {
                    return null;
                }

                var reference = BinaryPrimitives.ReadUInt16BigEndian(body[position..]);
                position += 2;
                var from = reference >> 4;
                if (from == write % RingLength)
                {
                    return result.Count == size ? result.ToArray() : default(ReadOnlyMemory<byte>?);
                }

                for (var i = 0; i < (reference & 15) + 2 && result.Count <= size; i++)
                {
                    Put(ring[(from + i) % RingLength], ring, ref write);
                }

                if (result.Count > size)
                {
                    return null;
                }
            }
        }

        return null;

        void Put(byte value, Span<byte> into, ref int at)
        {
            result.Add(value);
            into[at % RingLength] = value;
            at++;
        }
    }
}
