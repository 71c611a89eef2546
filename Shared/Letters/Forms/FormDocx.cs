using System.Xml.Linq;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Forms;

/// <summary>The blank application as Word text (ISO/IEC 29500) whose answers are content controls tagged with the field's id.</summary>
public static class FormDocx
{
    internal static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    internal const string Body = "word/document.xml";

    private const string Types = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """;

    private const string Relations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """;

    public static byte[] Write(BlankForm form)
    {
        var body = new XElement(
            W + "body",
            Paragraph(form.Institution.Name, bold: true),
            Paragraph(form.Rules.Title, bold: true),
            form.Rules.Instructions.Select(i => Paragraph(i)),
            form.Rules.Fields.SelectMany(f => new[] { Paragraph(BlankForm.LabelOf(f), bold: true, keepNext: true), Answer(f) }),
            Paragraph(form.Rules.Declaration),
            new XElement(W + "sectPr", new XElement(W + "pgSz", new XAttribute(W + "w", 11906), new XAttribute(W + "h", 16838))));
        var document = new XDocument(new XElement(W + "document", new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName), body));
        return FormPackage.Write([("[Content_Types].xml", Types), ("_rels/.rels", Relations), (Body, document.ToString(SaveOptions.DisableFormatting))]);
    }

    private static XElement Paragraph(string text, bool bold = false, bool keepNext = false) => new(
        W + "p",
        keepNext ? new XElement(W + "pPr", new XElement(W + "keepNext")) : null,
        new XElement(W + "r", Language(bold), new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), text)));

    private static XElement Language(bool bold) =>
        new(W + "rPr", bold ? new XElement(W + "b") : null, new XElement(W + "lang", new XAttribute(W + "val", "lv-LV")));

    private static XElement Answer(FormField field) => new(
        W + "sdt",
        new XElement(
            W + "sdtPr",
            new XElement(W + "alias", new XAttribute(W + "val", field.Label)),
            new XElement(W + "tag", new XAttribute(W + "val", field.Id)),
            new XElement(W + "showingPlcHdr"),
            new XElement(W + "text", field.Lines > 1 ? new XAttribute(W + "multiLine", 1) : null)),
        new XElement(W + "sdtContent", Paragraph(FormPackage.Placeholder)));
}
