using System.Globalization;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>The letter (vēstule) that goes with a decision and lists what is enclosed, with its easy-language page.</summary>
public static class CoverLetter
{
    /// <exception cref="LetterRefusedException">Nothing is enclosed, or addressee or signatory is blank.</exception>
    public static LetterDocument Compose(CoverLetterFacts facts, LetterTemplates templates) => TwoLayerLetter.Compose(
        "cover-letter",
        facts,
        new LetterData()
            .Text("decisionNumber", facts.DecisionNumber)
            .Date("decisionDate", facts.DecisionDate)
            .Flag("ownInitiative", facts.IsOwnInitiative)
            .Text("executor", facts.Executor is { } executor ? $"{executor.Office} {executor.Name}" : null)
            .Texts("enclosures", facts.Enclosures.Select(Line)),
        [(LetterPart.Enclosures, facts.Enclosures.Count > 0 && facts.Enclosures.All(e => TwoLayerLetter.HasText(e.Name)))],
        templates);

    private static string Line(Enclosure enclosure) =>
        enclosure.Sheets is { } sheets ? string.Create(CultureInfo.InvariantCulture, $"{enclosure.Name} uz {sheets} lp.") : enclosure.Name;
}

/// <summary>What a cover letter says.</summary>
public sealed record CoverLetterFacts : LetterFacts
{
    public required string DecisionNumber { get; init; }

    public required DateOnly DecisionDate { get; init; }

    public required IReadOnlyList<Enclosure> Enclosures { get; init; }

    /// <summary>Nobody applied: the case was begun by the institution.</summary>
    public bool IsOwnInitiative { get; init; }

    /// <summary>Who prepared it and answers questions.</summary>
    public Signatory? Executor { get; init; }
}

/// <param name="Name">Nominative.</param>
/// <param name="Sheets">Number of sheets on paper; null where it is not known.</param>
public sealed record Enclosure(string Name, int? Sheets);
