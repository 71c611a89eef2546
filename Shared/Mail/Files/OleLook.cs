using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>Tells OLE files (MS-CFB) apart by the names in their directory, which stand as UTF-16 in 128-byte entries.</summary>
internal static class OleLook
{
    public static FileKind At(ReadOnlySpan<byte> content, SortedSet<FileRemark> remarks)
    {
        if (Has(content, "__properties_version1.0"))
        {
            remarks.Add(FileRemark.OutlookMessage);
            return FileKind.OutlookMessage;
        }

        if (Has(content, "EncryptedPackage"))
        {
            remarks.Add(FileRemark.EncryptedDocument);
        }

        if (Has(content, "_VBA_PROJECT") || Has(content, "Macros"))
        {
            remarks.Add(FileRemark.Macro);
        }

        return FileKind.OldOffice;
    }

    private static bool Has(ReadOnlySpan<byte> content, string name) => content.IndexOf(Encoding.Unicode.GetBytes(name)) >= 0;
}
