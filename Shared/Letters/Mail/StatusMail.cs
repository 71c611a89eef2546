using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>A short e-mail about where an application stands, as plain text and as HTML that says exactly the same.</summary>
/// <param name="Subject">Neutral; never the subject the resident wrote.</param>
public sealed record StatusMail(string Subject, string Text, string Html)
{
    /// <summary>The easy-language part, for those who check it.</summary>
    public IReadOnlyList<LetterBlock> Easy { get; private init; } = [];

    /// <summary>
    /// The template's first heading is the subject, the rest is the body in <see cref="LetterMarkup"/>, the easy-language part after
    /// <c>--- easy</c>; both twins are drawn from the same blocks, so neither can say more than the other.
    /// </summary>
    /// <exception cref="LetterTemplateException">A template is missing, wrong, does not begin with a heading, or has no easy part.</exception>
    public static StatusMail Compose(LetterTemplates templates, StatusMailKind kind, StatusMailData data) => Compose(templates, [kind], data);

    /// <summary>One e-mail that says everything that happened at once, each under a heading of its own.</summary>
    /// <param name="templates">Those of the municipality.</param>
    /// <param name="kinds">What happened, at least one, in the order in which it is told.</param>
    /// <param name="data">What it may know.</param>
    /// <inheritdoc cref="Compose(LetterTemplates, StatusMailKind, StatusMailData)"/>
    public static StatusMail Compose(LetterTemplates templates, IReadOnlyList<StatusMailKind> kinds, StatusMailData data)
    {
        var values = Values(data).Flag("asks", kinds.Any(Asks));
        var opening = MailPart.Read(templates, "mail/opening", values);
        var closing = MailPart.Read(templates, "mail/closing", values);
        var parts = kinds.Select(k => MailPart.Read(templates, TemplateName(k), values).WithSubject()).ToList();
        var whole = parts is [var only] ? only : MailPart.Read(templates, "mail/several", values).WithSubject();
        var subject = ((Heading)whole.Official[0]).Text;
        LetterBlock[] easy = [.. opening.Easy, .. whole.Easy, .. parts.Count == 1 ? [] : parts.SelectMany(p => p.Easy), .. closing.Easy];
        LetterBlock[] blocks =
        [
            .. opening.Official,
            .. whole.Official.Skip(1),
            .. parts.Count == 1 ? [] : parts.SelectMany(p => p.AsSection()),
            .. closing.Official,
            .. easy,
        ];
        return new StatusMail(subject, MailText.Draw([whole.Official[0], .. blocks]), MailHtml.Draw(subject, blocks)) { Easy = easy };
    }

    /// <summary>For somebody whose mail others may read: that there is a message, and nothing that tells from whom or about what.</summary>
    /// <exception cref="LetterTemplateException">The template is missing or wrong, or does not begin with a heading.</exception>
    public static StatusMail ComposeNeutral(LetterTemplates templates)
    {
        var blocks = LetterMarkup.Parse(templates.Render("mail/neutral", new LetterData()));
        return blocks is [Heading { Level: 1 } subject, _, ..]
            ? new StatusMail(subject.Text, MailText.Draw(blocks.Skip(1)), MailHtml.Draw(subject.Text, blocks.Skip(1)))
            : throw new LetterTemplateException("The template 'templates/mail/neutral.hbs' must begin with a '# ' line, the subject, and have text after it.");
    }

    /// <summary>The person has something to do: what is told beside it must not say that nothing is to be done.</summary>
    private static bool Asks(StatusMailKind kind) =>
        kind is StatusMailKind.DocumentsRequested or StatusMailKind.DocumentsReminder or StatusMailKind.OwnTermMoved or StatusMailKind.PlaceOffered or StatusMailKind.DecisionSent or StatusMailKind.DecisionResent;

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
        StatusMailKind.StatusLink => "mail/status-link",
        StatusMailKind.StatusAnswer => "mail/status-answer",
        StatusMailKind.StatusUnknown => "mail/status-unknown",
        StatusMailKind.ContactAsked => "mail/contact-asked",
        StatusMailKind.SignatureChecking => "mail/signature-checking",
        StatusMailKind.MessageReceived => "mail/message-received",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no template for this kind of status e-mail."),
    };

    private static LetterData Values(StatusMailData data) => new LetterData()
        .From(data.Institution)
        .Text("number", data.Number)
        .Text("link", data.Link)
        .Texts("lines", data.Lines)
        .Text("sentTo", data.Channel is { Id: not "hand" } channel ? channel.SentTo : null);
}
