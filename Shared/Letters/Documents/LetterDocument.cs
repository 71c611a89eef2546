namespace SocialWorkflows.Letters.Documents;

/// <summary>A letter as structure, before layout: what is a heading, a paragraph, a list. The PDF tags repeat exactly this.</summary>
/// <param name="Title">Shown in the viewer's title bar and stored in metadata; carries the number, never a person's name.</param>
/// <param name="Language">BCP 47, <c>lv-LV</c>.</param>
public sealed record LetterDocument(string Title, string Language, IReadOnlyList<LetterBlock> Blocks)
{
    /// <summary>Says on every page that this is no letter yet („PROJEKTS”); null for letters.</summary>
    public string? Mark { get; init; }

    /// <summary>The letter marked, for the eye on every page and for who listens at the beginning of both layers.</summary>
    public LetterDocument Marked(string mark)
    {
        var said = new Paragraph(mark) { Alignment = TextAlignment.Center };
        return this with { Title = $"{mark} {Title}", Mark = mark, Blocks = [said, .. Blocks.SelectMany(b => b is PageBreak { EasyLanguage: true } ? [b, said] : new[] { b })] };
    }
}

/// <summary>One block of a letter, in reading order.</summary>
public abstract record LetterBlock;

/// <summary>Centred sender block with a rule below.</summary>
public sealed record Letterhead(IReadOnlyList<LetterheadLine> Lines) : LetterBlock;

/// <param name="IsName">The institution's name, set bold and larger.</param>
public sealed record LetterheadLine(string Text, bool IsName);

/// <param name="Level">1 or 2.</param>
public sealed record Heading(int Level, string Text) : LetterBlock;

public sealed record Paragraph(string Text) : LetterBlock
{
    public TextAlignment Alignment { get; init; }

    /// <summary>Set in the size of the letterhead's details.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Stays on the page of the block before it.</summary>
    public bool KeepWithPrevious { get; init; }
}

public enum TextAlignment
{
    Start,
    Center,
    End,
}

public sealed record ListBlock(IReadOnlyList<ListEntry> Items) : LetterBlock;

/// <param name="Label">A bullet, or the printed number of an operative point („5.1.”).</param>
public sealed record ListEntry(string Label, string Text);

/// <summary>One text at the left margin and one at the right: place, and the number of the decision.</summary>
public sealed record TwoColumns(string Left, string Right) : LetterBlock;

/// <summary>Office and name of who signs; never alone at the top of a page.</summary>
public sealed record SignatureLine(string Office, string Name) : LetterBlock;

/// <summary>A new page; from an easy-language break on, type is larger and lines stand further apart.</summary>
public sealed record PageBreak(bool EasyLanguage) : LetterBlock;
