using System.IO.Compression;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>Looks into a ZIP: which format it carries, what its entries are, what it would become unpacked. Sizes are measured, not believed.</summary>
internal static class ZipLook
{
    private const int LookedAt = 64 * 1024;
    private const int WholeLimit = 32 * 1024 * 1024;

    public static FileKind At(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (!budget.TryEnter() || !budget.TryTakeEntries(ZipDirectory.Count(content.Span)))
        {
            remarks.Add(FileRemark.ArchiveLimit);
            budget.Leave();
            return FileKind.Zip;
        }

        try
        {
            using var zip = new ZipArchive(Octets.StreamOver(content), ZipArchiveMode.Read);
            return Look(zip, content.Length, budget, remarks);
        }
        catch (InvalidDataException)
        {
            remarks.Add(FileRemark.Damaged);
            return FileKind.Zip;
        }
        finally
        {
            budget.Leave();
        }
    }

    private static FileKind Look(ZipArchive zip, long packed, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var kind = KindOf(zip);
        long unpacked = 0;
        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            NoteName(entry.FullName, kind, remarks);
            if (entry.IsEncrypted)
            {
                remarks.Add(FileRemark.EncryptedArchive);
                continue;
            }

            if (LookAt(entry, kind, budget, remarks) is not { } length || (unpacked += length) > Math.Max(packed, 1024) * ArchiveBudget.MaxRatio)
            {
                remarks.Add(FileRemark.ArchiveLimit);
                break;
            }
        }

        return kind;
    }

    /// <summary>Also of an entry that cannot be opened here: other programs may open it.</summary>
    private static void NoteName(string name, FileKind kind, SortedSet<FileRemark> remarks)
    {
        if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Basic/", StringComparison.Ordinal))
        {
            remarks.Add(FileRemark.Macro);
        }

        // Of a workbook in binary form (.xlsb), whose parts cannot be read as XML.
        if (name.EndsWith("xl/connections.bin", StringComparison.OrdinalIgnoreCase) || (name.Contains("externalLinks/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)))
        {
            remarks.Add(FileRemark.ExternalContent);
        }

        if (FileNames.DangerOf(name) is { } danger && !(IsOffice(kind) && danger == FileRemark.ActivePage))
        {
            remarks.Add(Inside(danger));
        }
    }

    /// <summary>The measured length; null when a limit was passed.</summary>
    private static long? LookAt(ZipArchiveEntry entry, FileKind kind, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        try
        {
            return Read(entry, kind, budget, remarks);
        }
        catch (InvalidDataException)
        {
            // The others are looked at nevertheless: a broken entry must not hide them.
            remarks.Add(FileRemark.Damaged);
            return 0;
        }
    }

    private static long? Read(ZipArchiveEntry entry, FileKind kind, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        using var stream = entry.Open();
        var looked = new MemoryStream();
        var buffer = new byte[16 * 1024];
        long length = 0;
        var isWhole = IsOffice(kind) && IsPart(entry.FullName);
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            length += read;
            if (!budget.TryTakeBytes(read))
            {
                return null;
            }

            isWhole |= length == read && Magic.Of(buffer.AsSpan(0, read)) is FileKind.Zip or FileKind.Pdf or FileKind.OldOffice or FileKind.Rtf;
            if (looked.Length < (isWhole ? WholeLimit : LookedAt))
            {
                looked.Write(buffer, 0, read);
            }
        }

        Note(entry, kind, looked.ToArray(), length, isWhole, budget, remarks);
        return length;
    }

    private static void Note(ZipArchiveEntry entry, FileKind kind, byte[] looked, long length, bool isWhole, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (isWhole && looked.Length < length)
        {
            remarks.Add(FileRemark.ArchiveLimit);
            return;
        }

        if (IsOffice(kind) && IsPart(entry.FullName) && OfficePart.Danger(entry.FullName, looked) is { } danger)
        {
            remarks.Add(danger);
        }

        var inside = FileInspector.Inspect(entry.FullName, looked, budget);
        foreach (var remark in inside.Remarks)
        {
            if (IsOffice(kind) ? IsDangerInOffice(remark, inside.Kind) : remark is not (FileRemark.OtherThanNamed or FileRemark.Damaged))
            {
                remarks.Add(Inside(remark));
            }
        }

        if (inside.Kind == FileKind.Zip && !IsOffice(kind))
        {
            remarks.Add(FileRemark.NestedArchive);
        }
    }

    /// <summary>Drawings and pictures of a document are shown by its program, which runs nothing in them.</summary>
    private static bool IsDangerInOffice(FileRemark remark, FileKind kind) => FileFinding.IsBlocking(remark) && (remark != FileRemark.ActivePage || kind == FileKind.Html);

    private static FileRemark Inside(FileRemark remark) => remark is FileRemark.Program or FileRemark.Script or FileRemark.DiskImage ? FileRemark.ProgramInside : remark;

    private static FileKind KindOf(ZipArchive zip)
    {
        if (zip.Entries is [{ FullName: "mimetype" } first, ..] && Start(first, 100) is { Length: > 0 } type)
        {
            return type.StartsWith("application/vnd.etsi.asic", StringComparison.Ordinal) ? FileKind.SignedContainer
                : type.StartsWith("application/vnd.oasis.opendocument", StringComparison.Ordinal) ? FileKind.OpenDocument
                : FileKind.Zip;
        }

        // Without it nothing of the kind opens (ECMA-376 part 2, 7.2.3): folders called "word" make no Word document.
        var isPackage = zip.Entries.Any(e => e.FullName.Equals(OfficePart.ContentTypes, StringComparison.OrdinalIgnoreCase));
        foreach (var name in zip.Entries.Select(e => e.FullName))
        {
            switch (name)
            {
                case var n when isPackage && n.StartsWith("word/", StringComparison.OrdinalIgnoreCase):
                    return FileKind.WordDocument;
                case var n when isPackage && n.StartsWith("xl/", StringComparison.OrdinalIgnoreCase):
                    return FileKind.Spreadsheet;
                case var n when isPackage && n.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase):
                    return FileKind.Presentation;
                case var n when isPackage && n.EndsWith(".fpage", StringComparison.OrdinalIgnoreCase):
                    return FileKind.Xps;
                case "META-INF/signatures.xml" or "META-INF/edoc-signatures-S1.xml" or "META-INF/signatures0.xml":
                    return FileKind.SignedContainer;
                case "META-INF/MANIFEST.MF" or "AndroidManifest.xml":
                    return FileKind.Program;
            }
        }

        return FileKind.Zip;
    }

    private static string Start(ZipArchiveEntry entry, int length)
    {
        if (entry.IsEncrypted)
        {
            return string.Empty;
        }

        using var stream = entry.Open();
        var buffer = new byte[length];
        return Encoding.ASCII.GetString(buffer, 0, stream.ReadAtLeast(buffer, length, throwOnEndOfStream: false));
    }

    private static bool IsOffice(FileKind kind) => kind is FileKind.WordDocument or FileKind.Spreadsheet or FileKind.Presentation or FileKind.OpenDocument or FileKind.Xps;

    private static bool IsPart(string name) => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
}
