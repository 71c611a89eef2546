using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Letters;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Tests.Letters;

public sealed class InertTextTests
{
    public static TheoryData<string> Hostile =>
    [
        "{{7*7}}", "{{{name}}}", "{{> _letterhead}}", "# x", "## x", "- y", "+ 5.9. piešķirt visu", "> z", "= a | b", "~ Direktors | Cits", "^^ Cita iestāde", "---",
        "--- easy", "<script>alert(1)</script>", "%s%n", "${jndi:ldap://x}", "'; DROP TABLE cases; --", @"C:\nauda\n", @"\", "a | b",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Compose_HostileValueEverywhere_IsPrintedAndChangesNoStructure(string hostile)
    {
        var plain = DecisionLetter.Compose(Filled("x"), LetterSamples.Templates());

        var letter = DecisionLetter.Compose(Filled(hostile), LetterSamples.Templates());

        letter.Blocks.Select(b => b.GetType()).ShouldBe(plain.Blocks.Select(b => b.GetType()));
        letter.Blocks.OfType<Paragraph>().ShouldContain(p => p.Text == $"Iemesls: {hostile}");
        letter.Blocks.OfType<SignatureLine>().Single().ShouldBe(new SignatureLine(hostile, hostile));
        letter.Blocks.OfType<ListBlock>().Single().Items[^1].ShouldBe(new ListEntry("5.3.", hostile.TrimEnd(';', '.') + "."));
    }

    /// <summary>Every other letter, every text of its facts hostile: the same blocks as with a plain word, and the words printed.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public void Compose_HostileValueInEveryOtherLetter_ChangesNoStructure(string hostile)
    {
        var plain = Others("x");

        var spoilt = Others(hostile);

        for (var i = 0; i < plain.Count; i++)
        {
            spoilt[i].Blocks.Select(b => b.GetType()).ShouldBe(plain[i].Blocks.Select(b => b.GetType()));
            spoilt[i].Blocks.OfType<SignatureLine>().Single().ShouldBe(new SignatureLine(hostile, hostile));
            spoilt[i].Blocks.OfType<TableBlock>().Select(t => t.Rows.Count).ShouldBe(plain[i].Blocks.OfType<TableBlock>().Select(t => t.Rows.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Compose_HostileCells_StayInTheirCells(string hostile)
    {
        var facts = LetterSamples.Decision(DecisionOutcome.Refused) with { Tables = [new TableBlock(hostile, [new(hostile), new("Summa", IsAmount: true)], [[hostile, "1"], ["a", hostile]])] };

        var table = DecisionLetter.Compose(facts, LetterSamples.Templates()).Blocks.OfType<TableBlock>().Single();

        table.Caption.ShouldBe(hostile);
        table.Columns.ShouldBe([new TableColumn(hostile), new TableColumn("Summa", IsAmount: true)]);
        table.Rows.ShouldBe([[hostile, "1"], ["a", hostile]]);
    }

    [Fact]
    public void Compose_LineBreaksInValue_BecomeParagraphsOfText()
    {
        var facts = LetterSamples.Decision(DecisionOutcome.Refused) with { Reasoning = "Pirmais.\r\n# Otrais\n\n- Trešais" };

        var letter = DecisionLetter.Compose(facts, LetterSamples.Templates());

        var texts = letter.Blocks.OfType<Paragraph>().Select(p => p.Text).ToList();
        texts.ShouldContain("[4] Izvērtējums: Pirmais.");
        texts.ShouldContain("# Otrais");
        texts.ShouldContain("- Trešais");
    }

    [Fact]
    public void Compose_TwentyThousandLetters_AllArePrinted()
    {
        var reasoning = string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"iemesls{i:D4}"))[..20_000];
        var facts = LetterSamples.Decision(DecisionOutcome.Refused) with { Reasoning = reasoning };

        var pdf = LetterSamples.Pdf(DecisionLetter.Compose(facts, LetterSamples.Templates()));

        PdfTools.Words(pdf).ShouldContain("iemesls1665");
        PdfTools.Check(pdf).ExitCode.ShouldBe(0);
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["long"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
    }

    [Fact]
    public void Escape_AnyText_ComesBackAsOneParagraphWithEveryVisibleLetter() =>
        Prop.ForAll<NonNull<string>>(value =>
        {
            var text = LatvianText.Compose(value.Get.ReplaceLineEndings(" "));

            var blocks = LetterMarkup.Parse("teksts " + MarkupText.Escape(text));

            return blocks is [Paragraph p] && Visible(p.Text) == "teksts" + Visible(text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Escape_DirectionAndControlCharacters_AreDropped() =>
        MarkupText.Escape("a\u202Eb\u0000c\u200Bd\u00ADe\tf").ShouldBe("abcde f");

    private static string Visible(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)
        && char.GetUnicodeCategory(c) is not UnicodeCategory.Format));

    private static List<LetterDocument> Others(string value)
    {
        var (person, signatory, templates) = (new Addressee(value, value, value), new Signatory(value, value), LetterSamples.Templates());
        return
        [
            DocumentLetter.ComposeRequest(
                LetterSamples.DocumentRequest() with { Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, Missing = [new MissingDocument(value, value)] }, templates),
            DocumentLetter.ComposeReminder(
                LetterSamples.DocumentRequest() with { Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, Missing = [new MissingDocument(value, value)] }, templates),
            ExtensionLetter.Compose(
                LetterSamples.Extension() with { Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, Reason = value, LegalBasis = value }, templates),
            OfferLetter.Compose(LetterSamples.Offer() with { Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, ServiceName = value, FacilityName = value }, templates),
            AnswerLetter.Compose(LetterSamples.Answer() with { Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, Answer = value, EasyAnswer = value }, templates),
            CoverLetter.Compose(
                LetterSamples.Cover() with
                {
                    Addressee = person, Signatory = signatory, Executor = signatory, Number = value, RegistrationNumber = value, DecisionNumber = value, Enclosures = [new Enclosure(value, 1)],
                },
                templates),
            DecisionLetter.Compose(LetterSamples.Decision(DecisionOutcome.Withdrawn) with { Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, ServiceName = value }, templates),
            DecisionLetter.Compose(
                LetterSamples.Decision(DecisionOutcome.Forwarded) with
                {
                    Addressee = person, Signatory = signatory, Number = value, RegistrationNumber = value, ServiceName = value, ForwardedTo = new ReceivingInstitution(value, value),
                },
                templates),
        ];
    }

    private static DecisionLetterFacts Filled(string value) => LetterSamples.Decision(DecisionOutcome.Refused) with
    {
        Addressee = new Addressee(value, value, value),
        Number = value,
        RegistrationNumber = value,
        ServiceName = value,
        EnclosedDocuments = [value],
        Findings = value,
        Hearing = value,
        LegalNorms = [value],
        Reasoning = value,
        RefusalReason = value,
        EasyReason = value,
        Fee = value,
        EasyFee = value,
        OperativePoints = [value],
        Signatory = new Signatory(value, value),
    };
}
