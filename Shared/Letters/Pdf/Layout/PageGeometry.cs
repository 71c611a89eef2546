namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>
/// A4 in points, with the margins of official documents: 30 mm at the binding edge, 20 mm elsewhere
/// (Cabinet Regulation No. 558 of 2018 on drawing up documents).
/// </summary>
internal static class PageGeometry
{
    public const double Width = 595.276;
    public const double Height = 841.89;
    public const double Left = 30 * Millimetre;
    public const double Right = Width - (20 * Millimetre);
    public const double Top = Height - (20 * Millimetre);

    /// <summary>Lowest edge of the text; the page number stands below.</summary>
    public const double Bottom = 22 * Millimetre;
    public const double PageNumberBaseline = 13 * Millimetre;
    public const double TextWidth = Right - Left;
    private const double Millimetre = 72 / 25.4;
}
