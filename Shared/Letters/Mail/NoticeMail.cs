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
    /// <summary>The easy-language part, for those who check it.</summary>
    public IReadOnlyList<LetterBlock> Easy { get; private init; } = [];

    /// <param name="templates">Those of the municipality.</param>
    /// <param name="institution">Who sends it.</param>
    /// <param name="number">Registration number of the application.</param>
    /// <param name="decisionNumber">Number of the attached document.</param>
    /// <param name="notifiedOn">The day on which the person counts as notified.</param>
    /// <param name="contestUntil">Last day to contest; null where nothing can be contested.</param>
    /// <param name="isOwnInitiative">Nobody applied: the case was begun by the institution.</param>
    /// <exception cref="LetterTemplateException">A template is missing, wrong, does not begin with a heading, or has no easy part.</exception>
    public static NoticeMail Compose(LetterTemplates templates, Institution institution, string number, string decisionNumber, DateOnly notifiedOn, DateOnly? contestUntil, bool isOwnInitiative)
    {
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentNullException.ThrowIfNull(institution);
        var data = new LetterData()
            .From(institution)
            .Text("number", number)
            .Flag("ownInitiative", isOwnInitiative)
            .Text("decisionNumber", decisionNumber)
            .Date("notifiedOn", notifiedOn)
            .Date("contestUntil", contestUntil);
        var opening = MailPart.Read(templates, "mail/opening", data);
        var notice = MailPart.Read(templates, "mail/signed-notice", data).WithSubject();
        var closing = MailPart.Read(templates, "mail/closing", data);
        var subject = ((Heading)notice.Official[0]).Text;
        LetterBlock[] easy = [.. opening.Easy, .. notice.Easy, .. closing.Easy];
        LetterBlock[] blocks = [.. opening.Official, .. notice.Official.Skip(1), .. closing.Official, .. easy];
        return new NoticeMail(subject, MailText.Draw([notice.Official[0], .. blocks]), MailHtml.Draw(subject, blocks)) { Easy = easy };
    }
}
