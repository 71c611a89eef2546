namespace SocialWorkflows.Letters.Documents;

/// <summary>Reads the lines of one table of <see cref="LetterMarkup"/>.</summary>
internal static class TableMarkup
{
    public static TableBlock Parse(IReadOnlyList<string> lines)
    {
        var caption = string.Join(' ', lines.Where(l => l.StartsWith("|=", StringComparison.Ordinal)).Select(l => MarkupText.OneLine(l[2..])));
        var columns = lines.Where(l => l.StartsWith("||", StringComparison.Ordinal)).SelectMany(l => Cells(l[2..]).Select(Column)).ToList();
        var rows = lines.Where(l => l is not ['|', '=' or '|', ..]).Select(l => Cells(l[1..]).Select(MarkupText.OneLine).ToList()).ToList();
        var width = Math.Max(columns.Count, rows.Select(r => r.Count).DefaultIfEmpty(1).Max());
        return new TableBlock(
            caption,
            [.. columns, .. Enumerable.Repeat(new TableColumn(""), width - columns.Count)],
            [.. rows.Select(r => (IReadOnlyList<string>)[.. r, .. Enumerable.Repeat("", width - r.Count)])]);
    }

    private static TableColumn Column(string marked)
    {
        var text = marked.Trim();
        return text.StartsWith('>') ? new TableColumn(MarkupText.OneLine(text[1..]), IsAmount: true) : new TableColumn(MarkupText.OneLine(text));
    }

    private static IEnumerable<string> Cells(string marked)
    {
        for (int bar; (bar = MarkupText.IndexOfPlain(marked, '|')) >= 0; marked = marked[(bar + 1)..])
        {
            yield return marked[..bar];
        }

        yield return marked;
    }
}
