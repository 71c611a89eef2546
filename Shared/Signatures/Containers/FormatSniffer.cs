using System.Text;
using SocialWorkflows.Signatures.Smime;

namespace SocialWorkflows.Signatures.Containers;

internal enum FileFormat
{
    Plain,
    Zip,
    Pdf,
    Ddoc,
    Cms,
    Smime,

    /// <summary>XML with an XML signature that no container is around.</summary>
    Xades,

    /// <summary>JSON Web Signature, alone (RFC 7515; JAdES, TS 119 182-1).</summary>
    Jades,
}

/// <summary>Tells formats apart by their bytes; names and media types of mail are often wrong ("application/zip").</summary>
internal static class FormatSniffer
{
    private const int HeadBytes = 64 * 1024;
    private const int ChunkBytes = 1024 * 1024;
    private static readonly byte[] CmsOid = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
    private static readonly string[] ContainerExtensions = [".edoc", ".asice", ".asics", ".bdoc", ".sce", ".scs", ".adoc", ".ddoc"];

    public static FileFormat Sniff(ByteSource source)
    {
        Span<byte> first = stackalloc byte[2];
        if (source.Read(0, first) == first.Length && first.SequenceEqual("PK"u8))
        {
            return FileFormat.Zip;
        }

        var buffer = new byte[(int)Math.Min(source.Length, HeadBytes)];
        var head = buffer.AsSpan(0, source.Read(0, buffer));
        if (head.IndexOf("%PDF-"u8) is >= 0 and < 1024)
        {
            return FileFormat.Pdf;
        }

        if (IsCms(head))
        {
            return FileFormat.Cms;
        }

        return SniffText(source, head);
    }

    /// <summary>Does the name promise a signature container?</summary>
    public static bool IsContainerName(string fileName) =>
        ContainerExtensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase);

    /// <summary>Could a ZIP that cannot be read safely be meant as a signed container?</summary>
    public static bool MayBeContainer(ByteSource source)
    {
        const int overlap = 64;
        var buffer = new byte[(int)Math.Min(source.Length, ChunkBytes)];
        for (long at = 0; at < source.Length; at += ChunkBytes - overlap)
        {
            var chunk = buffer.AsSpan(0, source.Read(at, buffer));
            if (chunk.IndexOf("META-INF/"u8) >= 0 || chunk.IndexOf("mimetypeapplication/vnd.etsi"u8) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A SEQUENCE that begins with one of the content types of RFC 5652 (1.2.840.113549.1.7.x), in DER or as PEM.</summary>
    private static bool IsCms(ReadOnlySpan<byte> head) =>
        (head.Length > 0 && head[0] == 0x30 && head[..Math.Min(head.Length, 40)].IndexOf(CmsOid) >= 0)
        || head.StartsWith("-----BEGIN PKCS7-----"u8)
        || head.StartsWith("-----BEGIN CMS-----"u8);

    private static FileFormat SniffText(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (Encoding.Latin1.GetString(head[..Math.Min(head.Length, 2048)]).Contains("<SignedDoc", StringComparison.Ordinal))
        {
            return FileFormat.Ddoc;
        }

        if (TextSignatures.Sniff(source, head) is { } bare)
        {
            return bare;
        }

        return MimeEntity.ReadHeader(source) is { } entity && (entity.IsMultipartSigned || entity.IsPkcs7Mime || entity.IsAmbiguouslySigned) ? FileFormat.Smime : FileFormat.Plain;
    }
}
