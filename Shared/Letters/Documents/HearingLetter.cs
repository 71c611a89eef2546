using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Invites a person to be heard before what was granted is discontinued, with its easy-language page.</summary>
public static class HearingLetter
{
    /// <exception cref="LetterRefusedException">Service, reason, legal basis, addressee or signatory is blank.</exception>
    public static LetterDocument Compose(HearingLetterFacts facts, LetterTemplates templates) => TwoLayerLetter.Compose(
        "hearing-invitation",
        facts,
        new LetterData()
            .Text("service", facts.ServiceName)
            .Text("grantedNumber", facts.Granted?.Number)
            .Date("grantedOn", facts.Granted?.Date)
            .Text("reason", facts.Reason)
            .Text("easyReason", facts.EasyReason)
            .Date("until", facts.Until)
            .Text("basis", facts.LegalBasis),
        [
            (LetterPart.Service, TwoLayerLetter.HasText(facts.ServiceName)),
            (LetterPart.Reasoning, TwoLayerLetter.HasText(facts.Reason)),
            (LetterPart.LegalNorms, TwoLayerLetter.HasText(facts.LegalBasis)),
        ],
        templates);
}
