using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>What was typed into the fields of a PDF form; signature fields are left out.</summary>
public static class PdfFormValues
{
    private const int LargestFile = 50 * 1024 * 1024;

    /// <summary>Values by full field name as they stand in the newest revision, blank ones empty; null when there is no form or it cannot be read.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > LargestFile || !content.Span.StartsWith("%PDF-"u8))
        {
            return null;
        }

        try
        {
            var revision = new PdfFile(content).RevisionAt(content.Length);
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            foreach (var field in FormFields.Read(revision).Where(f => !f.IsSignature && f.Name.Length > 0))
            {
                values.TryAdd(field.Name, TextOf(revision.Resolve(field.Dictionary["V"]), revision));
            }

            return values.Count > 0 ? values : null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Whatever is wrong with the file: there is nothing in it that could be read as answers.
            return null;
        }
    }

    private static string TextOf(PdfValue value, PdfRevision revision) => value switch
    {
        PdfString text => Clean(text.Bytes is [0xEF, 0xBB, 0xBF, ..] ? System.Text.Encoding.UTF8.GetString(text.Bytes, 3, text.Bytes.Length - 3) : FormFields.Text(text.Bytes)),
        PdfName { Value: "Off" } => "",
        PdfName name => name.Value,
        PdfStream stream => Clean(FormFields.Text(revision.Bytes(stream))),
        PdfArray { Items: [var first, ..] } => TextOf(revision.Resolve(first), revision),
        _ => "",
    };

    private static string Clean(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();
}
