using System.Text;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf.Files;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Pdf;

/// <summary>
/// Writes a letter as tagged PDF/A-1b (ISO 19005-1:2005): embedded subset font, structure tree, language, and a signature when a signer is given.
/// Equal document, fonts and date give equal bytes.
/// </summary>
public static class LetterWriter
{
    /// <summary>Letters of <see cref="WriteBundle"/>.</summary>
    public const int MostInABundle = 500;

    private const string Producer = "SocialWorkflows";

    /// <summary>Signatures of one signer differ by a few bytes (ECDSA, names in the time-stamp).</summary>
    private const int SignatureMargin = 256;

    /// <param name="created">Printed nowhere; goes into the metadata, so that writing a letter again gives the same file.</param>
    /// <param name="signer">Null for a letter that is signed later or on paper; only with a signer does the text say that it is signed.</param>
    public static byte[] Write(LetterDocument document, LetterFonts fonts, DateTimeOffset created, ILetterSigner? signer)
    {
        var regular = new FontFace(fonts.Regular, "F1");
        var bold = new FontFace(fonts.Bold, "F2");
        List<PageContent> contents = [];
        var layout = Lay(signer is null ? document : document with { Blocks = SignatureNotice.AddTo(document.Blocks, signer) }, regular, bold, contents);
        // The title stands in XML and beside it; a control character from a number would break the one and not the other.
        var titled = document with { Title = MarkupText.OneLine(MarkupText.Escape(document.Title)) };
        return signer is null
            ? Assemble(titled, layout, contents, [regular, bold], created, signature: null).File
            : Sign(signer, room =>
            {
                SignatureField? field = null;
                var pdf = Assemble(titled, layout, contents, [regular, bold], created, (objects, page) => field = SignatureField.Add(objects, signer, room, page, contents.Count, created));
                return (pdf, field!);
            });
    }

    /// <summary>Writes the file with room for the signature as large as it is expected; one that is larger is made anew in a file with room for it.</summary>
    /// <exception cref="InvalidOperationException">The second signature is larger still, or larger than a PDF string may be.</exception>
    private static byte[] Sign(ILetterSigner signer, Func<int, (PdfBytes Pdf, SignatureField Field)> assemble)
    {
        var (pdf, field) = assemble(signer.ExpectedSize);
        if (field.Sign(pdf, signer, out var needed) is { } signed)
        {
            return signed;
        }

        (pdf, field) = assemble(needed + SignatureMargin);
        return field.Sign(pdf, signer, out var second)
            ?? throw new InvalidOperationException($"The signer's signatures grow: {needed} bytes, then {second} where there was room for {needed + SignatureMargin}. The letter was not written.");
    }

    /// <summary>Many letters in one file to print, unsigned: each begins on a page of its own and counts its pages for itself.</summary>
    /// <param name="title">Of the file; names no person.</param>
    /// <param name="letters">At most <see cref="MostInABundle"/>: an array of PDF/A-1 has at most 8,191 elements.</param>
    public static byte[] WriteBundle(string title, IReadOnlyCollection<LetterDocument> letters, LetterFonts fonts, DateTimeOffset created)
    {
        ArgumentOutOfRangeException.ThrowIfZero(letters.Count, nameof(letters));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(letters.Count, MostInABundle, nameof(letters));
        var (regular, bold) = (new FontFace(fonts.Regular, "F1"), new FontFace(fonts.Bold, "F2"));
        List<PageContent> contents = [];
        var root = new StructureElement("Document");
        foreach (var letter in letters)
        {
            root.Add("Sect").Children.AddRange(Lay(letter, regular, bold, contents).Children);
        }

        return Assemble(new LetterDocument(MarkupText.OneLine(MarkupText.Escape(title)), letters.First().Language, []), root, contents, [regular, bold], created, signature: null).File;
    }

    /// <summary>Adds the pages of a letter to those that are there.</summary>
    /// <returns>Its tags.</returns>
    private static StructureElement Lay(LetterDocument document, FontFace regular, FontFace bold, List<PageContent> contents)
    {
        var layout = new LetterLayout(regular, bold);
        foreach (var block in document.Blocks)
        {
            layout.Add(block);
        }

        if (layout.Lines.Count == 0)
        {
            throw new ArgumentException("The letter has no text.", nameof(document));
        }

        var mark = document.Mark is { } said ? MarkupText.OneLine(MarkupText.Escape(said)) + "  " : "";
        var pages = Paginator.Paginate(layout.Lines);
        for (var i = 0; i < pages.Count; i++)
        {
            contents.Add(PageContent.Draw(pages[i], contents.Count, $"{mark}{i + 1} ({pages.Count})", regular));
        }

        return layout.Root;
    }

    private static PdfBytes Assemble(
        LetterDocument document, StructureElement root, List<PageContent> contents, FontFace[] faces, DateTimeOffset created, Func<PdfObjects, int, SignatureField>? signature)
    {
        var objects = new PdfObjects();
        var catalog = objects.Reserve();
        var pageTree = objects.Reserve();
        var pageIds = contents.Select(_ => objects.Reserve()).ToList();
        var resources = string.Concat(faces.Where(f => f.Used.Count > 0).Select(f => $"/{f.ResourceName} {EmbeddedFont.Add(objects, f)} 0 R "));
        var field = signature?.Invoke(objects, pageIds[0]);
        for (var i = 0; i < contents.Count; i++)
        {
            var content = objects.AddStream("", contents[i].Instructions);
            var annotations = i == 0 && field is not null ? $" /Annots [{field.Widget} 0 R]" : "";
            objects.Set(
                pageIds[i],
                $"<< /Type /Page /Parent {pageTree} 0 R /MediaBox [0 0 {PdfText.Number(PageGeometry.Width)} {PdfText.Number(PageGeometry.Height)}] " +
                $"/Resources << /Font << {resources}>> >> /Contents {content} 0 R /StructParents {i}{annotations} >>");
        }

        objects.Set(pageTree, $"<< /Type /Pages /Count {pageIds.Count} /Kids {PdfText.Array(pageIds.Select(PdfText.Reference))} >>");
        objects.Set(catalog, Catalog(document, objects, pageTree, new StructureTree(objects, pageIds).Add(root, contents, field?.Widget), field, created));
        return objects.Write(catalog, objects.Add(Information(document, created)));
    }

    private static string Catalog(LetterDocument document, PdfObjects objects, int pageTree, int structure, SignatureField? signature, DateTimeOffset created)
    {
        var packet = XmpPacket.Create(document.Title, document.Language, Producer, created);
        var metadata = objects.AddStream("/Type /Metadata /Subtype /XML", Encoding.UTF8.GetBytes(packet), compress: false);
        var profile = objects.AddStream("/N 3", IccProfile.Srgb);
        var form = signature is null ? "" : $" /AcroForm << /Fields [{signature.Widget} 0 R] /SigFlags 3 >>";
        return $"<< /Type /Catalog /Pages {pageTree} 0 R /Lang ({document.Language}) /MarkInfo << /Marked true >> /StructTreeRoot {structure} 0 R " +
            $"/ViewerPreferences << /DisplayDocTitle true >> /Metadata {metadata} 0 R /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 " +
            $"/OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile {profile} 0 R >>]{form} >>";
    }

    private static string Information(LetterDocument document, DateTimeOffset created) =>
        $"<< /Title {PdfText.String(document.Title)} /Creator ({Producer}) /Producer ({Producer}) /CreationDate {PdfText.Date(created)} /ModDate {PdfText.Date(created)} >>";
}
