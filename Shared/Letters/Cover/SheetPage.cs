using System.Text;
using SocialWorkflows.Letters.Pdf.Files;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Cover;

/// <summary>One page with texts and bars at fixed places, in points from its lower left corner.</summary>
internal sealed class SheetPage
{
    private readonly StringBuilder _instructions = new("0 g 0 G\n");

    /// <summary>Structure type of each marked piece, in order of its id.</summary>
    public List<string> Marks { get; } = [];

    public byte[] Instructions => Encoding.ASCII.GetBytes(_instructions.ToString());

    /// <summary>Lines under one tag, from <paramref name="y"/> down; returns the baseline of the last.</summary>
    public double Text(string type, FontFace face, double size, double x, double y, IReadOnlyList<string> lines, double leading = 1.35)
    {
        _instructions.Append($"/{type} <</MCID {Marks.Count}>> BDC\n");
        for (var i = 0; i < lines.Count; i++)
        {
            // A reader program that joins the lines needs the space between them.
            var text = i < lines.Count - 1 ? lines[i] + " " : lines[i];
            _instructions.Append($"BT /{face.ResourceName} {PdfText.Number(size)} Tf {PdfText.Number(x)} {PdfText.Number(y - (i * size * leading))} Td {face.Encode(text)} Tj ET\n");
        }

        _instructions.Append("EMC\n");
        Marks.Add(type);
        return y - ((lines.Count - 1) * size * leading);
    }

    /// <summary>Bars of <paramref name="widths"/>, which alternate bar and space; for the eye of a machine, so an artifact.</summary>
    public void Bars(IReadOnlyList<int> widths, double x, double y, double module, double height)
    {
        _instructions.Append("/Artifact BMC\n");
        for (var i = 0; i < widths.Count; i++)
        {
            if (i % 2 == 0)
            {
                _instructions.Append($"{PdfText.Number(x)} {PdfText.Number(y)} {PdfText.Number(widths[i] * module)} {PdfText.Number(height)} re ");
            }

            x += widths[i] * module;
        }

        _instructions.Append("f EMC\n");
    }

    public void Rule(double x1, double x2, double y) =>
        _instructions.Append($"/Artifact BMC 0.5 w {PdfText.Number(x1)} {PdfText.Number(y)} m {PdfText.Number(x2)} {PdfText.Number(y)} l S EMC\n");
}
