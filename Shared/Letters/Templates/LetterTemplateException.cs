namespace SocialWorkflows.Letters.Templates;

/// <summary>A template of a municipality that is missing or wrong: which one, and what Handlebars says about it.</summary>
public sealed class LetterTemplateException : Exception
{
    public LetterTemplateException()
    {
    }

    public LetterTemplateException(string message)
        : base(message)
    {
    }

    public LetterTemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
