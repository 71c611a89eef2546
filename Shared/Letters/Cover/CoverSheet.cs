using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Pdf.Layout;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Cover;

/// <summary>
/// The sheet in front of a printed letter: sender and addressee where a window envelope shows them (DIN 5008, form B: 20 mm from the left,
/// 45 mm from the top, 85 by 45 mm), what is enclosed and from when the terms count, a receipt to sign where it is handed over, and a
/// bar code by which the office finds the sending again. PDF/A-1b, tagged, one page.
/// </summary>
public static class CoverSheet
{
    private const double Millimetre = 72 / 25.4;
    private const double WindowLeft = 25 * Millimetre;
    private const double WindowTop = PageGeometry.Height - (50 * Millimetre);
    private const double WindowWidth = 78 * Millimetre;
    private const double BodyTop = PageGeometry.Height - (108 * Millimetre);
    private const double Body = 10.5;
    private const double Gap = 8;
    private const double CodeBottom = 24 * Millimetre;
    private const double CodeHeight = 14 * Millimetre;

    /// <summary>A third of a millimetre: what office printers and hand scanners manage.</summary>
    private const double Module = 0.34 * Millimetre;

    private const int QuietModules = 10;

    /// <exception cref="LetterTemplateException">The template of the municipality is missing or wrong.</exception>
    /// <exception cref="ArgumentException">The code has a character that bars cannot say.</exception>
    public static byte[] Write(CoverSheetFacts facts, LetterTemplates templates, LetterFonts fonts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentNullException.ThrowIfNull(fonts);
        var (regular, bold) = (new FontFace(fonts.Regular, "F1"), new FontFace(fonts.Bold, "F2"));
        var page = new SheetPage();
        Window(page, facts, regular, bold);
        var y = BodyTop;
        foreach (var block in LetterMarkup.Parse(templates.Render("letters/cover-sheet", Data(facts))))
        {
            y = Add(page, block, y, regular, bold);
        }

        Code(page, facts, regular);
        return SheetFile.Write(page, $"Pavadlapa {facts.DecisionNumber}", [regular, bold], new DateTimeOffset(facts.Date, TimeOnly.MinValue, TimeSpan.Zero));
    }

    private static LetterData Data(CoverSheetFacts facts) => new LetterData()
        .From(facts.Institution)
        .Text("number", facts.Number)
        .Text("decisionNumber", facts.DecisionNumber)
        .Text("channel", facts.Channel.Name)
        .Date("date", facts.Date)
        .Date("notifiedOn", facts.NotifiedOn)
        .Date("contestUntil", facts.ContestUntil)
        .Flag("ownInitiative", facts.IsOwnInitiative)
        .Flag("repeated", facts.IsRepeated)
        .Flag("handed", facts.Channel.Id == "hand");

    /// <summary>Nothing but sender and addressee: whatever the window shows, the postman reads.</summary>
    private static void Window(SheetPage page, CoverSheetFacts facts, FontFace regular, FontFace bold)
    {
        var sender = Wrap(MarkupText.OneLine(MarkupText.Escape($"{facts.Institution.Name}, {facts.Institution.Address}")), regular, 7, WindowWidth);
        var y = page.Text("P", regular, 7, WindowLeft, WindowTop, sender) - 4;
        page.Rule(WindowLeft, WindowLeft + WindowWidth, y);
        y = page.Text("P", bold, 11, WindowLeft, y - 16, Wrap(Plain(facts.AddresseeName), bold, 11, WindowWidth));
        string[] lines = [.. facts.Address.Split(',', '\n').Select(Plain).Where(l => l.Length > 0).SelectMany(l => Wrap(l, regular, 10.5, WindowWidth))];
        if (lines.Length > 0)
        {
            page.Text("P", regular, 10.5, WindowLeft, y - 15, lines);
        }
    }

    private static double Add(SheetPage page, LetterBlock block, double y, FontFace regular, FontFace bold) => block switch
    {
        Heading heading => Text(page, $"H{heading.Level}", bold, heading.Level == 1 ? 13 : 11, y - 4, heading.Text, PageGeometry.Left),
        Paragraph paragraph => Text(page, "P", regular, Body, y, paragraph.Text, PageGeometry.Left),
        ListBlock list => list.Items.Aggregate(y, (at, item) => Text(page, "P", regular, Body, at, $"{item.Label} {item.Text}", PageGeometry.Left + (4 * Millimetre))),
        SignatureLine line => Signature(page, y, line, regular),
        _ => throw new LetterTemplateException($"The template of the cover sheet holds a {block.GetType().Name}; it has headings, paragraphs, lists and lines to sign only."),
    };

    private static double Text(SheetPage page, string type, FontFace face, double size, double y, string text, double x) =>
        page.Text(type, face, size, x, y - size, Wrap(text, face, size, PageGeometry.Right - x)) - Gap;

    /// <summary>What is to be filled in by hand, and the line for it.</summary>
    private static double Signature(SheetPage page, double y, SignatureLine line, FontFace regular)
    {
        var at = page.Text("P", regular, Body, PageGeometry.Left, y - 24, [$"{line.Office} {line.Name}".Trim()]);
        page.Rule(PageGeometry.Left + (55 * Millimetre), PageGeometry.Right, at - 2);
        return at - Gap;
    }

    private static void Code(SheetPage page, CoverSheetFacts facts, FontFace regular)
    {
        var widths = Code128.Widths(facts.Code);
        var room = PageGeometry.TextWidth - (2 * QuietModules * Module);
        var module = Math.Min(Module, room / widths.Sum());
        page.Bars(widths, PageGeometry.Left + (QuietModules * module), CodeBottom, module, CodeHeight);
        page.Text("P", regular, 8, PageGeometry.Left + (QuietModules * module), CodeBottom - 10, [facts.Code]);
    }

    private static string Plain(string text) => MarkupText.OneLine(MarkupText.Escape(text.Trim()));

    private static List<string> Wrap(string text, FontFace face, double size, double width)
    {
        List<string> lines = [];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Cut(w, face, size, width)))
        {
            if (lines.Count > 0 && face.Measure($"{lines[^1]} {word}", size) <= width)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines.Count == 0 ? [""] : lines;
    }

    /// <summary>A word wider than the line is cut: nothing may run out of the window or off the page.</summary>
    private static IEnumerable<string> Cut(string word, FontFace face, double size, double width)
    {
        while (word.Length > 1 && face.Measure(word, size) > width)
        {
            var fits = word.Length - 1;
            while (fits > 1 && face.Measure(word.AsSpan(0, fits), size) > width)
            {
                fits--;
            }

            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }
}
