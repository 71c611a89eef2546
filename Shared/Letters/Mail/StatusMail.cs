using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>A short e-mail about where an application stands, as plain text and as HTML that says exactly the same.</summary>
/// <param name="Subject">Neutral; never the subject the resident wrote.</param>
public sealed record StatusMail(string Subject, string Text, string Html)
{
    /// <summary>
    /// The template's first heading is the subject, the rest is the body in <see cref="LetterMarkup"/>; both twins are drawn
    /// from the same blocks, so neither can say more than the other.
    /// </summary>
    /// <exception cref="LetterTemplateException">The template is missing, wrong, or does not begin with a heading.</exception>
    public static StatusMail Compose(LetterTemplates templates, StatusMailKind kind, StatusMailData data)
    {
        var name = TemplateName(kind);
        var blocks = LetterMarkup.Parse(templates.Render(name, Values(data)));
        if (blocks.Count < 2 || blocks[0] is not Heading { Level: 1 } subject)
        {
            throw new LetterTemplateException($"The template 'templates/{name}.hbs' must begin with a '# ' line, the subject, and have text after it.");
        }

        return new StatusMail(subject.Text, MailText.Draw(blocks), MailHtml.Draw(subject.Text, blocks.Skip(1)));
    }

    private static string TemplateName(StatusMailKind kind) => kind switch
    {
        StatusMailKind.Receipt => "mail/receipt",
        StatusMailKind.DocumentsRequested => "mail/documents-requested",
        StatusMailKind.DocumentsReminder => "mail/documents-reminder",
        StatusMailKind.TermExtended => "mail/term-extended",
        StatusMailKind.TermMoved => "mail/term-moved",
        StatusMailKind.OwnTermMoved => "mail/own-term-moved",
        StatusMailKind.PlaceOffered => "mail/place-offered",
        StatusMailKind.DecisionSent => "mail/decision-sent",
        StatusMailKind.DecisionResent => "mail/decision-resent",
        StatusMailKind.NotSigned => "mail/unsigned",
        StatusMailKind.InvalidSignature => "mail/invalid-signature",
        StatusMailKind.SignatureChecking => "mail/signature-checking",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no template for this kind of status e-mail."),
    };

    private static LetterData Values(StatusMailData data) => new LetterData()
        .From(data.Institution)
        .Text("number", data.Number)
        .Text("sentTo", data.Channel is { Id: not "hand" } channel ? channel.SentTo : null);
}
