using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>Looks into a ZIP: which format it carries, what its entries are, what it would become unpacked. Sizes are measured, not believed.</summary>
internal static class ZipLook
{
    private const int LookedAt = 64 * 1024;
    private const int PartLimit = 4 * 1024 * 1024;

    public static FileKind At(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (!budget.TryEnter())
        {
            remarks.Add(FileRemark.ArchiveLimit);
            budget.Leave();
            return FileKind.Zip;
        }

        try
        {
            using var zip = new ZipArchive(StreamOver(content), ZipArchiveMode.Read);
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
        if (!budget.TryTakeEntries(zip.Entries.Count))
        {
            remarks.Add(FileRemark.ArchiveLimit);
            return KindOf(zip);
        }

        var kind = KindOf(zip);
        long unpacked = 0;
        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
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

    /// <summary>The measured length; null when a limit was passed.</summary>
    private static long? LookAt(ZipArchiveEntry entry, FileKind kind, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || entry.FullName.StartsWith("Basic/", StringComparison.Ordinal))
        {
            remarks.Add(FileRemark.Macro);
        }

        using var stream = entry.Open();
        var looked = new MemoryStream();
        var buffer = new byte[16 * 1024];
        long length = 0;
        var isArchive = false;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            length += read;
            if (!budget.TryTakeBytes(read))
            {
                return null;
            }

            isArchive |= length == read && Magic.Of(buffer.AsSpan(0, read)) == FileKind.Zip;
            if (looked.Length < (isArchive || IsPart(entry.FullName) ? PartLimit * (isArchive ? 8 : 1) : LookedAt))
            {
                looked.Write(buffer, 0, read);
            }
        }

        Note(entry, kind, looked.ToArray(), length, isArchive, budget, remarks);
        return length;
    }

    private static void Note(ZipArchiveEntry entry, FileKind kind, byte[] looked, long length, bool isArchive, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (IsOffice(kind))
        {
            if (IsPart(entry.FullName) && OfficePart.LoadsOrRuns(entry.FullName, looked))
            {
                remarks.Add(FileRemark.ExternalContent);
            }

            return;
        }

        if (isArchive && looked.Length < length)
        {
            remarks.Add(FileRemark.ArchiveLimit);
            return;
        }

        var inside = FileInspector.Inspect(entry.FullName, looked, budget);
        if (inside.Kind == FileKind.Zip)
        {
            remarks.Add(FileRemark.NestedArchive);
        }

        foreach (var remark in inside.Remarks.Where(r => r is not (FileRemark.OtherThanNamed or FileRemark.Damaged)))
        {
            remarks.Add(remark is FileRemark.Program or FileRemark.Script or FileRemark.DiskImage ? FileRemark.ProgramInside : remark);
        }
    }

    private static FileKind KindOf(ZipArchive zip)
    {
        if (zip.Entries is [{ FullName: "mimetype" } first, ..] && Start(first, 100) is { Length: > 0 } type)
        {
            return type.StartsWith("application/vnd.etsi.asic", StringComparison.Ordinal) ? FileKind.SignedContainer
                : type.StartsWith("application/vnd.oasis.opendocument", StringComparison.Ordinal) ? FileKind.OpenDocument
                : FileKind.Zip;
        }

        foreach (var name in zip.Entries.Select(e => e.FullName).Take(ArchiveBudget.MaxEntries))
        {
            switch (name)
            {
                case var n when n.StartsWith("word/", StringComparison.Ordinal):
                    return FileKind.WordDocument;
                case var n when n.StartsWith("xl/", StringComparison.Ordinal):
                    return FileKind.Spreadsheet;
                case var n when n.StartsWith("ppt/", StringComparison.Ordinal):
                    return FileKind.Presentation;
                case var n when n.EndsWith(".fpage", StringComparison.OrdinalIgnoreCase):
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

    private static MemoryStream StreamOver(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
