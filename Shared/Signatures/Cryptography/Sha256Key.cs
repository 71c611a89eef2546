using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>A SHA-256 digest as a key of a dictionary: two inputs with one digest are not to be had.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Sha256Key(ulong A, ulong B, ulong C, ulong D)
{
    public static Sha256Key Of(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);
        return MemoryMarshal.Read<Sha256Key>(digest);
    }

    /// <summary>Of two digests in this order.</summary>
    public static Sha256Key Of(Sha256Key first, Sha256Key second)
    {
        Span<Sha256Key> both = [first, second];
        return Of(MemoryMarshal.AsBytes(both));
    }
}
