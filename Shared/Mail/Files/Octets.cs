using System.Runtime.InteropServices;

namespace SocialWorkflows.Mail.Files;

internal static class Octets
{
    /// <summary>Reads the bytes where they are.</summary>
    public static MemoryStream StreamOver(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
