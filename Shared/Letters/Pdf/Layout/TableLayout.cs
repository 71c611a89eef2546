using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>
/// Turns a table into rows of type: a row is one <see cref="LayoutLine"/>, so no page break can split it. Only a row that is taller than half a
/// page is cut, between lines of type.
/// </summary>
internal sealed class TableLayout
{
    private const double CellGap = 10;
    private const double RowGap = 5;
    private readonly FontFace _regular;
    private readonly FontFace _bold;
    private readonly LayerStyle _style;
    private readonly TableBlock _table;
    private readonly double[] _widths;

    public TableLayout(FontFace regular, FontFace bold, LayerStyle style, TableBlock table)
    {
        (_regular, _bold, _style, _table) = (regular, bold, style, table);
        _widths = Widths();
    }

    public IEnumerable<LayoutLine> Rows(StructureElement table)
    {
        var heads = _table.Columns.Any(c => c.Title.Length > 0) ? Cut(table, "TH", _bold, [.. _table.Columns.Select(c => c.Title)]).ToList() : [];
        foreach (var head in heads)
        {
            yield return head with { RuleBelow = head == heads[^1] ? LayerStyle.Rule : 0, CanBreakBefore = head == heads[0] };
        }

        var repeated = heads is [var only] ? only with { RuleBelow = LayerStyle.Rule } : null;
        for (var i = 0; i < _table.Rows.Count; i++)
        {
            var parts = Cut(table, "TD", _regular, _table.Rows[i]).ToList();
            foreach (var part in parts)
            {
                yield return part with
                {
                    RuleBelow = part == parts[^1] ? LayerStyle.RowRule : 0,
                    CanBreakBefore = i > 0 || heads.Count == 0 || part != parts[0],
                    Heads = repeated,
                };
            }
        }
    }

    /// <summary>One row as a line, or as several where it is too tall to stand on one page with others.</summary>
    private IEnumerable<LayoutLine> Cut(StructureElement table, string cellType, FontFace face, IReadOnlyList<string> texts)
    {
        var row = table.Add("TR");
        var elements = texts.Select(_ => row.Add(cellType)).ToList();
        var cells = texts.Select((text, c) => LineBreaker.Break(face, _style.Body, text, _widths[c])).ToList();
        var most = (int)((PageGeometry.Top - PageGeometry.Bottom) / 2 / _style.Leading);
        var lines = cells.Max(c => c.Count);
        for (var first = 0; first < lines; first += most)
        {
            var shown = Math.Min(most, lines - first);
            yield return new LayoutLine(first == 0 ? RowGap : 0, shown * _style.Leading, [.. cells.SelectMany((cell, c) => Fragments(elements[c], face, c, cell.Skip(first).Take(shown)))])
            {
                Leading = _style.Leading,
            };
        }
    }

    private IEnumerable<TextFragment> Fragments(StructureElement element, FontFace face, int column, IEnumerable<string> lines)
    {
        var left = PageGeometry.Left + _widths.Take(column).Sum(w => w + CellGap);
        return lines.Select((line, i) => new TextFragment(element, face, _style.Body, left + Indent(face, column, line), line) { Down = i * _style.Leading });
    }

    private double Indent(FontFace face, int column, string line) =>
        _table.Columns[column].IsAmount ? _widths[column] - face.Measure(line.AsSpan().TrimEnd(), _style.Body) : 0;

    /// <summary>As wide as the text where all fits; otherwise amounts keep theirs up to a fifth of the line and the others share what is left.</summary>
    private double[] Widths()
    {
        var room = PageGeometry.TextWidth - (CellGap * (_table.Columns.Count - 1));
        var natural = _table.Columns.Select((c, i) => 0.01 + _table.Rows.Select(r => _regular.Measure(r[i], _style.Body)).Append(_bold.Measure(c.Title, _style.Body)).Max()).ToArray();
        if (natural.Sum() <= room)
        {
            var widest = Array.IndexOf(natural, natural.Max());
            natural[widest] += room - natural.Sum();
            return natural;
        }

        var share = room / natural.Length;
        var kept = natural.Select((w, i) => w <= share || _table.Columns[i].IsAmount ? Math.Min(w, Math.Max(share, room / 5)) : 0).ToArray();
        var open = natural.Where((_, i) => kept[i] == 0).Sum();
        return open > 0 && kept.Sum() < room
            ? [.. natural.Select((w, i) => kept[i] > 0 ? kept[i] : (room - kept.Sum()) * w / open)]
            : [.. natural.Select(_ => share)];
    }
}
