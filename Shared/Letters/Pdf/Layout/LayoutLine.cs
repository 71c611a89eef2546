namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>One line of type, ready to be put on a page.</summary>
/// <param name="SpaceBefore">Points above the line; dropped at the top of a page.</param>
/// <param name="Height">Points from the top of this line to the top of the next.</param>
internal sealed record LayoutLine(double SpaceBefore, double Height, IReadOnlyList<TextFragment> Fragments)
{
    public bool CanBreakBefore { get; init; } = true;

    public bool StartsPage { get; init; }

    public bool RuleBelow { get; init; }
}

/// <param name="X">Points from the left edge of the page.</param>
internal sealed record TextFragment(StructureElement Element, FontFace Face, double Size, double X, string Text);
