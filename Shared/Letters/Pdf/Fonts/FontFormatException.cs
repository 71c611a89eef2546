namespace SocialWorkflows.Letters.Pdf.Fonts;

/// <summary>A font file that cannot be used: which file, what is wrong with it, and what would help.</summary>
public sealed class FontFormatException : Exception
{
    public FontFormatException()
    {
    }

    public FontFormatException(string message)
        : base(message)
    {
    }

    public FontFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
