using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Offers a freed place to who waits for it, with its easy-language page.</summary>
public static class OfferLetter
{
    private const string Language = "lv-LV";

    /// <exception cref="LetterRefusedException">Service, place, addressee or signatory is blank.</exception>
    public static LetterDocument Compose(OfferLetterFacts facts, LetterTemplates templates)
    {
        (LetterPart Part, bool Present)[] wanted =
        [
            (LetterPart.Addressee, HasText(facts.Addressee.Name) && HasText(facts.Addressee.Address)),
            (LetterPart.Number, HasText(facts.Number)),
            (LetterPart.RegistrationNumber, HasText(facts.RegistrationNumber)),
            (LetterPart.Service, HasText(facts.ServiceName) && HasText(facts.FacilityName)),
            (LetterPart.Signatory, HasText(facts.Signatory.Office) && HasText(facts.Signatory.Name)),
        ];
        if (wanted.Where(w => !w.Present).Select(w => w.Part).ToList() is { Count: > 0 } missing)
        {
            throw new LetterRefusedException("place-offer", missing);
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
            .Text("service", facts.ServiceName)
            .Text("facility", facts.FacilityName)
            .Date("until", facts.AnswerUntil)
            .Text("office", facts.Signatory.Office)
            .Text("signatory", facts.Signatory.Name);
        var official = LetterMarkup.Parse(templates.Render("letters/place-offer", data));
        var easy = LetterMarkup.Parse(templates.Render("letters/easy-place-offer", data));
        return new LetterDocument($"Vēstule Nr. {facts.Number}", Language, [.. official, new PageBreak(EasyLanguage: true), .. easy]);
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
