using System.Text;
using SocialWorkflows.Letters.Pdf.Files;

namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>The drawing instructions of one page. Text is marked with the structure element it belongs to; the rule and the page number are artifacts.</summary>
internal sealed class PageContent
{
    private const double BaselineShare = 0.28;
    private const double RuleDistance = 3;
    private readonly StringBuilder _instructions = new("0 g 0 G\n");
    private readonly int _page;
    private StructureElement? _open;

    private PageContent(int page) => _page = page;

    /// <summary>Structure elements by marked-content id, for the parent tree.</summary>
    public List<StructureElement> Marks { get; } = [];

    public byte[] Instructions => Encoding.ASCII.GetBytes(_instructions.ToString());

    /// <param name="lines">What stands on it.</param>
    /// <param name="page">Its place in the file, from 0.</param>
    /// <param name="number">As printed below: „1 (2)”.</param>
    /// <param name="face">Of the number.</param>
    public static PageContent Draw(IReadOnlyList<PlacedLine> lines, int page, string number, FontFace face)
    {
        var content = new PageContent(page);
        foreach (var placed in lines)
        {
            content.Draw(placed);
        }

        content.Close();
        content.DrawPageNumber(number, face);
        return content;
    }

    private void Draw(PlacedLine placed)
    {
        var (line, bottom) = placed;
        if (placed.IsRepeated)
        {
            Close();
            _instructions.Append("/Artifact <</Type /Pagination>> BDC\n");
        }

        foreach (var fragment in line.Fragments.Where(f => f.Text.Length > 0))
        {
            if (!placed.IsRepeated)
            {
                Mark(fragment.Element);
            }

            Show(fragment.Face, fragment.Size, fragment.X, bottom + line.Height - fragment.Down - (line.Leading * (1 - BaselineShare)), fragment.Text);
        }

        if (placed.IsRepeated)
        {
            _instructions.Append("EMC\n");
        }

        if (line.RuleBelow > 0)
        {
            Close();
            DrawRule(bottom - RuleDistance, line.RuleBelow);
        }
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

    private void DrawRule(double y, double width) =>
        _instructions.Append($"/Artifact BMC {PdfText.Number(width)} w {PdfText.Number(PageGeometry.Left)} {PdfText.Number(y)} m {PdfText.Number(PageGeometry.Right)} {PdfText.Number(y)} l S EMC\n");

    private void DrawPageNumber(string text, FontFace face)
    {
        var x = (PageGeometry.Left + PageGeometry.Right - face.Measure(text, LayerStyle.PageNumber)) / 2;
        _instructions.Append("/Artifact <</Type /Pagination>> BDC\n");
        Show(face, LayerStyle.PageNumber, x, PageGeometry.PageNumberBaseline, text);
        _instructions.Append("EMC\n");
    }
}
