namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>One line of type, or one row of a table, ready to be put on a page.</summary>
/// <param name="SpaceBefore">Points above the line; dropped at the top of a page.</param>
/// <param name="Height">Points from the top of this line to the top of the next.</param>
internal sealed record LayoutLine(double SpaceBefore, double Height, IReadOnlyList<TextFragment> Fragments)
{
    public bool CanBreakBefore { get; init; } = true;

    public bool StartsPage { get; init; }

    /// <summary>Thickness in points of the rule under the line; 0 for none.</summary>
    public double RuleBelow { get; init; }

    /// <summary>Points of one line of type; less than <see cref="Height"/> in a row of a table that has several.</summary>
    public double Leading { get; init; } = Height;

    /// <summary>The heads of the table this row belongs to, shown again where the row begins a page; null for other lines.</summary>
    public LayoutLine? Heads { get; init; }
}

/// <param name="X">Points from the left edge of the page.</param>
internal sealed record TextFragment(StructureElement Element, FontFace Face, double Size, double X, string Text)
{
    /// <summary>Points below the top of the line, in a row of several lines of type.</summary>
    public double Down { get; init; }
}
