using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Composes the request for missing documents and its reminder, each with its easy-language page.</summary>
public static class DocumentLetter
{
    private const string Language = "lv-LV";

    /// <exception cref="LetterRefusedException">Nothing is missing, or addressee or signatory is blank.</exception>
    public static LetterDocument ComposeRequest(DocumentLetterFacts facts, LetterTemplates templates) =>
        Compose("document-request", facts, templates);

    /// <inheritdoc cref="ComposeRequest"/>
    public static LetterDocument ComposeReminder(DocumentLetterFacts facts, LetterTemplates templates) =>
        Compose("document-reminder", facts, templates);

    private static LetterDocument Compose(string template, DocumentLetterFacts facts, LetterTemplates templates)
    {
        var missing = MissingParts(facts).ToList();
        if (missing.Count > 0)
        {
            throw new LetterRefusedException(template, missing);
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
            .Texts("documents", facts.Missing.Select(m => m.Name))
            .Texts("easyDocuments", facts.Missing.Select(m => m.EasyName))
            .Date("due", facts.DueDate)
            .Text("office", facts.Signatory.Office)
            .Text("signatory", facts.Signatory.Name);
        var official = LetterMarkup.Parse(templates.Render("letters/" + template, data));
        var easy = LetterMarkup.Parse(templates.Render("letters/easy-" + template, data));
        return new LetterDocument($"Vēstule Nr. {facts.Number}", Language, [.. official, new PageBreak(EasyLanguage: true), .. easy]);
    }

    private static IEnumerable<LetterPart> MissingParts(DocumentLetterFacts facts)
    {
        (LetterPart Part, bool Present)[] wanted =
        [
            (LetterPart.Addressee, HasText(facts.Addressee.Name) && HasText(facts.Addressee.Address)),
            (LetterPart.Number, HasText(facts.Number)),
            (LetterPart.RegistrationNumber, HasText(facts.RegistrationNumber)),
            (LetterPart.MissingDocuments, facts.Missing.Count > 0 && facts.Missing.All(m => HasText(m.Name) && HasText(m.EasyName))),
            (LetterPart.Signatory, HasText(facts.Signatory.Office) && HasText(facts.Signatory.Name)),
        ];
        return wanted.Where(w => !w.Present).Select(w => w.Part);
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
