using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Composes a letter and its easy-language twin from the same facts; refuses it while a part is missing.</summary>
internal static class TwoLayerLetter
{
    private const string Language = "lv-LV";

    /// <param name="template">Name of both templates, the easy one with <c>easy-</c> before it.</param>
    /// <param name="facts">What every letter says.</param>
    /// <param name="own">What this letter says besides.</param>
    /// <param name="ownParts">Parts of this letter that may be missing, in the order in which they are reported.</param>
    /// <param name="templates">Those of the municipality.</param>
    /// <exception cref="LetterRefusedException">A part is missing.</exception>
    public static LetterDocument Compose(
        string template, LetterFacts facts, LetterData own, IEnumerable<(LetterPart Part, bool Present)> ownParts, LetterTemplates templates)
    {
        (LetterPart Part, bool Present)[] wanted =
        [
            (LetterPart.Institution, HasText(facts.Institution.Name) && HasText(facts.Institution.Address)),
            (LetterPart.Addressee, HasText(facts.Addressee.Name) && HasText(facts.Addressee.Address)),
            (LetterPart.Number, HasText(facts.Number)),
            (LetterPart.RegistrationNumber, HasText(facts.RegistrationNumber)),
            .. ownParts,
            (LetterPart.Signatory, HasText(facts.Signatory.Office) && HasText(facts.Signatory.Name)),
        ];
        var missing = wanted.Where(w => !w.Present).Select(w => w.Part).ToList();
        if (missing.Count > 0)
        {
            throw new LetterRefusedException(template, missing);
        }

        var data = own
            .From(facts.Institution)
            .To(facts.Addressee)
            .Date("date", facts.Date)
            .Text("number", facts.Number)
            .Text("registrationNumber", facts.RegistrationNumber)
            .Application(facts.ApplicationDate, facts.ReceivedOn)
            .Text("office", facts.Signatory.Office)
            .Text("signatory", facts.Signatory.Name);
        return Join($"Vēstule Nr. {facts.Number}", templates.Render("letters/" + template, data), templates.Render("letters/easy-" + template, data));
    }

    /// <summary>The official text, and on a page of its own the easy one.</summary>
    public static LetterDocument Join(string title, string official, string easy) =>
        new(title, Language, [.. LetterMarkup.Parse(official), new PageBreak(EasyLanguage: true), .. LetterMarkup.Parse(easy)]);

    public static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}
