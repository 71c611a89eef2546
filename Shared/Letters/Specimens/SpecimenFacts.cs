using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Specimens;

/// <summary>
/// The facts of specimens: an invented person without a real personal code (its day is 00) and an invented application, so that the
/// templates of a municipality can be read and checked before anybody gets a letter by them.
/// </summary>
internal sealed class SpecimenFacts(MunicipalityPack pack)
{
    private const string Reason = "Iemesla paraugs.";
    private static readonly DateOnly Applied = new(2026, 6, 12);
    private static readonly DateOnly Decided = new(2026, 6, 26);
    private static readonly DateOnly First = new(2026, 7, 1);

    private string Registration => $"{pack.NumberPrefix}-2026/17";

    private static Addressee Person => new("Paula Paraudziņa", "000155-10015", "Parauga iela 1, Paraugi");

    private static Signatory Worker => new("Sociālā darbiniece", "Ņina Paraugšķēle");

    public DecisionLetterFacts Decision(DecisionOutcome outcome) => new()
    {
        Institution = pack.Institution,
        Outcome = outcome,
        DecisionDate = Decided,
        Number = $"{Registration}-L",
        Addressee = Person,
        ApplicationDate = Applied,
        RegistrationNumber = Registration,
        ServiceName = "Pakalpojuma paraugs",
        EnclosedDocuments = ["pirmais dokuments", "otrais dokuments"],
        Findings = "Konstatēto faktu paraugs.\nVidējie ienākumi mēnesī – 412,50 euro.",
        Tables = outcome.IsAct() ? Calculations : [],
        Hearing = "Persona uzklausīta 2026. gada 18. jūnijā.",
        LegalNorms = ["Sociālo pakalpojumu un sociālās palīdzības likuma 9. panta pirmā daļa"],
        Reasoning = "Izvērtējuma paraugs: kādēļ minētās normas attiecas vai neattiecas uz konstatētajiem faktiem.",
        RefusalReason = outcome.IsAdverse() ? Reason : null,
        EasyReason = outcome is DecisionOutcome.Partly or DecisionOutcome.Refused ? Reason : null,
        Fee = IsGrant(outcome) ? "pakalpojums ir bez maksas" : null,
        EasyFee = IsGrant(outcome) ? "pakalpojums ir bez maksas" : null,
        Period = outcome is DecisionOutcome.Discontinued or DecisionOutcome.Admitted ? new ServicePeriod(First, null) : IsGrant(outcome) ? new ServicePeriod(First, First.AddYears(1).AddDays(-1)) : null,
        OperativePoints = outcome == DecisionOutcome.Partly ? ["piešķirt 3 stundas nedēļā; pārējā daļā atteikt"] : [],
        ContractBy = outcome == DecisionOutcome.Granted ? new DateOnly(2026, 7, 10) : null,
        ReviewOn = outcome == DecisionOutcome.Granted ? new DateOnly(2027, 5, 31) : null,
        Contest = outcome.IsAct() ? ContestInstructions.From(pack.Decision, pack.Terms.Contest, pack.Channels.Where(c => c.Id == "registered")) : null,
        Granted = outcome == DecisionOutcome.Discontinued ? new FormerDecision($"{pack.NumberPrefix}-2025/88-L", Applied.AddYears(-1)) : null,
        WithdrawnOn = outcome == DecisionOutcome.Withdrawn ? new DateOnly(2026, 6, 19) : null,
        ForwardedTo = outcome == DecisionOutcome.Forwarded ? new ReceivingInstitution("Parauga novada Sociālajam dienestam", "tālrunis 00000000") : null,
        Signatory = new Signatory("Vadītāja", "Ilze Paraugvalde"),
    };

    public DocumentLetterFacts Documents => new()
    {
        Institution = pack.Institution,
        Date = new DateOnly(2026, 6, 15),
        Number = $"{Registration}-1",
        Addressee = Person,
        RegistrationNumber = Registration,
        ApplicationDate = Applied,
        Missing = [.. pack.Documents.Select(d => new MissingDocument(d.Name, d.EasyName))],
        DueDate = new DateOnly(2026, 6, 30),
        Signatory = Worker,
    };

    public ExtensionLetterFacts Extension => new()
    {
        Institution = pack.Institution,
        Date = new DateOnly(2026, 6, 25),
        Number = $"{Registration}-T",
        Addressee = Person,
        RegistrationNumber = Registration,
        ApplicationDate = Applied,
        Until = new DateOnly(2026, 8, 12),
        MostMonths = pack.Terms.Extension?.Months ?? 1,
        Reason = Reason,
        EasyReason = Reason,
        LegalBasis = "Administratīvā procesa likuma 64. panta otrā daļa",
        Signatory = Worker,
    };

    public OfferLetterFacts Offer => new()
    {
        Institution = pack.Institution,
        Date = new DateOnly(2026, 6, 29),
        Number = $"{Registration}-P1",
        Addressee = Person,
        RegistrationNumber = Registration,
        ApplicationDate = Applied,
        ServiceName = "Pakalpojuma paraugs",
        FacilityName = "Parauga māja",
        AnswerUntil = new DateOnly(2026, 7, 13),
        Signatory = Worker,
    };

    public HearingLetterFacts Hearing => new()
    {
        Institution = pack.Institution,
        Date = new DateOnly(2026, 6, 15),
        Number = $"{Registration}-U",
        Addressee = Person,
        RegistrationNumber = Registration,
        ApplicationDate = Applied,
        ServiceName = "Pakalpojuma paraugs",
        Granted = new FormerDecision($"{pack.NumberPrefix}-2025/88-L", Applied.AddYears(-1)),
        Reason = Reason,
        EasyReason = Reason,
        Until = new DateOnly(2026, 6, 30),
        LegalBasis = pack.Terms.Hearing?.Basis ?? "Administratīvā procesa likuma 62. panta pirmā daļa",
        Signatory = Worker,
    };

    public AnswerLetterFacts Answer => new()
    {
        Institution = pack.Institution,
        Date = new DateOnly(2026, 6, 22),
        Number = $"{Registration}-A",
        Addressee = Person,
        RegistrationNumber = Registration,
        ApplicationDate = Applied,
        Answer = "Atbildes paraugs, pirmā rindkopa.\nAtbildes paraugs, otrā rindkopa.",
        Signatory = Worker,
    };

    public CoverLetterFacts Cover => new()
    {
        Institution = pack.Institution,
        Date = new DateOnly(2026, 6, 29),
        Number = $"{Registration}-N",
        Addressee = Person,
        RegistrationNumber = Registration,
        ApplicationDate = Applied,
        DecisionNumber = $"{Registration}-L",
        DecisionDate = Decided,
        Enclosures = [new Enclosure($"Lēmums Nr. {Registration}-L", 2)],
        Executor = Worker,
        Signatory = new Signatory("Vadītāja", "Ilze Paraugvalde"),
    };

    private static IReadOnlyList<TableBlock> Calculations =>
    [
        new("Mājsaimniecība", [new("Persona"), new("Skaits", IsAmount: true)], [["Iesniedzējs", "1"], ["Citi mājsaimniecības locekļi", "1"], ["Kopā", "2"]]),
        new(
            "Ienākumu aprēķins",
            [new("Mēnesis"), new("Persona"), new("Ienākumi, EUR", IsAmount: true)],
            [["2026. gada marts", "Iesniedzējs", "410,00"], ["2026. gada aprīlis", "Iesniedzējs", "412,50"], ["2026. gada maijs", "Iesniedzējs", "415,00"], ["Vidēji mēnesī", "", "412,50"]]),
    ];

    private static bool IsGrant(DecisionOutcome outcome) => outcome is DecisionOutcome.Granted or DecisionOutcome.Partly or DecisionOutcome.Admitted;
}
