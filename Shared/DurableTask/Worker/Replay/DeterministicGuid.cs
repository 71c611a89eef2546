using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>RFC 4122 version 5 GUIDs over instance, turn and counter; the namespace is the Microsoft worker's.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime currentUtcDateTime, int counter)
    {
        byte[] name = [.. Namespace, .. Encoding.UTF8.GetBytes($"{instanceId}_{currentUtcDateTime:o}_{counter}")];
#pragma warning disable CA5350 // RFC 4122 §4.3 prescribes SHA-1; nothing secret rests on it
        Span<byte> hash = SHA1.HashData(name);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
