using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// Looks into the objects of an RTF text: hexadecimal after \objdata (RTF 1.9.1, "Objects"), an object or a link as MS-OLEDS 2.2 lays it out. What is written so that it cannot be read
/// plainly is taken for hidden: no honest program writes it so.
/// </summary>
internal static class RtfLook
{
    private const uint Link = 1;
    private const uint Embedded = 2;

    public static void At(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var rest = content;
        while (rest.Span.IndexOf("\\objdata"u8) is >= 0 and var at)
        {
            rest = rest[(at + "\\objdata"u8.Length)..];
            var end = rest.Span.IndexOfAny((byte)'}', (byte)'{', (byte)'\\');
            if (end < 0 || rest.Span[end] != '}' || Decode(rest.Span[..end]) is not { } data)
            {
                remarks.Add(FileRemark.ProgramInside);
                continue;
            }

            Look(data, budget, remarks);
        }
    }

    private static void Look(ReadOnlyMemory<byte> data, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var format = data.Length < 8 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(data.Span[4..]);
        if (format == Link)
        {
            remarks.Add(FileRemark.ExternalContent);
            return;
        }

        // Class, topic and item, then the object: each with its length before it.
        var rest = data[Math.Min(8, data.Length)..];
        if (format == Embedded && TryTake(ref rest, out _) && TryTake(ref rest, out _) && TryTake(ref rest, out _) && TryTake(ref rest, out var native))
        {
            PackedObject.Look(native, budget, remarks);
        }
        else
        {
            remarks.Add(FileRemark.ProgramInside);
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var digits = Encoding.ASCII.GetString(text).Where(c => !char.IsWhiteSpace(c)).ToArray();
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(rest.Span) > rest.Length - 4)
        {
            return false;
        }

        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(rest.Span);
        (taken, rest) = (rest.Slice(4, length), rest[(4 + length)..]);
        return true;
    }
}
