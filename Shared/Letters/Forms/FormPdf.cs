using System.Text;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Pdf.Files;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Forms;

/// <summary>The blank application as a fillable PDF: AcroForm text fields, tagged, fonts embedded, every field with its question as name for screen readers.</summary>
public static class FormPdf
{
    private const double TitleSize = 15;
    private const double TextSize = 10.5;
    private const double FieldSize = 11;
    private const double LineHeight = 15;
    private const double Padding = 6;
    private const double Gap = 9;

    /// <summary>Text field over several lines (ISO 32000-1, table 228).</summary>
    private const int Multiline = 1 << 12;

    /// <summary>The field must have a value (table 221).</summary>
    private const int RequiredFlag = 1 << 1;

    /// <param name="form">Of one municipality.</param>
    /// <param name="fonts">Read once.</param>
    /// <param name="created">Goes into the metadata; equal input gives equal bytes.</param>
    public static byte[] Write(BlankForm form, LetterFonts fonts, DateTimeOffset created)
    {
        var regular = new FontFace(fonts.Regular, "F1");
        var bold = new FontFace(fonts.Bold, "F2");
        var pages = Lay(form, regular, bold);
        var objects = new PdfObjects();
        var catalog = objects.Reserve();
        var tree = objects.Reserve();
        var pageIds = pages.Select(_ => objects.Reserve()).ToList();
        var resources = string.Concat(new[] { regular, bold }.Where(f => f.Used.Count > 0).Select(f => $"/{f.ResourceName} {EmbeddedFont.Add(objects, f)} 0 R "));
        var typed = FieldFont.Add(objects, fonts.Regular);
        var empty = objects.AddStream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << >>", "/Tx BMC EMC"u8, compress: false);
        var key = pages.Count;
        List<(int Widget, int Page, FormBox Box, int Key)> widgets = [];
        for (var i = 0; i < pages.Count; i++)
        {
            foreach (var box in pages[i].Boxes)
            {
                widgets.Add((objects.Add(Widget(box, pageIds[i], key, empty)), i, box, key++));
            }

            var content = objects.AddStream("", pages[i].Instructions);
            var annotations = PdfText.Array(widgets.Where(w => w.Page == i).Select(w => PdfText.Reference(w.Widget)));
            objects.Set(
                pageIds[i],
                $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfText.Number(PageGeometry.Width)} {PdfText.Number(PageGeometry.Height)}] /Tabs /S " +
                $"/Resources << /Font << {resources}>> >> /Contents {content} 0 R /StructParents {i} /Annots {annotations} >>");
        }

        objects.Set(tree, $"<< /Type /Pages /Count {pages.Count} /Kids {PdfText.Array(pageIds.Select(PdfText.Reference))} >>");
        var title = PdfText.String(form.Rules.Title);
        objects.Set(
            catalog,
            $"<< /Type /Catalog /Pages {tree} 0 R /Lang (lv) /MarkInfo << /Marked true >> /StructTreeRoot {Structure(objects, pages, pageIds, widgets)} 0 R " +
            $"/ViewerPreferences << /DisplayDocTitle true >> /AcroForm << /Fields {PdfText.Array(widgets.Select(w => PdfText.Reference(w.Widget)))} " +
            $"/NeedAppearances true /DA (/Form {PdfText.Number(FieldSize)} Tf 0 g) /DR << /Font << /Form {typed} 0 R >> >> >> >>");
        return objects.Write(catalog, objects.Add($"<< /Title {title} /Producer (SocialWorkflows) /CreationDate {PdfText.Date(created)} >>")).File;
    }

    private static List<FormPage> Lay(BlankForm form, FontFace regular, FontFace bold)
    {
        List<FormPage> pages = [new FormPage()];
        Text("P", bold, TextSize, form.Institution.Name);
        Text("H1", bold, TitleSize, form.Rules.Title);
        foreach (var instruction in form.Rules.Instructions)
        {
            Text("P", regular, TextSize, instruction);
        }

        foreach (var field in form.Rules.Fields)
        {
            var height = (field.Lines * LineHeight) + Padding;
            Room((TextSize * 1.4) + height + Gap);
            pages[^1].Text("P", bold, TextSize, Wrap(BlankForm.LabelOf(field), bold, TextSize));
            pages[^1].Y -= height + 4;
            pages[^1].Box(new FormBox(field, PageGeometry.Left, pages[^1].Y, PageGeometry.TextWidth, height));
            pages[^1].Y -= Gap;
        }

        Text("P", regular, TextSize, form.Rules.Declaration);
        return pages;

        void Text(string type, FontFace face, double size, string text)
        {
            var lines = Wrap(text, face, size);
            Room(lines.Count * size * 1.4);
            pages[^1].Text(type, face, size, lines);
            pages[^1].Y -= Gap;
        }

        void Room(double height)
        {
            if (pages[^1].Y - height < PageGeometry.Bottom)
            {
                pages.Add(new FormPage());
            }
        }
    }

    private static List<string> Wrap(string text, FontFace face, double size)
    {
        List<string> lines = [];
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && face.Measure($"{lines[^1]} {word}", size) <= PageGeometry.TextWidth)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    private static string Widget(FormBox box, int page, int key, int appearance)
    {
        var flags = (box.Field.Lines > 1 ? Multiline : 0) | (box.Field.Required ? RequiredFlag : 0);
        var rectangle = PdfText.Array(new[] { box.Left, box.Bottom, box.Left + box.Width, box.Bottom + box.Height }.Select(PdfText.Number));
        return $"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({box.Field.Id}) /TU {PdfText.String(BlankForm.LabelOf(box.Field))} /V () /Ff {flags} /F 4 /P {page} 0 R " +
            $"/Rect {rectangle} /DA (/Form {PdfText.Number(FieldSize)} Tf 0 g) /MK << >> /StructParent {key} /AP << /N {appearance} 0 R >> >>";
    }

    /// <summary>Each field stands right after its question, so that a screen reader meets them together.</summary>
    private static int Structure(PdfObjects objects, List<FormPage> pages, List<int> pageIds, List<(int Widget, int Page, FormBox Box, int Key)> widgets)
    {
        var root = objects.Reserve();
        var document = objects.Reserve();
        List<int> kids = [];
        List<string> parents = [];
        for (var i = 0; i < pages.Count; i++)
        {
            List<int> marked = [];
            for (var mark = 0; mark < pages[i].Marks.Count; mark++)
            {
                marked.Add(objects.Add($"<< /Type /StructElem /S /{pages[i].Marks[mark]} /P {document} 0 R /Pg {pageIds[i]} 0 R /K {mark} >>"));
                kids.Add(marked[^1]);
                foreach (var widget in widgets.Where(w => w.Page == i && w.Box.AfterMark == mark))
                {
                    var element = objects.Add(
                        $"<< /Type /StructElem /S /Form /P {document} 0 R /Pg {pageIds[i]} 0 R /K << /Type /OBJR /Obj {widget.Widget} 0 R /Pg {pageIds[i]} 0 R >> >>");
                    kids.Add(element);
                    parents.Add($"{widget.Key} {element} 0 R");
                }
            }

            parents.Add($"{i} {PdfText.Array(marked.Select(PdfText.Reference))}");
        }

        var ordered = parents.OrderBy(p => int.Parse(p.AsSpan(0, p.IndexOf(' ', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var parentTree = objects.Add($"<< /Nums {PdfText.Array(ordered)} >>");
        objects.Set(document, $"<< /Type /StructElem /S /Document /P {root} 0 R /K {PdfText.Array(kids.Select(PdfText.Reference))} >>");
        objects.Set(root, $"<< /Type /StructTreeRoot /K [{document} 0 R] /ParentTree {parentTree} 0 R /ParentTreeNextKey {ordered.Count} >>");
        return root;
    }
}
