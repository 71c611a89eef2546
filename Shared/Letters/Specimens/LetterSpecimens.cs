using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Specimens;

/// <summary>Every letter and status e-mail of a municipality with invented facts: to be read by who answers for the templates, and to be checked.</summary>
public static class LetterSpecimens
{
    private const string Decision = "decision-";

    /// <summary>Names of the letters there are, in the order in which a case meets them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "document-request", "document-reminder", "term-extension", .. Enum.GetValues<DecisionOutcome>().Select(o => Decision + Word(o)), "cover-letter", "place-offer", "hearing-invitation", "submission-answer",
    ];

    /// <exception cref="ArgumentException">There is no letter of this name.</exception>
    /// <exception cref="LetterTemplateException">A template of the municipality is missing or wrong.</exception>
    public static LetterDocument Compose(string name, MunicipalityPack pack, LetterTemplates templates)
    {
        var facts = new SpecimenFacts(pack);
        return name switch
        {
            "document-request" => DocumentLetter.ComposeRequest(facts.Documents, templates),
            "document-reminder" => DocumentLetter.ComposeReminder(facts.Documents, templates),
            "term-extension" => ExtensionLetter.Compose(facts.Extension, templates),
            "cover-letter" => CoverLetter.Compose(facts.Cover, templates),
            "place-offer" => OfferLetter.Compose(facts.Offer, templates),
            "hearing-invitation" => HearingLetter.Compose(facts.Hearing, templates),
            "submission-answer" => AnswerLetter.Compose(facts.Answer, templates),
            _ when Enum.GetValues<DecisionOutcome>().Cast<DecisionOutcome?>().FirstOrDefault(o => Decision + Word(o!.Value) == name) is { } outcome =>
                DecisionLetter.Compose(facts.Decision(outcome), templates),
            _ => throw new ArgumentException($"There is no letter '{name}'. Letters: {string.Join(", ", Names)}.", nameof(name)),
        };
    }

    /// <param name="channel">How the letter that the e-mail announces is sent; null when it waits at the counter.</param>
    public static StatusMail Compose(StatusMailKind kind, MunicipalityPack pack, LetterTemplates templates, NoticeChannelRule? channel) =>
        StatusMail.Compose(templates, kind, new StatusMailData { Number = $"{pack.NumberPrefix}-2026/17", Institution = pack.Institution, Channel = channel });

    private static string Word(DecisionOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
