using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>One mail template, rendered: its official blocks and, after <c>--- easy</c>, the easy ones.</summary>
internal sealed record MailPart(string Template, IReadOnlyList<LetterBlock> Official, IReadOnlyList<LetterBlock> Easy)
{
    /// <exception cref="LetterTemplateException">The template is missing or wrong, or has no easy part.</exception>
    public static MailPart Read(LetterTemplates templates, string name, LetterData values)
    {
        var blocks = LetterMarkup.Parse(templates.Render(name, values));
        var official = blocks.TakeWhile(b => b is not PageBreak).ToList();
        var easy = blocks.Skip(official.Count + 1).ToList();
        return easy.Count > 0
            ? new MailPart(name, official, easy)
            : throw new LetterTemplateException($"The template 'templates/{name}.hbs' must have an easy-language part after a line '--- easy'.");
    }

    /// <summary>The part, known to begin with its subject.</summary>
    /// <exception cref="LetterTemplateException">It does not.</exception>
    public MailPart WithSubject() => Official is [Heading { Level: 1 }, _, ..]
        ? this
        : throw new LetterTemplateException($"The template 'templates/{Template}.hbs' must begin with a '# ' line, the subject, and have text after it.");

    /// <summary>The official blocks as one section of a longer mail.</summary>
    public IEnumerable<LetterBlock> AsSection() => Official.Select(b => b is Heading { Level: 1 } subject ? subject with { Level = 2 } : b);
}
