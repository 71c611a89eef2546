using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>Tells OLE files (MS-CFB) apart by the names in their directory, which stand as UTF-16 in 128-byte entries, and looks into the files that were put into them as objects.</summary>
internal static class OleLook
{
    public static FileKind At(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (Has(content.Span, "__properties_version1.0"))
        {
            remarks.Add(FileRemark.OutlookMessage);
            return FileKind.OutlookMessage;
        }

        if (Has(content.Span, "EncryptedPackage"))
        {
            remarks.Add(FileRemark.EncryptedDocument);
        }

        if (Has(content.Span, "_VBA_PROJECT") || Has(content.Span, "Macros"))
        {
            remarks.Add(FileRemark.Macro);
        }

        if (Has(content.Span, PackedObject.StreamName))
        {
            LookIntoObjects(content, budget, remarks);
        }

        return FileKind.OldOffice;
    }

    private static void LookIntoObjects(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var objects = new CompoundFile(content).Streams().Where(s => s.Name.Equals(PackedObject.StreamName, StringComparison.OrdinalIgnoreCase)).ToList();
        if (objects.Count == 0 || !budget.TryTakeEntries(objects.Count))
        {
            // The name stands there, and the file is laid out so that we do not find what it names.
            remarks.Add(FileRemark.ArchiveLimit);
            return;
        }

        foreach (var (_, read) in objects)
        {
            var native = read();
            PackedObject.Look(native.AsMemory(Math.Min(sizeof(uint), native.Length)), budget, remarks);
        }
    }

    private static bool Has(ReadOnlySpan<byte> content, string name) => content.IndexOf(Encoding.Unicode.GetBytes(name)) >= 0;
}
