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

        if (Has(content.Span, "EncryptedPackage") || Has(content.Span, "EncryptedSummary"))
        {
            remarks.Add(FileRemark.EncryptedDocument);
        }

        if (Has(content.Span, "_VBA_PROJECT") || Has(content.Span, "Macros"))
        {
            remarks.Add(FileRemark.Macro);
        }

        var streams = new Lazy<IReadOnlyList<(string Name, Func<byte[]> Read)>>(() => [.. new CompoundFile(content).Streams()]);
        var isExplained = PptLook.Streams.Any(s => Has(content.Span, s)) && LookIntoPresentation(streams.Value, budget, remarks);
        if (Has(content.Span, PackedObject.StreamName))
        {
            LookIntoObjects(streams.Value, isExplained, budget, remarks);
        }

        return FileKind.OldOffice;
    }

    /// <returns>The name of a packed object stands in a record of the presentation, which was looked into.</returns>
    private static bool LookIntoPresentation(IReadOnlyList<(string Name, Func<byte[]> Read)> streams, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (streams.Count == 0)
        {
            remarks.Add(FileRemark.ArchiveLimit);
        }

        var hasObject = false;
        foreach (var (_, read) in streams.Where(s => PptLook.Streams.Contains(s.Name, StringComparer.OrdinalIgnoreCase)))
        {
            var stream = read();
            if (!budget.TryTakeEntries(1) || !budget.TryTakeBytes(stream.Length))
            {
                remarks.Add(FileRemark.ArchiveLimit);
                break;
            }

            PptLook.At(stream, budget, remarks);
            hasObject |= Has(stream, PackedObject.StreamName);
        }

        return hasObject;
    }

    private static void LookIntoObjects(IReadOnlyList<(string Name, Func<byte[]> Read)> streams, bool isExplained, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var objects = streams.Where(s => s.Name.Equals(PackedObject.StreamName, StringComparison.OrdinalIgnoreCase)).ToList();
        if ((objects.Count == 0 && !isExplained) || !budget.TryTakeEntries(objects.Count))
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
