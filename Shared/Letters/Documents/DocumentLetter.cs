using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Composes the request for missing documents and its reminder, each with its easy-language page.</summary>
public static class DocumentLetter
{
    /// <exception cref="LetterRefusedException">Nothing is missing, or addressee or signatory is blank.</exception>
    public static LetterDocument ComposeRequest(DocumentLetterFacts facts, LetterTemplates templates) =>
        Compose("document-request", facts, templates);

    /// <inheritdoc cref="ComposeRequest"/>
    public static LetterDocument ComposeReminder(DocumentLetterFacts facts, LetterTemplates templates) =>
        Compose("document-reminder", facts, templates);

    private static LetterDocument Compose(string template, DocumentLetterFacts facts, LetterTemplates templates) => TwoLayerLetter.Compose(
        template,
        facts,
        new LetterData()
            .Texts("documents", facts.Missing.Select(m => m.Name))
            .Texts("easyDocuments", facts.Missing.Select(m => m.EasyName))
            .Date("due", facts.DueDate),
        [(LetterPart.MissingDocuments, facts.Missing.Count > 0 && facts.Missing.All(m => TwoLayerLetter.HasText(m.Name) && TwoLayerLetter.HasText(m.EasyName)))],
        templates);
}
