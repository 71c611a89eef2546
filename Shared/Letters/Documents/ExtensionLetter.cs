using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Tells that the term to decide was moved, with its easy-language page.</summary>
public static class ExtensionLetter
{
    /// <exception cref="LetterRefusedException">Reason, legal basis, addressee or signatory is blank.</exception>
    public static LetterDocument Compose(ExtensionLetterFacts facts, LetterTemplates templates) => TwoLayerLetter.Compose(
        "term-extension",
        facts,
        new LetterData()
            .Date("until", facts.Until)
            .Text("most", LatvianText.Months(facts.MostMonths))
            .Text("reason", facts.Reason)
            .Text("easyReason", facts.EasyReason)
            .Text("basis", facts.LegalBasis),
        [(LetterPart.Reasoning, TwoLayerLetter.HasText(facts.Reason)), (LetterPart.LegalNorms, TwoLayerLetter.HasText(facts.LegalBasis))],
        templates);
}
