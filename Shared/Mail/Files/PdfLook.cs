using System.IO.Compression;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// Looks for the names of what a PDF does when opened (ISO 32000-1 §12.6.4), in the plain bytes and in its object streams. Names written with
/// "#" escapes are read as they mean. What is in an encrypted PDF stays unknown and is named as that.
/// </summary>
internal static class PdfLook
{
    private const int MaxStreams = 500;
    private const int MaxUnpacked = 4 * 1024 * 1024;

    public static void At(ReadOnlySpan<byte> content, SortedSet<FileRemark> remarks)
    {
        Note(content, remarks);
        var rest = content;
        for (var i = 0; i < MaxStreams && rest.IndexOf("/ObjStm"u8) is >= 0 and var at; i++)
        {
            rest = rest[at..];
            var start = rest.IndexOf("stream"u8);
            if (start < 0)
            {
                break;
            }

            rest = rest[(start + 6)..].TrimStart("\r\n"u8);
            var end = rest.IndexOf("endstream"u8);
            Note(Unpack(rest[..(end < 0 ? rest.Length : end)]), remarks);
        }
    }

    private static void Note(ReadOnlySpan<byte> bytes, SortedSet<FileRemark> remarks)
    {
        var text = Unescape(bytes);
        Add("/Launch", FileRemark.PdfLaunch);
        Add("/JavaScript", FileRemark.PdfScript);
        Add("/JS", FileRemark.PdfScript);
        Add("/EmbeddedFiles", FileRemark.PdfFiles);
        Add("/EmbeddedFile", FileRemark.PdfFiles);
        Add("/XFA", FileRemark.PdfDynamicForm);
        Add("/Encrypt", FileRemark.EncryptedDocument);
        PdfPages.Note(text, remarks);

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
        var text = Encoding.Latin1.GetString(bytes);
        if (!text.Contains('#', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '#' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Append((char)((Convert.ToInt32(text[i + 1].ToString(), 16) << 4) | Convert.ToInt32(text[i + 2].ToString(), 16)));
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var result = new byte[MaxUnpacked];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            return result[..stream.ReadAtLeast(result, result.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
