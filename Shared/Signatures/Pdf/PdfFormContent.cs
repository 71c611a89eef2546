using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>What somebody wrote into the fields of a PDF form.</summary>
/// <param name="Fields">Names of the fields that ask for something; signatures and mere buttons are none.</param>
/// <param name="Values">What stands in them, in the order of the form.</param>
public sealed record PdfFormContent(int Fields, IReadOnlyList<string> Values)
{
    /// <summary>Fewer fields are a stamp or a search box, not a form to be filled in.</summary>
    private const int FewestFields = 3;

    /// <summary>A form that nobody filled in: the signature on it may be good, but nothing is applied for.</summary>
    public bool IsBlank => Fields >= FewestFields && Values.Count == 0;

    /// <summary>Null when the bytes are no PDF, or one without a form that can be read with reasonable work.</summary>
    public static PdfFormContent? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) < 0)
        {
            return null;
        }

        using var work = InspectionWork.Begin(InspectionLimits.Default, bytes.Length);
        try
        {
            var revision = new PdfFile(bytes).RevisionAt(bytes.Length);
            var asking = FormFields.Read(revision).FindAll(f => f.Type is "Tx" or "Ch" or "Btn");
            return asking.Count == 0 ? null : new PdfFormContent(asking.Count, [.. asking.Select(f => Value(revision, f)).Where(v => v.Length > 0)]);
        }
        catch (Exception e) when (e is PdfFormatException or ContainerException)
        {
            return null;
        }
    }

    private static string Value(PdfRevision revision, FormField field) => revision.Resolve(field.Dictionary["V"]) switch
    {
        PdfString text => FormFields.Text(text.Bytes).Trim(),
        PdfName { Value: not "Off" } chosen => chosen.Value,
        PdfArray list => Joined(revision, list.Items),
        _ => "",
    };

    private static string Joined(PdfRevision revision, IReadOnlyList<PdfValue> chosen)
    {
        InspectionWork.ReadPdfFields(chosen.Count);
        return string.Join(' ', chosen.Select(revision.Resolve).OfType<PdfString>().Select(s => FormFields.Text(s.Bytes).Trim())).Trim();
    }
}
