namespace SocialWorkflows.Letters.Documents;

/// <summary>
/// The line markup that templates produce. The first character of a line says what the line is:
/// <code>
/// ^ text, ^^ text   a line of the letterhead, the institution's name in it; neighbouring lines form one block
/// # text, ## text   heading of level 1, 2
/// - text            bullet
/// + 5.1. text       numbered point; the label ends at the first space
/// > text            right-aligned line
/// = left | right    two columns
/// ~ office | name   signature line
/// |= text           caption of the table that follows
/// || a | > b        its column heads; amounts stand after a &gt;
/// | x | y           a row; neighbouring lines form one table
/// ---               new page
/// --- easy          new page, easy language from here on
/// </code>
/// Any other line is text; neighbouring text lines form one paragraph, a blank line ends it.
/// A backslash makes the next character plain, and <c>\n</c> starts a new paragraph; <see cref="MarkupText.Escape"/> writes both,
/// so that a name or a reason can never become a heading.
/// </summary>
public static class LetterMarkup
{
    private const string Bullet = "•";

    public static IReadOnlyList<LetterBlock> Parse(string text)
    {
        var blocks = new List<LetterBlock>();
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).ToArray();
        for (var i = 0; i < lines.Length;)
        {
            var kind = KindOf(lines[i]);
            var end = i + 1;
            if (Gathers(kind))
            {
                while (end < lines.Length && KindOf(lines[end]) == kind)
                {
                    end++;
                }
            }

            blocks.AddRange(Block(kind, lines[i..end]));
            i = end;
        }

        return blocks;
    }

    private static bool Gathers(LineKind kind) => kind is LineKind.Letterhead or LineKind.ListItem or LineKind.Table or LineKind.Text;

    private static LineKind KindOf(string line) => line switch
    {
        "" => LineKind.Blank,
        "---" => LineKind.PageBreak,
        "--- easy" => LineKind.EasyBreak,
        ['^', ' ', ..] or ['^', '^', ' ', ..] => LineKind.Letterhead,
        ['#', ' ', ..] => LineKind.Heading1,
        ['#', '#', ' ', ..] => LineKind.Heading2,
        ['-', ' ', ..] or ['+', ' ', ..] => LineKind.ListItem,
        ['>', ' ', ..] => LineKind.EndAligned,
        ['=', ' ', ..] => LineKind.TwoColumns,
        ['~', ' ', ..] => LineKind.SignatureLine,
        ['|', ..] => LineKind.Table,
        _ => LineKind.Text,
    };

    private static IEnumerable<LetterBlock> Block(LineKind kind, string[] lines) => kind switch
    {
        LineKind.Blank => [],
        LineKind.PageBreak => [new PageBreak(EasyLanguage: false)],
        LineKind.EasyBreak => [new PageBreak(EasyLanguage: true)],
        LineKind.Letterhead => [new Letterhead([.. lines.Select(l => new LetterheadLine(MarkupText.OneLine(l.TrimStart('^')), l[1] == '^'))])],
        LineKind.Heading1 => [new Heading(1, MarkupText.OneLine(lines[0][2..]))],
        LineKind.Heading2 => [new Heading(2, MarkupText.OneLine(lines[0][3..]))],
        LineKind.ListItem => [new ListBlock([.. lines.Select(Item)])],
        LineKind.Table => [TableMarkup.Parse(lines)],
        LineKind.EndAligned => [new Paragraph(MarkupText.OneLine(lines[0][2..])) { Alignment = TextAlignment.End }],
        LineKind.TwoColumns => [Columns(lines[0], (left, right) => new TwoColumns(left, right))],
        LineKind.SignatureLine => [Columns(lines[0], (office, name) => new SignatureLine(office, name))],
        _ => MarkupText.Paragraphs(string.Join(' ', lines)).Select(p => new Paragraph(p)),
    };

    private static ListEntry Item(string line)
    {
        var text = line[2..].TrimStart();
        if (line[0] == '-')
        {
            return new ListEntry(Bullet, MarkupText.OneLine(text));
        }

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0
            ? new ListEntry(MarkupText.OneLine(text), "")
            : new ListEntry(MarkupText.OneLine(text[..space]), MarkupText.OneLine(text[space..]));
    }

    private static LetterBlock Columns(string line, Func<string, string, LetterBlock> create)
    {
        var text = line[2..];
        var bar = MarkupText.IndexOfPlain(text, '|');
        return bar < 0
            ? create(MarkupText.OneLine(text), "")
            : create(MarkupText.OneLine(text[..bar]), MarkupText.OneLine(text[(bar + 1)..]));
    }

    private enum LineKind
    {
        Text,
        Blank,
        Letterhead,
        Heading1,
        Heading2,
        ListItem,
        EndAligned,
        TwoColumns,
        SignatureLine,
        Table,
        PageBreak,
        EasyBreak,
    }
}
