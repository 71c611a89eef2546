namespace SocialWorkflows.Signatures.Containers;

/// <summary>One entry of the central directory, compared with its local header.</summary>
internal sealed record ZipEntry(string Name, long DataOffset, long PackedSize, long Size, uint Crc, bool Deflated, bool HasExtraField)
{
    public bool IsFolder => Name.EndsWith('/');
}
