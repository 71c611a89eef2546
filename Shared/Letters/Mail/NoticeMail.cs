using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>
/// The words around a signed document that a person asked to get by e-mail: numbers and dates, nothing of its content. What is
/// sensitive stands in the attachment.
/// </summary>
/// <param name="Subject">Neutral.</param>
public sealed record NoticeMail(string Subject, string Text, string Html)
{
    private const string Template = "mail/signed-notice";

    /// <param name="number">Registration number of the application.</param>
    /// <param name="decisionNumber">Number of the attached document.</param>
    /// <param name="notifiedOn">The day on which the person counts as notified.</param>
    /// <param name="contestUntil">Last day to contest; null where nothing can be contested.</param>
    /// <exception cref="LetterTemplateException">The template is missing, wrong, or does not begin with a heading.</exception>
    public static NoticeMail Compose(LetterTemplates templates, Institution institution, string number, string decisionNumber, DateOnly notifiedOn, DateOnly? contestUntil)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var data = new LetterData()
            .From(institution)
            .Text("number", number)
            .Text("decisionNumber", decisionNumber)
            .Date("notifiedOn", notifiedOn)
            .Date("contestUntil", contestUntil);
        var blocks = LetterMarkup.Parse(templates.Render(Template, data));
        return blocks is [Heading { Level: 1 } subject, _, ..]
            ? new NoticeMail(subject.Text, MailText.Draw(blocks), MailHtml.Draw(subject.Text, blocks.Skip(1)))
            : throw new LetterTemplateException($"The template 'templates/{Template}.hbs' must begin with a '# ' line, the subject, and have text after it.");
    }
}
