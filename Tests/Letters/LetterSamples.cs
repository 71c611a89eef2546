using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Templates;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Letters about invented people, complete by default.</summary>
internal static class LetterSamples
{
    public static readonly DateTimeOffset Created = new(2026, 6, 26, 14, 30, 0, TimeSpan.FromHours(3));

    public static readonly LetterFonts Fonts = LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"));

    private static readonly Dictionary<string, LetterTemplates> Compiled = [];

    public static readonly Institution Institution = new()
    {
        Name = "Smiltenes novada Sociālais dienests",
        NameLocative = "Smiltenes novada Sociālajā dienestā",
        ParentLine = "Smiltenes novada pašvaldība",
        RegistrationNumber = "90000000000",
        Address = "Dārza iela 11, Smiltene, Smiltenes novads, LV-4729",
        Phone = "64707865",
        Email = "soc.dienests@smiltenesnovads.lv",
        PlaceLocative = "Smiltenē",
        Website = "www.smiltenesnovads.lv",
    };

    public static readonly ContestInstructions Contest = new(
        "Smiltenes novada pašvaldības domē", "Dārza iela 3, Smiltene, Smiltenes novads, LV-4729", "Smiltenes novada Sociālajā dienestā", 1);

    private static Addressee Person => new("Ērika Šķēle-Žubīte", null, "„Ķirši”, Variņu pagasts, Smiltenes novads, LV-4726");

    /// <summary>Household and income as tables of the findings.</summary>
    public static IReadOnlyList<TableBlock> Calculations { get; } =
    [
        new("Mājsaimniecība", [new("Persona"), new("Skaits", IsAmount: true)], [["Iesniedzējs", "1"], ["Apgādājamie", "0"], ["Kopā", "1"]]),
        new(
            "Ienākumu aprēķins",
            [new("Mēnesis"), new("Persona"), new("Ienākumi, EUR", IsAmount: true)],
            [["2026. gada marts", "Iesniedzējs", "410,00"], ["2026. gada aprīlis", "Iesniedzējs", "412,50"], ["2026. gada maijs", "Iesniedzējs", "415,00"], ["Vidēji mēnesī", "", "412,50"]]),
    ];

    public static LetterTemplates Templates(string pack = "smiltene")
    {
        lock (Compiled)
        {
            return Compiled.TryGetValue(pack, out var known) ? known : Compiled[pack] = LetterTemplates.Compile(TemplateTexts(pack));
        }
    }

    public static Dictionary<string, string> TemplateTexts(string pack) =>
        PackReader.Read(pack, TestPacks.FilesOf(pack)).Templates.ToDictionary(StringComparer.Ordinal);

    public static DecisionLetterFacts Decision(DecisionOutcome outcome)
    {
        var adverse = outcome is DecisionOutcome.Partly or DecisionOutcome.Refused or DecisionOutcome.Queued or DecisionOutcome.Discontinued;
        return new DecisionLetterFacts
        {
            Institution = Institution,
            Outcome = outcome,
            DecisionDate = new DateOnly(2026, 6, 26),
            Number = "SD-2026/17-L",
            Addressee = new Addressee("Ērika Šķēle-Žubīte", "00022611353", "„Ķirši”, Variņu pagasts, Smiltenes novads, LV-4726"),
            ApplicationDate = new DateOnly(2026, 6, 12),
            RegistrationNumber = "SD-2026/17",
            ServiceName = "Aprūpe mājās",
            EnclosedDocuments = ["ārsta izziņa par veselības stāvokli", "izziņa par ienākumiem", "iztikas līdzekļu deklarācija"],
            Findings = "Apsekošana dzīvesvietā veikta 2026. gada 18. jūnijā. Persona dzīvo viena, saviem spēkiem spēj sagatavot ēdienu, bet nespēj atnest malku un ūdeni.\nIenākumi pēdējos trīs mēnešos – vidēji 412,50 euro mēnesī. Likumīgo apgādnieku nav.",
            Tables = outcome is DecisionOutcome.Granted or DecisionOutcome.Refused ? Calculations : [],
            Hearing = "Persona uzklausīta 2026. gada 18. jūnijā apsekošanas laikā.",
            LegalNorms =
            [
                "Sociālo pakalpojumu un sociālās palīdzības likuma 9. panta pirmā daļa",
                "Ministru kabineta 2019. gada 2. aprīļa noteikumu Nr. 138 2. punkts",
                "Smiltenes novada pašvaldības domes 2023. gada 23. novembra saistošo noteikumu Nr. 25/23 8. punkts",
            ],
            Reasoning = adverse
                ? "Persona pamata ikdienas darbības veic patstāvīgi. Pakalpojums paredzēts tiem, kuri vecuma vai funkcionālo traucējumu dēļ sevi aprūpēt nespēj."
                : "Konstatētie fakti atbilst pakalpojuma piešķiršanas nosacījumiem, un pakalpojums ir vajadzīgs, lai persona varētu dzīvot savās mājās.",
            RefusalReason = outcome switch
            {
                DecisionOutcome.Queued => "visas pakalpojuma vietas pašlaik ir aizņemtas.",
                DecisionOutcome.Discontinued => "persona ilgstoši dzīvo citā pašvaldībā.",
                _ => adverse ? "vajadzību novērtējumā noteiktais aprūpes apjoms nesasniedz pakalpojuma piešķiršanai nepieciešamo." : null,
            },
            EasyReason = outcome is DecisionOutcome.Partly or DecisionOutcome.Refused ? "Jūs daudz ko varat izdarīt pati." : null,
            Fee = outcome is DecisionOutcome.Granted or DecisionOutcome.Partly or DecisionOutcome.Admitted ? "pakalpojums ir bez maksas" : null,
            EasyFee = outcome is DecisionOutcome.Granted or DecisionOutcome.Partly or DecisionOutcome.Admitted ? "pakalpojums ir bez maksas" : null,
            Period = outcome switch
            {
                DecisionOutcome.Granted or DecisionOutcome.Partly => new ServicePeriod(new DateOnly(2026, 7, 1), new DateOnly(2027, 6, 30)),
                DecisionOutcome.Admitted => new ServicePeriod(new DateOnly(2026, 6, 12), null),
                DecisionOutcome.Discontinued => new ServicePeriod(new DateOnly(2026, 7, 1), null),
                _ => null,
            },
            OperativePoints = outcome switch
            {
                DecisionOutcome.Granted => ["noteikt pakalpojuma apjomu – 6 stundas nedēļā"],
                DecisionOutcome.Partly => ["piešķirt 3 stundas nedēļā; pārējā daļā – 4 stundas nedēļā – atteikt"],
                _ => [],
            },
            ContractBy = outcome == DecisionOutcome.Granted ? new DateOnly(2026, 7, 10) : null,
            ReviewOn = outcome == DecisionOutcome.Granted ? new DateOnly(2027, 5, 31) : null,
            Granted = outcome == DecisionOutcome.Discontinued ? new FormerDecision("L-2025/88", new DateOnly(2025, 7, 14)) : null,
            WithdrawnOn = outcome == DecisionOutcome.Withdrawn ? new DateOnly(2026, 6, 19) : null,
            ForwardedTo = outcome == DecisionOutcome.Forwarded ? new ReceivingInstitution("Valmieras novada Sociālo lietu pārvaldei", "tālrunis 64200000") : null,
            Contest = outcome is DecisionOutcome.Forwarded or DecisionOutcome.Withdrawn ? null : Contest,
            Signatory = new Signatory("Vadītāja", "Ilze Paraugs"),
        };
    }

    public static DocumentLetterFacts DocumentRequest() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 6, 15),
        Number = "SD-2026/17-V",
        Addressee = new Addressee("Ērika Šķēle-Žubīte", null, "„Ķirši”, Variņu pagasts, Smiltenes novads, LV-4726"),
        RegistrationNumber = "SD-2026/17",
        ApplicationDate = new DateOnly(2026, 6, 12),
        Missing =
        [
            new MissingDocument("ģimenes ārsta izziņa par veselības stāvokli", "izziņa no Jūsu ārsta"),
            new MissingDocument("izziņa par ienākumiem pēdējos trīs mēnešos", "papīrs par Jūsu naudu"),
        ],
        DueDate = new DateOnly(2026, 6, 30),
        Signatory = new Signatory("Sociālā darbiniece", "Ņina Čakste"),
    };

    public static OfferLetterFacts Offer() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 6, 29),
        Number = "SD-2026/17-P1",
        Addressee = Person,
        RegistrationNumber = "SD-2026/17",
        ApplicationDate = new DateOnly(2026, 6, 12),
        ServiceName = "grupu mājas (dzīvokļa) pakalpojums",
        FacilityName = "Grupu dzīvokļi Kārkli",
        AnswerUntil = new DateOnly(2026, 7, 13),
        Signatory = new Signatory("Sociālā darbiniece", "Ņina Čakste"),
    };

    public static ExtensionLetterFacts Extension() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 6, 25),
        Number = "SD-2026/17-T",
        Addressee = Person,
        RegistrationNumber = "SD-2026/17",
        ApplicationDate = new DateOnly(2026, 6, 12),
        Until = new DateOnly(2026, 8, 12),
        MostMonths = 4,
        Reason = "nav saņemta atbilde no Valsts sociālās apdrošināšanas aģentūras.",
        LegalBasis = "Administratīvā procesa likuma 64. panta otrā daļa",
        Signatory = new Signatory("Sociālā darbiniece", "Ņina Čakste"),
    };

    public static HearingLetterFacts Hearing() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 6, 15),
        Number = "SD-2026/17-U",
        Addressee = Person,
        RegistrationNumber = "SD-2026/17",
        ApplicationDate = new DateOnly(2026, 6, 12),
        ServiceName = "Aprūpe mājās",
        Granted = new FormerDecision("L-2025/88", new DateOnly(2025, 7, 14)),
        Reason = "pēc mūsu rīcībā esošajām ziņām Jūs kopš maija dzīvojat citā pašvaldībā.",
        EasyReason = "Mēs dzirdējām par Jūsu jauno dzīvesvietu.",
        Until = new DateOnly(2026, 6, 30),
        LegalBasis = "Administratīvā procesa likuma 62. panta pirmā daļa",
        Signatory = new Signatory("Sociālā darbiniece", "Ņina Čakste"),
    };

    public static AnswerLetterFacts Answer() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 6, 22),
        Number = "SD-2026/18-A",
        Addressee = Person,
        RegistrationNumber = "SD-2026/18",
        ApplicationDate = new DateOnly(2026, 6, 15),
        Answer = "Sociālā darbiniece Jūsu pagastā pieņem katru otrdienu no plkst. 9.00 līdz 12.00.\nJa nevarat atbraukt, sociālā darbiniece var atbraukt pie Jums; par laiku vienojieties pa tālruni.",
        EasyAnswer = "Sociālā darbiniece strādā Jūsu pagastā katru otrdienu.\nViņa var arī atbraukt pie Jums.",
        Signatory = new Signatory("Sociālā darbiniece", "Ņina Čakste"),
    };

    public static CoverLetterFacts Cover() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 6, 29),
        Number = "SD-2026/17-N",
        Addressee = Person,
        RegistrationNumber = "SD-2026/17",
        ApplicationDate = new DateOnly(2026, 6, 12),
        DecisionNumber = "SD-2026/17-L",
        DecisionDate = new DateOnly(2026, 6, 26),
        Enclosures = [new Enclosure("Lēmums Nr. SD-2026/17-L", 2), new Enclosure("Līguma projekts", null)],
        Executor = new Signatory("Sociālā darbiniece", "Ņina Čakste"),
        Signatory = new Signatory("Vadītāja", "Ilze Paraugs"),
    };

    /// <summary>To the body that examines the contest; no letter to a resident, so not among those with an easy twin.</summary>
    public static ContestLetterFacts ContestHandOver() => new()
    {
        Institution = Institution,
        Date = new DateOnly(2026, 7, 20),
        Number = "SD-2026/17-A1",
        BodyLocative = Contest.BodyLocative,
        BodyAddress = Contest.BodyAddress,
        RegistrationNumber = "SD-2026/17",
        DecisionNumber = "L-2026/9",
        DecisionDate = new DateOnly(2026, 6, 26),
        NotifiedOn = new DateOnly(2026, 7, 3),
        ContestUntil = new DateOnly(2026, 8, 3),
        LodgedOn = new DateOnly(2026, 7, 17),
        ReceivedOn = new DateOnly(2026, 7, 17),
        Suspends = true,
        Files = [("lemums.pdf", new string('a', 64)), ("apstridesana.edoc", new string('b', 64))],
        Signatory = new Signatory("Vadītāja", "Ilze Paraugs"),
    };

    /// <summary>Every kind of letter there is, by name.</summary>
    public static Dictionary<string, LetterDocument> All(string pack = "smiltene")
    {
        var letters = Enum.GetValues<DecisionOutcome>()
            .ToDictionary(o => "decision-" + o.ToString().ToLowerInvariant(), o => DecisionLetter.Compose(Decision(o), Templates(pack)));
        letters["document-request"] = DocumentLetter.ComposeRequest(DocumentRequest(), Templates(pack));
        letters["place-offer"] = OfferLetter.Compose(Offer(), Templates(pack));
        letters["hearing-invitation"] = HearingLetter.Compose(Hearing(), Templates(pack));
        letters["term-extension"] = ExtensionLetter.Compose(Extension(), Templates(pack));
        letters["submission-answer"] = AnswerLetter.Compose(Answer(), Templates(pack));
        letters["cover-letter"] = CoverLetter.Compose(Cover(), Templates(pack));
        letters["document-reminder"] = DocumentLetter.ComposeReminder(DocumentRequest(), Templates(pack));
        return letters;
    }

    public static byte[] Pdf(LetterDocument letter, ILetterSigner? signer = null) => LetterWriter.Write(letter, Fonts, Created, signer);
}
