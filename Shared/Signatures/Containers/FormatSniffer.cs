using System.Text;

namespace SocialWorkflows.Signatures.Containers;

internal enum FileFormat
{
    Plain,
    Zip,
    SignedPdf,
    Pdf,
    Ddoc,
    Cms,
    Smime,
}

/// <summary>Tells formats apart by their bytes; names and media types of mail are often wrong ("application/zip").</summary>
internal static class FormatSniffer
{
    private const int HeadBytes = 2048;
    private static readonly byte[] SignedDataOid = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    private static readonly string[] ContainerExtensions = [".edoc", ".asice", ".asics", ".bdoc", ".sce", ".scs"];

    public static FileFormat Sniff(ReadOnlySpan<byte> content)
    {
        var head = content[..Math.Min(content.Length, HeadBytes)];
        if (head.StartsWith("PK"u8))
        {
            return FileFormat.Zip;
        }

        if (head.IndexOf("%PDF-"u8) is >= 0 and < 1024)
        {
            return content.IndexOf("/ByteRange"u8) >= 0 ? FileFormat.SignedPdf : FileFormat.Pdf;
        }

        if (head.Length > 0 && head[0] == 0x30 && head[..Math.Min(head.Length, 40)].IndexOf(SignedDataOid) >= 0)
        {
            return FileFormat.Cms;
        }

        return SniffText(Encoding.Latin1.GetString(head));
    }

    /// <summary>Does the name promise a signature container?</summary>
    public static bool IsContainerName(string fileName) =>
        ContainerExtensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase);

    private static FileFormat SniffText(string head)
    {
        if (head.Contains("<SignedDoc", StringComparison.Ordinal))
        {
            return FileFormat.Ddoc;
        }

        return head.Contains("content-type: multipart/signed", StringComparison.OrdinalIgnoreCase)
            || head.Contains("content-type: application/pkcs7-mime", StringComparison.OrdinalIgnoreCase)
            || head.Contains("content-type: application/x-pkcs7-mime", StringComparison.OrdinalIgnoreCase)
            ? FileFormat.Smime
            : FileFormat.Plain;
    }
}
