using System.IO.Compression;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// Looks for the names of what a PDF does when opened (ISO 32000-1 §12.6.4), in the plain bytes and in its object streams. Names written with
/// "#" escapes are read as they mean. What is in an encrypted PDF stays unknown and is named as that.
/// </summary>
internal static class PdfLook
{
    /// <summary>Taken from the budget for each stream, however little is in it.</summary>
    private const int LeastCost = 1024;

    private const int LongestDictionary = 4096;

    public static void At(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        Note(content.Span, budget, remarks);
        if (HasDisguisedName(content.Span))
        {
            remarks.Add(FileRemark.PdfHidden);
        }

        var rest = content;
        while (rest.Span.IndexOf("/ObjStm"u8) is >= 0 and var at)
        {
            var before = content.Length - rest.Length + at;
            rest = rest[at..];
            var start = rest.Span.IndexOf("stream"u8);
            if (start < 0)
            {
                break;
            }

            if (!PdfStreams.IsReadable(DictionaryOf(content.Span, before, before + start)))
            {
                remarks.Add(FileRemark.PdfHidden);
            }

            rest = rest[(start + 6)..];
            rest = rest[^rest.Span.TrimStart("\r\n"u8).Length..];
            var (unpacked, isWhole) = Unpack(rest, budget);
            Note(unpacked.Span, budget, remarks);
            if (!isWhole)
            {
                remarks.Add(FileRemark.ArchiveLimit);
                break;
            }
        }

        if (remarks.Contains(FileRemark.PdfFiles))
        {
            PdfEmbedded.At(content, budget, remarks);
        }
    }

    /// <summary>Escapes in this name serve nothing but to hide it.</summary>
    private static bool HasDisguisedName(ReadOnlySpan<byte> content) =>
        content.Contains((byte)'#') && Unescape(content) is var text && Count(text, "/ObjStm") > Count(Encoding.Latin1.GetString(content), "/ObjStm");

    private static int Count(string text, string name)
    {
        var count = 0;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>From the beginning of the object to its stream.</summary>
    private static string DictionaryOf(ReadOnlySpan<byte> content, int at, int stream)
    {
        var first = Math.Max(0, at - LongestDictionary);
        var begin = content[first..at].LastIndexOf(" obj"u8);
        return Unescape(content[(begin < 0 ? first : first + begin)..Math.Min(stream, at + LongestDictionary)]);
    }

    private static void Note(ReadOnlySpan<byte> bytes, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var text = Unescape(bytes);
        Add("/Launch", FileRemark.PdfLaunch);
        Add("/JavaScript", FileRemark.PdfScript);
        Add("/JS", FileRemark.PdfScript);
        Add("/EmbeddedFiles", FileRemark.PdfFiles);
        Add("/EmbeddedFile", FileRemark.PdfFiles);
        Add("/XFA", FileRemark.PdfDynamicForm);
        Add("/Encrypt", FileRemark.EncryptedDocument);
        PdfPages.Note(text, budget, remarks);

        void Add(string name, FileRemark remark)
        {
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                if (at + name.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + name.Length]))
                {
                    remarks.Add(remark);
                    return;
                }
            }
        }
    }

    private static string Unescape(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.Contains((byte)'#'))
        {
            return Encoding.Latin1.GetString(bytes);
        }

        var result = new byte[bytes.Length];
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '#' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                result[length++] = (byte)((Digit(bytes[i + 1]) << 4) | Digit(bytes[i + 2]));
                i += 2;
            }
            else
            {
                result[length++] = bytes[i];
            }
        }

        return Encoding.Latin1.GetString(result, 0, length);
    }

    /// <summary>The value of an ASCII hexadecimal digit: its low four bits, and nine more for a letter.</summary>
    private static int Digit(byte digit) => (digit & 0xF) + ((digit >> 6) * 9);

    /// <summary>What comes out before the end or an error; not whole when the budget ends first. The stream's own end is believed, not the file's word for it.</summary>
    private static (ReadOnlyMemory<byte> Unpacked, bool IsWhole) Unpack(ReadOnlyMemory<byte> packed, ArchiveBudget budget)
    {
        var result = new MemoryStream();
        var source = Octets.StreamOver(packed);
        using var stream = new ZLibStream(source, CompressionMode.Decompress);
        var buffer = new byte[16 * 1024];
        var isWhole = budget.TryTakePdfBytes(LeastCost);
        try
        {
            for (var before = source.Position; isWhole && stream.Read(buffer) is > 0 and var read; before = source.Position)
            {
                result.Write(buffer, 0, read);
                isWhole = budget.TryTakePdfBytes(Math.Max(read, source.Position - before));
            }
        }
        catch (InvalidDataException)
        {
            isWhole = budget.TryTakePdfBytes(source.Position);
        }

        return (result.GetBuffer().AsMemory(0, (int)result.Length), isWhole);
    }
}
