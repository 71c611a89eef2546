namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>Type sizes in points for the official text, and the larger, wider set type of the easy-language text.</summary>
internal sealed record LayerStyle(double Body, double Leading, double ParagraphGap, double ItemGap, double Heading1, double Heading2, bool CenteredTitle)
{
    public const double LetterheadName = 11;
    public const double Small = 9;
    public const double PageNumber = 9;

    /// <summary>Thickness of the rule under a letterhead and under the heads of a table.</summary>
    public const double Rule = 0.75;

    /// <summary>Thickness of the rule between rows.</summary>
    public const double RowRule = 0.3;

    public static LayerStyle Official { get; } = new(10.5, 14.5, 7, 3, 14, 11, CenteredTitle: true);

    public static LayerStyle Easy { get; } = new(14, 22, 11, 7, 18, 15, CenteredTitle: false);
}
