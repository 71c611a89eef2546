using System.Buffers.Text;

namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>Rebuilds a table of objects by looking for "n g obj"; of several with one number the last counts.</summary>
internal static class PdfRecovery
{
    private const int MaxHeaderBytes = 20;
    private const int MaxObjects = 200_000;

    /// <exception cref="PdfFormatException">There is no trailer that names a catalogue.</exception>
    public static XrefSection Scan(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var entries = new Dictionary<int, XrefEntry>();
        for (var at = 0; entries.Count < MaxObjects; at++)
        {
            var next = span[at..].IndexOf(" obj"u8);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (Header(span, at) is var (number, generation, start))
            {
                entries[number] = new XrefEntry(0, start, generation);
            }
        }

        return new XrefSection(-1, entries, Trailer(bytes), null);
    }

    private static (int Number, int Generation, int Start)? Header(ReadOnlySpan<byte> span, int end)
    {
        var start = end;
        while (start > 0 && end - start < MaxHeaderBytes && span[start - 1] is (>= (byte)'0' and <= (byte)'9') or (byte)' ')
        {
            start--;
        }

        while (start < end && span[start] == ' ')
        {
            start++;
        }

        return Utf8Parser.TryParse(span[start..end], out int number, out var length) && number >= 0 && start + length < end
            && Utf8Parser.TryParse(span[(start + length + 1)..end], out ushort generation, out _)
            ? (number, generation, start)
            : null;
    }

    private static PdfDictionary Trailer(ReadOnlyMemory<byte> bytes)
    {
        for (var end = bytes.Length; (end = bytes.Span[..end].LastIndexOf("trailer"u8)) >= 0;)
        {
            var parser = new PdfParser(bytes, end);
            if (parser.TryReadKeyword("trailer") && parser.ReadValue() is PdfDictionary trailer && trailer["Root"] is PdfReference)
            {
                return trailer;
            }
        }

        throw new PdfFormatException("The PDF is damaged: its table of objects cannot be rebuilt.");
    }
}
