using System.IO.Compression;
using System.Text;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>
/// Writes the ZIP layout of real eParaksts files: stored mimetype first, no extra fields, UTF-8 names, deflated rest.
/// </summary>
internal static class ContainerZip
{
    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, bytes) in entries)
            {
                var entry = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var target = entry.Open();
                target.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
