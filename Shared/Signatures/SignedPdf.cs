using SocialWorkflows.Signatures.Pdf.Changes;
using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures;

/// <summary>Compares a signed PDF with the file that was given out to be signed.</summary>
public static class SignedPdf
{
    /// <summary>
    /// Whether the signed file is the original byte for byte, continued by nothing but signatures that show nothing on a page. Whether the signatures hold
    /// is the inspector's question, not this one.
    /// </summary>
    public static bool IsCopyOf(ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> signed)
    {
        if (signed.Length <= original.Length || !signed.Span.StartsWith(original.Span))
        {
            return false;
        }

        try
        {
            var file = new PdfFile(signed);
            return RevisionComparison.Compare(file.RevisionAt(original.Length), file.RevisionAt(signed.Length)).All(c => c.Kind == ChangeKind.Signature);
        }
        catch (PdfFormatException)
        {
            return false;
        }
    }
}
