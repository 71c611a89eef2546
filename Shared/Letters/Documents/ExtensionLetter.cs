using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Tells that the term to decide was moved, with its easy-language page.</summary>
public static class ExtensionLetter
{
    private const string Language = "lv-LV";

    /// <exception cref="LetterRefusedException">Reason, legal basis, addressee or signatory is blank.</exception>
    public static LetterDocument Compose(ExtensionLetterFacts facts, LetterTemplates templates)
    {
        (LetterPart Part, bool Present)[] wanted =
        [
            (LetterPart.Addressee, HasText(facts.Addressee.Name) && HasText(facts.Addressee.Address)),
            (LetterPart.Number, HasText(facts.Number)),
            (LetterPart.RegistrationNumber, HasText(facts.RegistrationNumber)),
            (LetterPart.Reasoning, HasText(facts.Reason)),
            (LetterPart.LegalNorms, HasText(facts.LegalBasis)),
            (LetterPart.Signatory, HasText(facts.Signatory.Office) && HasText(facts.Signatory.Name)),
        ];
        if (wanted.Where(w => !w.Present).Select(w => w.Part).ToList() is { Count: > 0 } missing)
        {
            throw new LetterRefusedException("term-extension", missing);
        }

        var data = new LetterData()
            .From(facts.Institution)
            .Date("date", facts.Date)
            .Text("number", facts.Number)
            .Text("name", facts.Addressee.Name)
            .Text("personalCode", null)
            .Text("address", facts.Addressee.Address)
            .Text("registrationNumber", facts.RegistrationNumber)
            .Date("applicationDate", facts.ApplicationDate)
            .Date("until", facts.Until)
            .Text("most", LatvianText.Months(facts.MostMonths))
            .Text("reason", facts.Reason)
            .Text("basis", facts.LegalBasis)
            .Text("office", facts.Signatory.Office)
            .Text("signatory", facts.Signatory.Name);
        var official = LetterMarkup.Parse(templates.Render("letters/term-extension", data));
        var easy = LetterMarkup.Parse(templates.Render("letters/easy-term-extension", data));
        return new LetterDocument($"Vēstule Nr. {facts.Number}", Language, [.. official, new PageBreak(EasyLanguage: true), .. easy]);
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
