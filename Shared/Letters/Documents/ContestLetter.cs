using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>The letter with which a contest and its case are handed over to the body that examines it. It goes to an institution, so it has no easy-language twin.</summary>
public static class ContestLetter
{
    private const string Language = "lv-LV";

    /// <exception cref="LetterRefusedException">A part is missing.</exception>
    /// <exception cref="LetterTemplateException">The template of the municipality is missing or wrong.</exception>
    public static LetterDocument Compose(ContestLetterFacts facts, LetterTemplates templates)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(templates);
        (LetterPart Part, bool Present)[] wanted =
        [
            (LetterPart.Institution, HasText(facts.Institution.Name) && HasText(facts.Institution.Address)),
            (LetterPart.Addressee, HasText(facts.BodyLocative) && HasText(facts.BodyAddress)),
            (LetterPart.Number, HasText(facts.Number)),
            (LetterPart.RegistrationNumber, HasText(facts.RegistrationNumber)),
            (LetterPart.Enclosures, facts.Files.Count > 0),
            (LetterPart.Signatory, HasText(facts.Signatory.Office) && HasText(facts.Signatory.Name)),
        ];
        if (wanted.Where(w => !w.Present).Select(w => w.Part).ToList() is { Count: > 0 } missing)
        {
            throw new LetterRefusedException("contest-hand-over", missing);
        }

        var data = new LetterData()
            .From(facts.Institution)
            .Date("date", facts.Date)
            .Text("number", facts.Number)
            .Text("bodyLocative", facts.BodyLocative)
            .Text("address", facts.BodyAddress)
            .Text("registrationNumber", facts.RegistrationNumber)
            .Text("contestNumber", facts.ContestNumber)
            .Text("decisionNumber", facts.DecisionNumber)
            .Date("decisionDate", facts.DecisionDate)
            .Date("notifiedOn", facts.NotifiedOn)
            .Date("contestUntil", facts.ContestUntil)
            .Date("lodgedOn", facts.LodgedOn)
            .Date("receivedOn", facts.ReceivedOn)
            .Flag("late", facts.IsLate)
            .Flag("stranger", facts.IsStranger)
            .Flag("suspends", facts.Suspends)
            .Text("office", facts.Signatory.Office)
            .Text("signatory", facts.Signatory.Name)
            .Rows("files", facts.Files.Select((f, i) => new LetterData()
                .Text("index", (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Text("name", f.Name)
                .Text("sha256", f.Sha256)));
        return new LetterDocument($"Vēstule Nr. {facts.Number}", Language, LetterMarkup.Parse(templates.Render("letters/contest-hand-over", data)));
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);
}

/// <summary>What the letter says. No name of the person: the body reads it in the files.</summary>
public sealed record ContestLetterFacts
{
    public required Institution Institution { get; init; }

    public required DateOnly Date { get; init; }

    public required string Number { get; init; }

    /// <summary>The contest body, as the pack words it in the locative.</summary>
    public required string BodyLocative { get; init; }

    public required string BodyAddress { get; init; }

    public required string RegistrationNumber { get; init; }

    /// <summary>Under which the contest was registered here; null for one from before contests had a number.</summary>
    public string? ContestNumber { get; init; }

    public required string DecisionNumber { get; init; }

    public required DateOnly DecisionDate { get; init; }

    public DateOnly? NotifiedOn { get; init; }

    public DateOnly? ContestUntil { get; init; }

    public required DateOnly LodgedOn { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public bool IsLate { get; init; }

    public bool IsStranger { get; init; }

    public bool Suspends { get; init; }

    /// <summary>Name and SHA-256 of each file that goes with it; a dash for what goes on paper.</summary>
    public required IReadOnlyList<(string Name, string Sha256)> Files { get; init; }

    public required Signatory Signatory { get; init; }
}
