using System.IO.Compression;

namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>
/// A harmless archive that is nested deeper than any clamd follows (MaxRecursion is 100 at most, clamd.conf manual). With <c>AlertExceedsMax yes</c> clamd
/// says so; without, it answers OK, as it then does of every file it did not read to its end.
/// </summary>
internal static class LimitProbe
{
    private const int Depth = 101;

    public static ReadOnlyMemory<byte> Content { get; } = Nested();

    private static byte[] Nested()
    {
        var inner = "x"u8.ToArray();
        for (var level = 0; level < Depth; level++)
        {
            using var packed = new MemoryStream();
            using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var entry = zip.CreateEntry("a.zip", CompressionLevel.NoCompression).Open();
                entry.Write(inner);
            }

            inner = packed.ToArray();
        }

        return inner;
    }
}
