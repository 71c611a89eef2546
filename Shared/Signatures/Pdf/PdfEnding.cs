using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>Does a file, or what it was at a revision, end the way a PDF ends?</summary>
internal static class PdfEnding
{
    /// <summary>%%EOF with at most white space after it.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> file)
    {
        var end = file.Length;
        while (end > 0 && PdfParser.IsWhiteSpace(file[end - 1]))
        {
            end--;
        }

        return file[..end].EndsWith("%%EOF"u8);
    }
}
