using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// A file that somebody put into a document as an object, so that a double click starts it (Object Packager; MS-OLEDS 2.3.6 and what Windows writes after it: a mark, label,
/// name and path in the letters of that computer, then the file). It is judged by its content and by every name it bears.
/// </summary>
internal static class PackedObject
{
    public const string StreamName = "\u0001Ole10Native";

    private const int File = 2;

    /// <param name="native">The data of the object, behind the length that begins the stream.</param>
    /// <param name="budget">Of the outer file.</param>
    /// <param name="remarks">Gets what is dangerous in it.</param>
    public static void Look(ReadOnlyMemory<byte> native, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (native.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(native.Span) != File)
        {
            Judge([], native, budget, remarks);
            return;
        }

        var rest = native[2..];
        if (TakeText(ref rest) is not { } label || TakeText(ref rest) is not { } name || rest.Length < 8
            || !TryTake(ref rest, 4, out _) || !TryTakeCounted(ref rest, out var path) || !TryTakeCounted(ref rest, out var content))
        {
            // It says that it is a file and does not show which: nobody can tell that it is none to start.
            remarks.Add(FileRemark.ProgramInside);
            return;
        }

        Judge([label, name, Encoding.Latin1.GetString(path.Span).TrimEnd('\0')], content, budget, remarks);
    }

    private static void Judge(string[] names, ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (!budget.TryEnter() || !budget.TryTakeBytes(content.Length))
        {
            remarks.Add(FileRemark.ArchiveLimit);
        }
        else
        {
            foreach (var remark in FileInspector.Inspect(string.Empty, content, budget).Remarks.Concat(names.Select(FileNames.DangerOf).OfType<FileRemark>()))
            {
                if (FileFinding.IsBlocking(remark))
                {
                    remarks.Add(remark is FileRemark.Program or FileRemark.Script or FileRemark.DiskImage or FileRemark.ActivePage ? FileRemark.ProgramInside : remark);
                }
            }
        }

        budget.Leave();
    }

    private static string? TakeText(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)0);
        if (end < 0)
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(rest.Span[..end]);
        rest = rest[(end + 1)..];
        return text;
    }

    private static bool TryTakeCounted(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        return TryTake(ref rest, 4, out var count) && TryTake(ref rest, BinaryPrimitives.ReadUInt32LittleEndian(count.Span), out taken);
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> rest, uint count, out ReadOnlyMemory<byte> taken)
    {
        if (count > rest.Length)
        {
            taken = default;
            return false;
        }

        (taken, rest) = (rest[..(int)count], rest[(int)count..]);
        return true;
    }
}
