using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// Looks at the files inside a PDF (ISO 32000-1, 7.11.4), which some readers open at a tap: at every stream of a PDF that says it has files, since the type of such a stream need not be
/// written. Their names are judged as any file's. Pictures and fonts are passed over by their beginning.
/// </summary>
internal static partial class PdfEmbedded
{
    private const int LongestDictionary = 4096;
    private const int Beginning = 4096;

    private const int ReadAhead = 16 * 1024;

    /// <summary>Taken from the budget for each stream, however little is in it.</summary>
    private const int LeastCost = 1024;

    public static void At(ReadOnlyMemory<byte> content, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        foreach (var name in Names().Matches(Encoding.Latin1.GetString(content.Span)).Select(m => m.Groups["name"].Value))
        {
            if (FileNames.DangerOf(name) is not null)
            {
                remarks.Add(FileRemark.ProgramInside);
            }
        }

        var nextEnd = 0;
        for (int at = 0, found; (found = content.Span[at..].IndexOf("stream"u8)) >= 0; at += found + 6)
        {
            var head = at + found;
            if (head >= 3 && content.Span[..head].EndsWith("end"u8))
            {
                continue;
            }

            var dictionary = Encoding.Latin1.GetString(content.Span[Math.Max(0, head - LongestDictionary)..head]);
            dictionary = dictionary[(dictionary.LastIndexOf(" obj", StringComparison.Ordinal) is >= 0 and var begin ? begin : 0)..];
            var body = content[(head + 6)..];
            body = body[^body.Span.TrimStart("\r\n"u8).Length..];
            if (nextEnd < head)
            {
                nextEnd = content.Span[head..].IndexOf("endstream"u8) is >= 0 and var end ? head + end : content.Length;
            }

            if (!Look(dictionary, body, Math.Max(0, nextEnd - (content.Length - body.Length)), budget, remarks))
            {
                remarks.Add(FileRemark.ArchiveLimit);
                return;
            }
        }
    }

    /// <returns>False when the budget ends.</returns>
    private static bool Look(string dictionary, ReadOnlyMemory<byte> body, int length, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        if (!dictionary.Contains("/Filter", StringComparison.Ordinal))
        {
            return budget.TryTakePdfBytes(LeastCost) && (!IsWorthALook(body.Span[..length]) || (budget.TryTakePdfBytes(length) && Judge(body[..length], budget, remarks)));
        }

        // A picture's own filters are no way to hide a file; one that says it is a file is.
        if (dictionary.Contains("/EmbeddedFile", StringComparison.Ordinal) && !PdfStreams.IsReadable(dictionary))
        {
            remarks.Add(FileRemark.PdfHidden);
            return budget.TryTakePdfBytes(ReadAhead);
        }

        if (!Octets.IsDeflated(body.Span))
        {
            return budget.TryTakePdfBytes(LeastCost);
        }

        return Inflate(body, Beginning, budget) is { } beginning
            && (!IsWorthALook(beginning.Span) || (Inflate(body, int.MaxValue, budget) is { } whole && Judge(whole, budget, remarks)));
    }

    private static bool IsWorthALook(ReadOnlySpan<byte> beginning) =>
        Magic.Of(beginning) is not (FileKind.Unknown or FileKind.Text or FileKind.Jpeg or FileKind.Png or FileKind.Gif);

    private static bool Judge(ReadOnlyMemory<byte> file, ArchiveBudget budget, SortedSet<FileRemark> remarks)
    {
        var isWithin = budget.TryEnter();
        if (isWithin)
        {
            foreach (var remark in FileInspector.Inspect(string.Empty, file, budget).Remarks.Where(FileFinding.IsBlocking))
            {
                remarks.Add(remark is FileRemark.Program or FileRemark.Script or FileRemark.DiskImage or FileRemark.ActivePage ? FileRemark.ProgramInside : remark);
            }
        }

        budget.Leave();
        return isWithin;
    }

    /// <summary>Null when the budget ends first.</summary>
    private static ReadOnlyMemory<byte>? Inflate(ReadOnlyMemory<byte> packed, int most, ArchiveBudget budget)
    {
        var result = new MemoryStream();
        var source = Octets.StreamOver(packed);
        using var stream = new ZLibStream(source, CompressionMode.Decompress);
        var buffer = new byte[Math.Min(most, 16 * 1024)];
        var isWithin = budget.TryTakePdfBytes(LeastCost);
        try
        {
            while (isWithin && result.Length < most && stream.Read(buffer) is > 0 and var read)
            {
                result.Write(buffer, 0, read);
                isWithin = most == Beginning || budget.TryTakePdfBytes(read);
            }
        }
        catch (InvalidDataException)
        {
            // What came out is judged. No honest program writes many such streams, and each costs time.
            isWithin = budget.TryTakePdfBytes(ReadAhead);
        }

        // Input without output costs as well.
        isWithin = isWithin && budget.TryTakePdfBytes(Math.Max(0, source.Position - result.Length - ReadAhead));

        return isWithin ? result.GetBuffer().AsMemory(0, (int)result.Length) : null;
    }

    /// <summary>Of a file specification, as a literal string.</summary>
    [GeneratedRegex(@"/U?F\s{0,9}\((?<name>[^()]{1,255})\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}
