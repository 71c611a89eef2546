using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// How many rows there are and what they add up to, whatever their order: two lists are compared without holding either.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal record struct RowTally(long Rows, UInt128 Sum)
{
    public void Add(string row)
    {
        Rows++;
        Sum = unchecked(Sum + BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(row))));
    }
}
