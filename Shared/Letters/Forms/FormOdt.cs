using System.Xml.Linq;

namespace SocialWorkflows.Letters.Forms;

/// <summary>The blank application as OpenDocument text (ISO/IEC 26300): a table of questions and empty cells named by the field.</summary>
public static class FormOdt
{
    internal static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    internal static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    internal static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    internal const string Body = "content.xml";
    internal const string MediaType = "application/vnd.oasis.opendocument.text";

    private const string Manifest = """
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
        """;

    public static byte[] Write(BlankForm form)
    {
        var table = new XElement(
            Table + "table",
            new XAttribute(Table + "name", "fields"),
            new XElement(Table + "table-column", new XAttribute(Table + "number-columns-repeated", 2)),
            form.Rules.Fields.Select(f => new XElement(
                Table + "table-row",
                Cell([BlankForm.LabelOf(f)]),
                Cell(Enumerable.Repeat("", f.Lines)))));
        var content = new XDocument(new XElement(
            Office + "document-content",
            new XAttribute(XNamespace.Xmlns + "office", Office.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "text", Text.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "table", Table.NamespaceName),
            new XAttribute(Office + "version", "1.2"),
            new XElement(
                Office + "body",
                new XElement(
                    Office + "text",
                    new XElement(Text + "p", form.Institution.Name),
                    new XElement(Text + "h", new XAttribute(Text + "outline-level", 1), form.Rules.Title),
                    form.Rules.Instructions.Select(i => new XElement(Text + "p", i)),
                    table,
                    new XElement(Text + "p", form.Rules.Declaration)))));
        return FormPackage.Write([("mimetype", MediaType), (Body, content.ToString(SaveOptions.DisableFormatting)), ("META-INF/manifest.xml", Manifest)]);
    }

    private static XElement Cell(IEnumerable<string> lines) =>
        new(Table + "table-cell", new XAttribute(Office + "value-type", "string"), lines.Select(l => new XElement(Text + "p", l)));
}
