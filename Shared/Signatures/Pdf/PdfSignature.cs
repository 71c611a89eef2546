using System.Formats.Asn1;
using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>A signature dictionary with the field it is the value of (ISO 32000-1 §12.8.1).</summary>
internal sealed class PdfSignature
{
    private PdfSignature(FormField field, PdfDictionary dictionary) => (Field, Dictionary) = (field, dictionary);

    public FormField Field { get; }

    public PdfDictionary Dictionary { get; }

    public string? SubFilter { get; private init; }

    public PdfString? Contents { get; private init; }

    /// <summary>Null when ByteRange is missing or senseless.</summary>
    public SignedRanges? Ranges { get; private init; }

    public bool IsTimeStamp => SubFilter == "ETSI.RFC3161";

    /// <summary>Where the signed revision ends; 0 when that is unknown.</summary>
    public int End => Ranges?.End ?? 0;

    /// <summary>The signatures of every signature field that has a value.</summary>
    public static List<PdfSignature> ReadAll(PdfRevision revision, PdfFile file, IEnumerable<FormField> fields) =>
    [
        .. fields.Where(f => f.IsSignature && revision.Resolve(f.Dictionary["V"]) is not PdfNull)
            .Select(f => (Field: f, Dictionary: revision.Dictionary(f.Dictionary["V"])))
            .Select(s => new PdfSignature(s.Field, s.Dictionary)
            {
                SubFilter = revision.Name(s.Dictionary["SubFilter"]),
                Contents = revision.Resolve(s.Dictionary["Contents"]) as PdfString,
                Ranges = SignedRanges.Read(file.Bytes, [.. revision.Array(s.Dictionary["ByteRange"]).Select(revision.Resolve)]),
            })
            .OrderBy(s => s.End),
    ];

    /// <summary>What makes the dictionary ambiguous or empty (universal signature forgery); null when it is clear.</summary>
    public Reason? CheckForm()
    {
        if (Contents is null or { Bytes.Length: 0 } || Ranges is null)
        {
            return Malformed("The signature has no value (Contents) or does not say what it covers (ByteRange).");
        }

        if (Dictionary.HasRepeatedKey)
        {
            return Malformed("The signature dictionary says the same thing twice.");
        }

        return Dictionary["Contents"] is PdfReference || Dictionary["ByteRange"] is PdfReference
            ? Malformed("The signature's value or range stands outside its dictionary.")
            : null;
    }

    /// <summary>The value without the zeros that fill the reserved room.</summary>
    public byte[] Token()
    {
        try
        {
            AsnDecoder.ReadSequence(Contents!.Bytes, AsnEncodingRules.BER, out _, out _, out var length);
            return Contents.Bytes[..length];
        }
        catch (AsnContentException)
        {
            return Contents!.Bytes;
        }
    }

    private static Reason Malformed(string text) => Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, text);
}
