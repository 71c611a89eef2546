namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>Puts lines on pages, from the top, breaking only where a line allows it.</summary>
internal static class Paginator
{
    public static List<List<PlacedLine>> Paginate(IReadOnlyList<LayoutLine> lines)
    {
        var pages = new List<List<PlacedLine>>();
        for (var first = 0; first < lines.Count;)
        {
            var end = EndOfPage(lines, first);
            pages.Add(Place(lines, first, end));
            first = end;
        }

        return pages;
    }

    private static int EndOfPage(IReadOnlyList<LayoutLine> lines, int first)
    {
        var y = PageGeometry.Top - HeadsHeight(lines[first]);
        var lastBreak = first;
        for (var i = first; i < lines.Count; i++)
        {
            if (i > first && lines[i].StartsPage)
            {
                return i;
            }

            if (i > first && lines[i].CanBreakBefore)
            {
                lastBreak = i;
            }

            y -= lines[i].Height + (i == first ? 0 : lines[i].SpaceBefore);
            if (y < PageGeometry.Bottom && i > first)
            {
                // A chain of lines that must stay together but fills a whole page is cut where it overflows.
                return lastBreak > first ? lastBreak : i;
            }
        }

        return lines.Count;
    }

    private static List<PlacedLine> Place(IReadOnlyList<LayoutLine> lines, int first, int end)
    {
        var placed = new List<PlacedLine>(end - first);
        var y = PageGeometry.Top - HeadsHeight(lines[first]);
        if (lines[first].Heads is { } heads && y < PageGeometry.Top)
        {
            placed.Add(new PlacedLine(heads, PageGeometry.Top - heads.Height) { IsRepeated = true });
        }

        for (var i = first; i < end; i++)
        {
            y -= lines[i].Height + (i == first ? 0 : lines[i].SpaceBefore);
            placed.Add(new PlacedLine(lines[i], y));
        }

        return placed;
    }

    /// <summary>Room for repeated heads; heads that would leave no room for the table are not repeated.</summary>
    private static double HeadsHeight(LayoutLine first) =>
        first.Heads is { } heads && heads.Height < (PageGeometry.Top - PageGeometry.Bottom) / 4 ? heads.Height + first.SpaceBefore : 0;
}

/// <param name="Bottom">Lower edge of the line, points from the bottom of the page.</param>
internal sealed record PlacedLine(LayoutLine Line, double Bottom)
{
    /// <summary>Heads of a table shown once more: for the eye only, a screen reader has read them.</summary>
    public bool IsRepeated { get; init; }
}
