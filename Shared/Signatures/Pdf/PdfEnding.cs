using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>Does a file, or what it was at a revision, end the way a PDF ends?</summary>
internal static class PdfEnding
{
    /// <summary>
    /// After the last startxref come its offset, %%EOF and at most white space. Anything more, another %%EOF among it, is an update that
    /// some readers would see and this one does not.
    /// </summary>
    public static bool IsComplete(ReadOnlySpan<byte> file)
    {
        var keyword = file.LastIndexOf("startxref"u8);
        var rest = keyword < 0 ? [] : file[(keyword + "startxref"u8.Length)..];
        var end = SkipWhiteSpace(SkipWhiteSpace(rest).TrimStart("0123456789"u8));
        return end.StartsWith("%%EOF"u8) && SkipWhiteSpace(end[5..]).IsEmpty;
    }

    private static ReadOnlySpan<byte> SkipWhiteSpace(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length && PdfParser.IsWhiteSpace(bytes[i]))
        {
            i++;
        }

        return bytes[i..];
    }
}
