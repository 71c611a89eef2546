using System.Text;
using SocialWorkflows.Letters.Pdf.Files;

namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>The drawing instructions of one page. Text is marked with the structure element it belongs to; the rule and the page number are artifacts.</summary>
internal sealed class PageContent
{
    private const double BaselineShare = 0.28;
    private readonly StringBuilder _instructions = new("0 g 0 G\n");
    private readonly int _page;
    private StructureElement? _open;

    private PageContent(int page) => _page = page;

    /// <summary>Structure elements by marked-content id, for the parent tree.</summary>
    public List<StructureElement> Marks { get; } = [];

    public byte[] Instructions => Encoding.ASCII.GetBytes(_instructions.ToString());

    public static PageContent Draw(IReadOnlyList<PlacedLine> lines, int page, int pageCount, FontFace face)
    {
        var content = new PageContent(page);
        foreach (var (line, bottom) in lines)
        {
            foreach (var fragment in line.Fragments.Where(f => f.Text.Length > 0))
            {
                content.Mark(fragment.Element);
                content.Show(fragment.Face, fragment.Size, fragment.X, bottom + (line.Height * BaselineShare), fragment.Text);
            }

            if (line.RuleBelow)
            {
                content.Close();
                content.DrawRule(bottom - 3);
            }
        }

        content.Close();
        content.DrawPageNumber($"{page + 1} ({pageCount})", face);
        return content;
    }

    private void Mark(StructureElement element)
    {
        if (_open == element)
        {
            return;
        }

        Close();
        _instructions.Append($"/{element.Type} <</MCID {Marks.Count}>> BDC\n");
        element.Content.Add((_page, Marks.Count));
        Marks.Add(element);
        _open = element;
    }

    private void Close()
    {
        _instructions.Append(_open is null ? "" : "EMC\n");
        _open = null;
    }

    private void Show(FontFace face, double size, double x, double y, string text) =>
        _instructions.Append($"BT /{face.ResourceName} {PdfText.Number(size)} Tf {PdfText.Number(x)} {PdfText.Number(y)} Td {face.Encode(text)} Tj ET\n");

    private void DrawRule(double y) =>
        _instructions.Append($"/Artifact BMC 0.75 w {PdfText.Number(PageGeometry.Left)} {PdfText.Number(y)} m {PdfText.Number(PageGeometry.Right)} {PdfText.Number(y)} l S EMC\n");

    private void DrawPageNumber(string text, FontFace face)
    {
        var x = (PageGeometry.Left + PageGeometry.Right - face.Measure(text, LayerStyle.PageNumber)) / 2;
        _instructions.Append("/Artifact <</Type /Pagination>> BDC\n");
        Show(face, LayerStyle.PageNumber, x, PageGeometry.PageNumberBaseline, text);
        _instructions.Append("EMC\n");
    }
}
