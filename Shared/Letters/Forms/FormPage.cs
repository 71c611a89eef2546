using System.Text;
using SocialWorkflows.Letters.Pdf.Files;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Forms;

/// <summary>One page of the form while it is laid out: marked text, and where its fields stand.</summary>
internal sealed class FormPage
{
    private readonly StringBuilder _instructions = new("0 g 0 G 0.75 w\n");

    /// <summary>Structure type of each marked piece, in order of its id.</summary>
    public List<string> Marks { get; } = [];

    public List<FormBox> Boxes { get; } = [];

    public double Y { get; set; } = PageGeometry.Top;

    public byte[] Instructions => Encoding.ASCII.GetBytes(_instructions.ToString());

    public void Text(string type, FontFace face, double size, IReadOnlyList<string> lines)
    {
        _instructions.Append($"/{type} <</MCID {Marks.Count}>> BDC\n");
        foreach (var line in lines)
        {
            Y -= size * 1.4;
            _instructions.Append($"BT /{face.ResourceName} {PdfText.Number(size)} Tf {PdfText.Number(PageGeometry.Left)} {PdfText.Number(Y)} Td {face.Encode(line)} Tj ET\n");
        }

        _instructions.Append("EMC\n");
        Marks.Add(type);
    }

    public void Box(FormBox box)
    {
        _instructions.Append($"/Artifact BMC {PdfText.Number(box.Left)} {PdfText.Number(box.Bottom)} {PdfText.Number(box.Width)} {PdfText.Number(box.Height)} re S EMC\n");
        Boxes.Add(box with { AfterMark = Marks.Count - 1 });
    }
}

/// <summary>A field's rectangle in points; <c>AfterMark</c> is the label it belongs to.</summary>
internal sealed record FormBox(Casework.Packs.FormField Field, double Left, double Bottom, double Width, double Height, int AfterMark = -1);
