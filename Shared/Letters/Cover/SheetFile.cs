using System.Text;
using SocialWorkflows.Letters.Pdf.Files;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Cover;

/// <summary>A page as a file: PDF/A-1b (ISO 19005-1:2005) with tags, language and embedded fonts. Equal pages give equal bytes.</summary>
internal static class SheetFile
{
    private const string Language = "lv-LV";
    private const string Producer = "SocialWorkflows";

    public static byte[] Write(SheetPage page, string title, IReadOnlyList<FontFace> faces, DateTimeOffset created)
    {
        var objects = new PdfObjects();
        var (catalog, tree, leaf) = (objects.Reserve(), objects.Reserve(), objects.Reserve());
        var fonts = string.Concat(faces.Where(f => f.Used.Count > 0).Select(f => $"/{f.ResourceName} {EmbeddedFont.Add(objects, f)} 0 R "));
        var content = objects.AddStream("", page.Instructions);
        objects.Set(
            leaf,
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfText.Number(PageGeometry.Width)} {PdfText.Number(PageGeometry.Height)}] " +
            $"/Resources << /Font << {fonts}>> >> /Contents {content} 0 R /StructParents 0 >>");
        objects.Set(tree, $"<< /Type /Pages /Count 1 /Kids [{leaf} 0 R] >>");
        var metadata = objects.AddStream("/Type /Metadata /Subtype /XML", Encoding.UTF8.GetBytes(XmpPacket.Create(title, Language, Producer, created)), compress: false);
        var profile = objects.AddStream("/N 3", IccProfile.Srgb);
        objects.Set(
            catalog,
            $"<< /Type /Catalog /Pages {tree} 0 R /Lang ({Language}) /MarkInfo << /Marked true >> /StructTreeRoot {Structure(objects, page, leaf)} 0 R " +
            $"/ViewerPreferences << /DisplayDocTitle true >> /Metadata {metadata} 0 R /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 " +
            $"/OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile {profile} 0 R >>] >>");
        return objects.Write(
            catalog,
            objects.Add($"<< /Title {PdfText.String(title)} /Creator ({Producer}) /Producer ({Producer}) /CreationDate {PdfText.Date(created)} /ModDate {PdfText.Date(created)} >>")).File;
    }

    private static int Structure(PdfObjects objects, SheetPage page, int leaf)
    {
        var (root, document) = (objects.Reserve(), objects.Reserve());
        int[] kids = [.. page.Marks.Select((type, mark) => objects.Add($"<< /Type /StructElem /S /{type} /P {document} 0 R /Pg {leaf} 0 R /K {mark} >>"))];
        var references = PdfText.Array(kids.Select(PdfText.Reference));
        var parents = objects.Add($"<< /Nums [0 {references}] >>");
        objects.Set(document, $"<< /Type /StructElem /S /Document /P {root} 0 R /K {references} >>");
        objects.Set(root, $"<< /Type /StructTreeRoot /K [{document} 0 R] /ParentTree {parents} 0 R /ParentTreeNextKey 1 >>");
        return root;
    }
}
