using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>Answers a submission that asks for no service (Iesniegumu likums), with its easy-language page.</summary>
public static class AnswerLetter
{
    /// <exception cref="LetterRefusedException">The answer, addressee or signatory is blank.</exception>
    public static LetterDocument Compose(AnswerLetterFacts facts, LetterTemplates templates) => TwoLayerLetter.Compose(
        "submission-answer",
        facts,
        new LetterData()
            .Text("answer", facts.Answer)
            .Text("easyAnswer", facts.EasyAnswer),
        [(LetterPart.Answer, TwoLayerLetter.HasText(facts.Answer))],
        templates);
}

/// <summary>What the answer to a submission says.</summary>
public sealed record AnswerLetterFacts : LetterFacts
{
    /// <summary>The answer itself; paragraphs separated by line breaks.</summary>
    public required string Answer { get; init; }

    /// <summary>The answer in easy language; without it the easy page says that the answer stands in the letter.</summary>
    public string? EasyAnswer { get; init; }
}
