using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>Turns blocks into tagged lines. At least two lines of a paragraph stay together on either side of a page break.</summary>
internal sealed class LetterLayout(FontFace regular, FontFace bold)
{
    private const double ColumnGap = 18;
    private const double RightColumnShare = 0.42;
    private const double LabelGap = 6;
    private const double SignatureGap = 30;
    private readonly List<LayoutLine> _lines = [];
    private LayerStyle _style = LayerStyle.Official;
    private bool _startsPage;
    private bool _keepNext;
    private LetterBlock? _previous;

    public StructureElement Root { get; } = new("Document");

    public IReadOnlyList<LayoutLine> Lines => _lines;

    public void Add(LetterBlock block)
    {
        var gap = Continues(block) ? 0 : _previous is Letterhead or TableBlock ? _style.ParagraphGap * 2 : _style.ParagraphGap;
        switch (block)
        {
            case Letterhead letterhead:
                AddLetterhead(letterhead, _previous is null ? 0 : gap);
                break;
            case Heading heading:
                AddHeading(heading);
                break;
            case Paragraph paragraph:
                var size = paragraph.IsSmall ? LayerStyle.Small : _style.Body;
                AddText(Root.Add("P"), paragraph.Text, new TextBox(regular, size, PageGeometry.Left, PageGeometry.TextWidth, paragraph.Alignment), gap, paragraph.KeepWithPrevious);
                break;
            case ListBlock list:
                AddList(list);
                break;
            case TableBlock table:
                AddTable(table, gap);
                break;
            case TwoColumns columns:
                AddColumns(columns.Left, columns.Right, gap, keepWithPrevious: false);
                break;
            case SignatureLine signature:
                AddColumns(signature.Office, signature.Name, SignatureGap, keepWithPrevious: true);
                break;
            case PageBreak pageBreak:
                _startsPage = true;
                _style = pageBreak.EasyLanguage ? LayerStyle.Easy : _style;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "The layout does not know this kind of block.");
        }

        _previous = block;
    }

    /// <summary>Address lines, and place over date, stand together without a gap.</summary>
    private bool Continues(LetterBlock block) => (_previous, block) is
        (TwoColumns, TwoColumns) or
        (Paragraph { Alignment: TextAlignment.End }, Paragraph { Alignment: TextAlignment.End });

    private void AddLetterhead(Letterhead letterhead, double gap)
    {
        var element = Root.Add("P");
        for (var i = 0; i < letterhead.Lines.Count; i++)
        {
            var (text, isName) = letterhead.Lines[i];
            var (face, size) = isName ? (bold, LayerStyle.LetterheadName) : (regular, LayerStyle.Small);
            AddText(element, i < letterhead.Lines.Count - 1 ? text + " " : text, new TextBox(face, size, PageGeometry.Left, PageGeometry.TextWidth, TextAlignment.Center), i == 0 ? gap : 0, keepWithPrevious: i > 0);
        }

        if (letterhead.Lines.Count > 0)
        {
            _lines[^1] = _lines[^1] with { RuleBelow = LayerStyle.Rule };
        }
    }

    private void AddHeading(Heading heading)
    {
        var size = heading.Level == 1 ? _style.Heading1 : _style.Heading2;
        var alignment = heading.Level == 1 && _style.CenteredTitle ? TextAlignment.Center : TextAlignment.Start;
        AddText(Root.Add(heading.Level == 1 ? "H1" : "H2"), heading.Text, new TextBox(bold, size, PageGeometry.Left, PageGeometry.TextWidth, alignment), _style.ParagraphGap * 2, keepWithPrevious: false);
        _keepNext = true;
    }

    private void AddList(ListBlock list)
    {
        var element = Root.Add("L");
        var indent = PageGeometry.Left + _style.Body;
        var labels = list.Items.Max(i => regular.Measure(i.Label, _style.Body)) + LabelGap;
        // „Trūkst:” alone at the foot of a page says nothing: the line that opens a list stays with its first item.
        var opened = _previous is Paragraph { Text: var opening } && opening.TrimEnd().EndsWith(':');
        foreach (var item in list.Items)
        {
            var entry = element.Add("LI");
            var label = new TextFragment(entry.Add("Lbl"), regular, _style.Body, indent, item.Label + " ");
            var first = _lines.Count;
            AddText(entry.Add("LBody"), item.Text, new TextBox(regular, _style.Body, indent + labels, PageGeometry.Right - indent - labels, TextAlignment.Start), _style.ItemGap, keepWithPrevious: opened);
            opened = false;
            _lines[first] = _lines[first] with { Fragments = [label, .. _lines[first].Fragments] };
        }
    }

    private void AddTable(TableBlock table, double gap)
    {
        var element = Root.Add("Table");
        if (table.Caption.Length > 0)
        {
            AddText(element.Add("Caption"), table.Caption, new TextBox(bold, _style.Body, PageGeometry.Left, PageGeometry.TextWidth, TextAlignment.Start), gap + _style.ItemGap, keepWithPrevious: false);
            _keepNext = true;
        }

        foreach (var row in new TableLayout(regular, bold, _style, table).Rows(element))
        {
            _lines.Add(row with { CanBreakBefore = row.CanBreakBefore && !_keepNext, StartsPage = _startsPage });
            (_startsPage, _keepNext) = (false, false);
        }
    }

    private void AddColumns(string left, string right, double spaceBefore, bool keepWithPrevious)
    {
        var rightWidth = Math.Min(regular.Measure(right, _style.Body), PageGeometry.TextWidth * RightColumnShare);
        var leftBox = new TextBox(regular, _style.Body, PageGeometry.Left, PageGeometry.TextWidth - rightWidth - ColumnGap, TextAlignment.Start);
        var rightBox = new TextBox(regular, _style.Body, PageGeometry.Right - rightWidth - 0.01, rightWidth + 0.01, TextAlignment.End);
        var lefts = Fragments(Root.Add("P"), left, leftBox);
        var rights = Fragments(Root.Add("P"), right, rightBox);
        for (var i = 0; i < Math.Max(lefts.Count, rights.Count); i++)
        {
            AddLine(i == 0 ? spaceBefore : 0, _style.Leading, [.. lefts.Skip(i).Take(1), .. rights.Skip(i).Take(1)], canBreak: i == 0 && !keepWithPrevious);
        }
    }

    private void AddText(StructureElement element, string text, TextBox box, double spaceBefore, bool keepWithPrevious)
    {
        var fragments = Fragments(element, text, box);
        for (var i = 0; i < fragments.Count; i++)
        {
            var canBreak = i == 0 ? !keepWithPrevious : i >= 2 && fragments.Count - i >= 2;
            AddLine(i == 0 ? spaceBefore : 0, box.Size * _style.Leading / _style.Body, [fragments[i]], canBreak);
        }
    }

    private void AddLine(double spaceBefore, double height, IReadOnlyList<TextFragment> fragments, bool canBreak)
    {
        _lines.Add(new LayoutLine(spaceBefore, height, fragments) { CanBreakBefore = canBreak && !_keepNext, StartsPage = _startsPage });
        _startsPage = false;
        _keepNext = false;
    }

    private static List<TextFragment> Fragments(StructureElement element, string text, TextBox box) =>
        [.. LineBreaker.Break(box.Face, box.Size, text, box.Width).Select(line => new TextFragment(element, box.Face, box.Size, box.StartOf(line), line))];

    private sealed record TextBox(FontFace Face, double Size, double X, double Width, TextAlignment Alignment)
    {
        public double StartOf(string line)
        {
            var free = Alignment == TextAlignment.Start ? 0 : Width - Face.Measure(line.AsSpan().TrimEnd(), Size);
            return X + (Alignment == TextAlignment.Center ? free / 2 : free);
        }
    }
}
