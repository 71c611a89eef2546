using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SocialWorkflows.Letters.Forms;

/// <summary>The zipped XML of both text formats: written alike every time, read within limits.</summary>
internal static class FormPackage
{
    /// <summary>Stands where nothing was answered; what still holds it is blank.</summary>
    public const string Placeholder = "……………………";

    /// <summary>A filled form is a few pages of text.</summary>
    private const int LargestPart = 8 * 1024 * 1024;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(IEnumerable<(string Name, string Content)> parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                // OpenDocument wants its media type first and uncompressed.
                var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }

    /// <summary>One part of a package; null when the file is none, lacks it, or the part is larger than any form.</summary>
    public static XDocument? Read(ReadOnlyMemory<byte> file, string part)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.GetEntry(part) is not { Length: <= LargestPart } entry)
            {
                return null;
            }

            using var stream = entry.Open();
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestPart });
            return XDocument.Load(reader);
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException)
        {
            return null;
        }
    }
}
