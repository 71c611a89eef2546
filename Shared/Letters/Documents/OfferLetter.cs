using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Offers a freed place to who waits for it, with its easy-language page.</summary>
public static class OfferLetter
{
    /// <exception cref="LetterRefusedException">Service, place, addressee or signatory is blank.</exception>
    public static LetterDocument Compose(OfferLetterFacts facts, LetterTemplates templates) => TwoLayerLetter.Compose(
        "place-offer",
        facts,
        new LetterData()
            .Text("service", facts.ServiceName)
            .Text("facility", facts.FacilityName)
            .Date("until", facts.AnswerUntil),
        [(LetterPart.Service, TwoLayerLetter.HasText(facts.ServiceName) && TwoLayerLetter.HasText(facts.FacilityName))],
        templates);
}
