using System.Runtime.InteropServices;

namespace SocialWorkflows.Mail.Files;

internal static class Octets
{
    /// <summary>Reads the bytes where they are.</summary>
    public static MemoryStream StreamOver(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);

    /// <summary>Whether a zlib stream may begin here (RFC 1950 §2.2).</summary>
    public static bool IsDeflated(ReadOnlySpan<byte> content) => content.Length > 2 && (content[0] & 0xF) == 8 && ((content[0] << 8) | content[1]) % 31 == 0;
}
