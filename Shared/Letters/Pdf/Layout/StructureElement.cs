namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>A node of the tag tree: what a reader program announces, in reading order.</summary>
/// <param name="type">Standard structure type of PDF 1.4: Document, Sect, H1, H2, P, L, LI, Lbl, LBody, Table, Caption, TR, TH, TD, Form.</param>
internal sealed class StructureElement(string type)
{
    public string Type { get; } = type;

    public List<StructureElement> Children { get; } = [];

    /// <summary>Marked content that belongs to this node: page index and marked-content id.</summary>
    public List<(int Page, int Mark)> Content { get; } = [];

    public StructureElement Add(string childType)
    {
        var child = new StructureElement(childType);
        Children.Add(child);
        return child;
    }
}
