using SocialWorkflows.Letters;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Tests.Letters;

public sealed class DecisionLetterTests
{
    public static TheoryData<DecisionOutcome> Adverse =>
        [DecisionOutcome.Partly, DecisionOutcome.Refused, DecisionOutcome.Queued, DecisionOutcome.Discontinued];

    public static TheoryData<DecisionOutcome> Acts =>
        [DecisionOutcome.Granted, DecisionOutcome.Partly, DecisionOutcome.Refused, DecisionOutcome.Queued, DecisionOutcome.Admitted, DecisionOutcome.Discontinued];

    [Theory]
    [MemberData(nameof(Adverse))]
    public void Compose_AdverseWithoutReason_IsRefused(DecisionOutcome outcome)
    {
        var facts = LetterSamples.Decision(outcome) with { RefusalReason = " \n" };

        var refused = Should.Throw<LetterRefusedException>(() => DecisionLetter.Compose(facts, LetterSamples.Templates()));

        refused.Missing.ShouldBe([LetterPart.RefusalReason]);
        refused.Message.ShouldContain("RefusalReason");
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void Compose_ActWithoutContestInstructions_IsRefused(DecisionOutcome outcome)
    {
        var facts = LetterSamples.Decision(outcome) with { Contest = null };

        Should.Throw<LetterRefusedException>(() => DecisionLetter.Compose(facts, LetterSamples.Templates()))
            .Missing.ShouldBe([LetterPart.ContestInstructions]);
    }

    [Theory]
    [InlineData("", "adrese", "dienestā", 1)]
    [InlineData("domē", " ", "dienestā", 1)]
    [InlineData("domē", "adrese", "", 1)]
    [InlineData("domē", "adrese", "dienestā", 0)]
    public void Compose_IncompleteContestInstructions_IsRefused(string body, string address, string handedIn, int months)
    {
        var facts = LetterSamples.Decision(DecisionOutcome.Refused) with { Contest = new ContestInstructions(body, address, handedIn, months) };

        Should.Throw<LetterRefusedException>(() => DecisionLetter.Compose(facts, LetterSamples.Templates()));
    }

    [Fact]
    public void Compose_EverythingMissing_NamesEveryPart()
    {
        var facts = LetterSamples.Decision(DecisionOutcome.Partly) with
        {
            Number = "",
            RegistrationNumber = "",
            ServiceName = "",
            Addressee = new Addressee("", null, ""),
            Findings = "",
            LegalNorms = [" "],
            Reasoning = "",
            OperativePoints = [],
            RefusalReason = null,
            Contest = null,
            Signatory = new Signatory("Vadītāja", ""),
        };

        var refused = Should.Throw<LetterRefusedException>(() => DecisionLetter.Compose(facts, LetterSamples.Templates()));

        refused.Missing.ShouldBe(
            [
                LetterPart.Addressee, LetterPart.Number, LetterPart.RegistrationNumber, LetterPart.Service, LetterPart.Signatory, LetterPart.Findings,
                LetterPart.LegalNorms, LetterPart.OperativePoints, LetterPart.ContestInstructions, LetterPart.RefusalReason, LetterPart.Reasoning,
            ]);
    }

    [Fact]
    public void Compose_ForwardedToNobody_IsRefused()
    {
        var facts = LetterSamples.Decision(DecisionOutcome.Forwarded) with { ForwardedTo = null };

        Should.Throw<LetterRefusedException>(() => DecisionLetter.Compose(facts, LetterSamples.Templates()))
            .Missing.ShouldBe([LetterPart.ReceivingInstitution]);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void Compose_Act_HasPartsOfTheLawInOrder(DecisionOutcome outcome)
    {
        foreach (var pack in new[] { "smiltene", "iecava" })
        {
            var text = string.Join('\n', DecisionLetter.Compose(LetterSamples.Decision(outcome), LetterSamples.Templates(pack)).Blocks.Select(Text));

            string[] parts =
            [
                "Smiltenes novada Sociālais dienests", "LĒMUMS", "2026. gada 26. jūnijā", "Adresāts: Ērika Šķēle-Žubīte", "[1]", "[2] Dienests konstatēja",
                "[3] Tiesību normas", "[4] Izvērtējums", "nolemj:", "5.1.", "[6] Šo lēmumu viena mēneša laikā", "apstrīdēt Smiltenes novada pašvaldības domē",
                "Vadītāja", "Juridiski saistošs ir lēmums.",
            ];
            parts.Select(p => text.IndexOf(p, StringComparison.Ordinal)).ShouldBeInOrder(SortDirection.Ascending);
            text.ShouldContain(parts[0]);
        }
    }

    [Theory]
    [InlineData(DecisionOutcome.Granted, "Par pabalsta „", "5.1. piešķirt adresātam pabalstu „", "Jūs saņemsiet pabalstu:")]
    [InlineData(DecisionOutcome.Partly, "Par pabalsta „", "5.1. daļēji piešķirt adresātam pabalstu „", "Pabalsts: ")]
    [InlineData(DecisionOutcome.Refused, "Par atteikumu piešķirt pabalstu „", "5.1. atteikt piešķirt adresātam pabalstu „", "Šo pabalstu mēs Jums nevaram piešķirt.")]
    [InlineData(DecisionOutcome.Discontinued, "izmaksas izbeigšanu", "5.1. izbeigt pabalsta „", "Pabalsts beidzas")]
    public void Compose_Benefit_IsCalledABenefit(DecisionOutcome outcome, string title, string operative, string easy)
    {
        var words = Words(LetterSamples.Decision(outcome) with { IsBenefit = true, ServiceName = "mājokļa pabalsts" });

        words.ShouldContain(title);
        words.ShouldContain(operative);
        words.ShouldContain(easy);
        words.ShouldNotContain("sociālo pakalpojumu „");
        Words(LetterSamples.Decision(outcome)).ShouldNotContain("pabalst");
    }

    [Theory]
    [InlineData(DecisionOutcome.Granted, false, "pakalpojums")]
    [InlineData(DecisionOutcome.Granted, true, "pabalsts")]
    [InlineData(DecisionOutcome.Partly, false, "pakalpojums")]
    [InlineData(DecisionOutcome.Admitted, false, "pakalpojums")]
    public void Compose_AfterAGrant_ContractPriceAndReviewInBothLanguageLevels(DecisionOutcome outcome, bool benefit, string word)
    {
        var facts = LetterSamples.Decision(outcome) with { IsBenefit = benefit, Fee = "maksa ir 7,11 euro stundā", EasyFee = "maksa ir 7,11 euro stundā", ContractBy = new DateOnly(2026, 7, 10), ReviewOn = new DateOnly(2027, 5, 31) };

        var text = PdfTools.Words(LetterSamples.Pdf(DecisionLetter.Compose(facts, LetterSamples.Templates())));

        text.ShouldContain("noteikt, ka maksa ir 7,11 euro stundā;");
        text.ShouldContain("uzaicināt noslēgt līgumu līdz 2026. gada 10. jūlijam;");
        text.ShouldContain("vajadzības pārskatīt līdz 2027. gada 31. maijam.");
        text.ShouldContain("Maksa: maksa ir 7,11 eiro stundā. Jums ir jāparaksta līgums. Līgums ir rakstiska vienošanās. Pēdējā diena līgumam: 2026. gada 10. jūlijs.");
        text.ShouldContain($"Līdz 2027. gada 31. maijam mēs vēlreiz skatīsimies, vai {word} Jums vajadzīgs.");
    }

    [Fact]
    public void Compose_Refused_SaysReasonInSoManyWords() =>
        Words(LetterSamples.Decision(DecisionOutcome.Refused)).ShouldContain("Atteikuma iemesls: vajadzību novērtējumā noteiktais");

    [Fact]
    public void Compose_NoEasyReason_EasyPagePointsToTheDecisionAndNeverRepeatsTheOfficialText()
    {
        var words = Words(LetterSamples.Decision(DecisionOutcome.Refused) with { RefusalReason = "Saskaņā ar novērtējumu apjoms nesasniedz slieksni.", EasyReason = null });

        words.ShouldContain("Iemesls ir lēmumā.");
        words.Split("Saskaņā ar novērtējumu").Length.ShouldBe(2, "once, in the official text");
    }

    [Theory]
    [InlineData(DecisionOutcome.Refused, "2026. gada 9. jūnijā saņemts un 2026. gada 12. jūnijā ar Nr. SD-2026/17 reģistrēts")]
    [InlineData(DecisionOutcome.Forwarded, "2026. gada 9. jūnijā saņemtā un 2026. gada 12. jūnijā ar Nr. SD-2026/17 reģistrētā")]
    [InlineData(DecisionOutcome.Withdrawn, "2026. gada 9. jūnijā saņemtā un 2026. gada 12. jūnijā reģistrētā")]
    public void Compose_RegisteredDaysAfterReceipt_NamesBothDays(DecisionOutcome outcome, string expected)
    {
        Words(LetterSamples.Decision(outcome) with { ReceivedOn = new DateOnly(2026, 6, 9) }).ShouldContain(expected);
        Words(LetterSamples.Decision(outcome) with { ReceivedOn = new DateOnly(2026, 6, 12) }).ShouldBe(Words(LetterSamples.Decision(outcome)));
    }

    [Theory]
    [InlineData(false, false, "Par sociālā pakalpojuma „Paraugs” sniegšanas izbeigšanu", "izbeigt sociālā pakalpojuma „Paraugs” sniegšanu")]
    [InlineData(true, false, "Par pabalsta „Paraugs” izmaksas izbeigšanu", "izbeigt pabalsta „Paraugs” izmaksu")]
    [InlineData(false, true, "Par statusa „Paraugs” darbības izbeigšanu", "izbeigt statusa „Paraugs” darbību")]
    public void Compose_Discontinued_WordedByFamilyAndWithoutAnApplication(bool benefit, bool status, string title, string operative)
    {
        var words = Words(LetterSamples.Decision(DecisionOutcome.Discontinued) with { IsBenefit = benefit, IsStatus = status, ServiceName = "Paraugs" });

        words.ShouldContain(title);
        words.ShouldContain(operative);
        words.ShouldContain("2025. gada 14. jūlija lēmumu Nr. L-2025/88");
        words.ShouldNotContain("reģistrēts iesniegums");
    }

    [Fact]
    public void Compose_TemplateMissing_NamesTheFile()
    {
        var texts = LetterSamples.TemplateTexts("smiltene");
        texts.Remove("letters/easy-decision");

        Should.Throw<LetterTemplateException>(() => DecisionLetter.Compose(LetterSamples.Decision(DecisionOutcome.Granted), LetterTemplates.Compile(texts)))
            .Message.ShouldContain("templates/letters/easy-decision.hbs");
    }

    [Theory]
    [InlineData("{{naem}}", "naem")]
    [InlineData("{{#if name}}", "if")]
    public void Compose_TemplateWrong_NamesTheFileAndTheFault(string template, string fault)
    {
        var texts = LetterSamples.TemplateTexts("smiltene");
        texts["letters/decision"] = template;

        var wrong = Should.Throw<LetterTemplateException>(() => DecisionLetter.Compose(LetterSamples.Decision(DecisionOutcome.Granted), LetterTemplates.Compile(texts)));

        wrong.Message.ShouldContain("templates/letters/decision.hbs");
        wrong.Message.ShouldContain(fault);
    }

    [Fact]
    public void ComposeRequest_NothingMissing_IsRefused() =>
        Should.Throw<LetterRefusedException>(() => DocumentLetter.ComposeRequest(LetterSamples.DocumentRequest() with { Missing = [] }, LetterSamples.Templates()))
            .Missing.ShouldBe([LetterPart.MissingDocuments]);

    private static string Words(DecisionLetterFacts facts) => PdfTools.Words(LetterSamples.Pdf(DecisionLetter.Compose(facts, LetterSamples.Templates())));

    private static string Text(LetterBlock block) => block switch
    {
        Letterhead letterhead => string.Join('\n', letterhead.Lines.Select(l => l.Text)),
        Heading heading => heading.Text,
        Paragraph paragraph => paragraph.Text,
        ListBlock list => string.Join('\n', list.Items.Select(i => $"{i.Label} {i.Text}")),
        TwoColumns columns => $"{columns.Left} {columns.Right}",
        SignatureLine signature => $"{signature.Office} {signature.Name}",
        _ => "",
    };
}
