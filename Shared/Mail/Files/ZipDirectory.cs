using System.Buffers.Binary;

namespace SocialWorkflows.Mail.Files;

/// <summary>How many entries a ZIP has, without reading them one by one (APPNOTE.TXT 4.3.12 to 4.3.16).</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int LongEndLength = 56;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>Headers from where the directory begins, counted, since the number in the end record may lie. Zero when there is no end record.</summary>
    public static int Count(ReadOnlySpan<byte> content)
    {
        var tail = Math.Max(0, content.Length - EndLength - LongestComment);
        var at = content[tail..].LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail + at + EndLength > content.Length)
        {
            return 0;
        }

        at += tail;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(content[(at + 16)..]);
        if (LongStart(content, at) is { } longStart)
        {
            start = Math.Min(start, longStart);
        }

        return start < content.Length ? content[(int)start..].Count("PK\x01\x02"u8) : 0;
    }

    /// <summary>By the ZIP64 record, when there is one.</summary>
    private static long? LongStart(ReadOnlySpan<byte> content, int end)
    {
        var locator = end - LocatorLength;
        if (locator < 0 || !content[locator..].StartsWith("PK\x06\x07"u8))
        {
            return null;
        }

        var record = BinaryPrimitives.ReadUInt64LittleEndian(content[(locator + 8)..]);
        if (record > (ulong)Math.Max(0, content.Length - LongEndLength))
        {
            return null;
        }

        var start = BinaryPrimitives.ReadUInt64LittleEndian(content[((int)record + 48)..]);
        return start < (ulong)content.Length ? (long)start : null;
    }
}
