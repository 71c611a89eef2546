using System.Buffers.Binary;
using System.IO.Compression;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// Looks into what an old presentation holds in the records of its streams: objects and macros (MS-PPT 2.10.34, 2.10.38, ExOleObjStg and VbaProjectStg), which are OLE files, mostly
/// deflated, and drawings (MS-ODRAW 2.2.24 to 2.2.26). Records are found by their heads wherever they stand, since a program follows offsets that may lead anywhere.
/// </summary>
internal static class PptLook
{
    /// <summary>Names of the streams with such records.</summary>
    public static readonly IReadOnlyList<string> Streams = ["PowerPoint Document", "Pictures"];

    private const int HeadLength = 8;
    private const ushort Storage = 0x1011;
    private const ushort Emf = 0xF01A;
    private const ushort Pict = 0xF01C;
    private const int DrawingHead = 34;
    private const int DrawingId = 16;

    private const int ReadAhead = 16 * 1024;

    /// <summary>Taken from the budget for each piece, however little comes out.</summary>
    private const int LeastCost = 1024;

    public static void At(ReadOnlyMemory<byte> stream, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        for (var at = 0; at + HeadLength < stream.Length && !remarks.Contains(FileRemark.ArchiveLimit); at++)
        {
            foreach (var begin in ContentsOf(stream.Span[at..]))
            {
                if (at + begin < stream.Length)
                {
                    Look(stream[(at + begin)..], BinaryPrimitives.ReadUInt32LittleEndian(stream.Span[(at + sizeof(uint))..]), budget, remarks);
                }
            }
        }
    }

    /// <summary>Where what the record holds may begin, counted from its head; none when no such record begins here.</summary>
    private static int[] ContentsOf(ReadOnlySpan<byte> head)
    {
        var (version, type) = (BinaryPrimitives.ReadUInt16LittleEndian(head), BinaryPrimitives.ReadUInt16LittleEndian(head[2..]));
        return type switch
        {
            Storage when version is 0 => [HeadLength],
            Storage when version is 0x10 => [HeadLength + sizeof(uint)],
            >= Emf and <= Pict when (version & 0xF) == 0 => [HeadLength + DrawingId + DrawingHead, HeadLength + (2 * DrawingId) + DrawingHead],
            _ => [],
        };
    }

    /// <param name="content">From where it may begin to the end of the stream.</param>
    /// <param name="length">The record's own word, which only what is not deflated needs.</param>
    /// <param name="budget">Of the outer file.</param>
    /// <param name="remarks">Gets what is dangerous in it.</param>
    private static void Look(ReadOnlyMemory<byte> content, uint length, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (content.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            var plain = content[..(int)Math.Min(length, (uint)content.Length)];
            if (budget.TryTakeBytes(Math.Max(plain.Length, LeastCost)))
            {
                Judge(plain, budget, remarks);
            }
            else
            {
                remarks.Add(FileRemark.ArchiveLimit);
            }
        }
        else if (Octets.IsDeflated(content.Span))
        {
            Judge(Inflate(content, budget, remarks), budget, remarks);
        }
    }

    private static void Judge(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (!budget.TryTakeEntries(1))
        {
            remarks.Add(FileRemark.ArchiveLimit);
            return;
        }

        if (!budget.TryEnter())
        {
            remarks.Add(FileRemark.ArchiveLimit);
        }
        else
        {
            foreach (var remark in FileInspector.Inspect(string.Empty, content, budget).Remarks.Where(FileFinding.IsBlocking))
            {
                remarks.Add(remark is FileRemark.Program or FileRemark.Script or FileRemark.DiskImage or FileRemark.ActivePage ? FileRemark.ProgramInside : remark);
            }
        }

        budget.Leave();
    }

    /// <summary>What comes out before the end or an error; the record's own word for its length is not believed.</summary>
    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> packed, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var result = new MemoryStream();
        var source = Octets.StreamOver(packed);
        using var stream = new ZLibStream(source, CompressionMode.Decompress);
        var buffer = new byte[16 * 1024];
        var isWithin = budget.TryTakeBytes(LeastCost);
        try
        {
            for (var before = source.Position; isWithin && stream.Read(buffer) is > 0 and var read; before = source.Position)
            {
                result.Write(buffer, 0, read);
                isWithin = budget.TryTakeBytes(Math.Max(read, source.Position - before));
            }
        }
        catch (InvalidDataException)
        {
            // Not deflated after all, or cut: what came out is judged.
            isWithin = budget.TryTakeBytes(Math.Max(source.Position, ReadAhead));
        }

        if (!isWithin)
        {
            remarks.Add(FileRemark.ArchiveLimit);
        }

        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }
}
