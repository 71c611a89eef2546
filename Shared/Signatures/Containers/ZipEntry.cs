namespace SocialWorkflows.Signatures.Containers;

/// <summary>One entry of the central directory, compared with its local header.</summary>
/// <param name="End">One past everything that belongs to the entry: packed bytes and, where sizes follow them, the data descriptor.</param>
internal sealed record ZipEntry(string Name, long LocalOffset, long DataOffset, long PackedSize, long Size, long End, uint Crc, bool Deflated, bool HasExtraField)
{
    public bool IsFolder => Name.EndsWith('/');
}
