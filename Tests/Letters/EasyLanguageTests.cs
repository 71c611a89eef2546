using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Easy;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Specimens;
using SocialWorkflows.Letters.Templates;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Letters;

/// <summary>The easy layer of everything a resident gets, in every municipality, read by the linter; and the linter, read by sentences that are not easy.</summary>
public sealed class EasyLanguageTests
{
    private static EasyLanguageLinter Linter => new(TestPacks.Smiltene.EasyLanguage!);

    public static TheoryData<string> Municipalities => [.. TestPacks.All.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(Municipalities))]
    public void Check_EveryTextOfThePack_IsEasy(string municipality)
    {
        var pack = TestPacks.All.Single(p => p.Id == municipality);

        EasyLanguageCheck.Of(pack, LetterTemplates.Compile(pack.Templates)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Municipalities))]
    public void Compose_EveryLetterAndMail_HasAnEasyTwinThatSaysWhatItIs(string municipality)
    {
        var pack = TestPacks.All.Single(p => p.Id == municipality);
        var templates = LetterTemplates.Compile(pack.Templates);

        foreach (var name in LetterSpecimens.Names)
        {
            var easy = EasyLanguageLinter.EasyPart(LetterSpecimens.Compose(name, pack, templates));
            easy.Count.ShouldBeGreaterThan(3, name);
            string.Join(' ', easy).ShouldContain("Šis teksts ir paskaidrojums.");
        }

        foreach (var kind in Enum.GetValues<StatusMailKind>())
        {
            string.Join(' ', LetterSpecimens.Compose(kind, pack, templates, null).Easy).ShouldContain("Šis teksts ir paskaidrojums.");
        }
    }

    /// <summary>The easy page says when a letter counts as received in the very words that the day is reckoned by, for each of the five ways, and in easy language.</summary>
    [Theory]
    [MemberData(nameof(Municipalities))]
    public void Compose_DecisionByEachChannel_TheEasySentenceIsEasyAndIsTheDayThatIsReckoned(string municipality)
    {
        var pack = TestPacks.All.Single(p => p.Id == municipality);
        var terms = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get(municipality).Terms;
        var monday = new DateOnly(2026, 6, 8);
        (string Channel, string Sentence, DateOnly Notified)[] ways =
        [
            ("e-address", "Vēstule e-adresē skaitās saņemta otrajā darba dienā pēc nosūtīšanas.", monday.AddDays(2)),
            ("signed-email", "E-pasta vēstule skaitās saņemta otrajā darba dienā pēc nosūtīšanas.", monday.AddDays(2)),
            ("registered", "Ierakstīta vēstule skaitās saņemta septītajā dienā pēc nosūtīšanas.", monday.AddDays(7)),
            ("post", "Parasta vēstule skaitās saņemta astotajā dienā pēc nosūtīšanas.", monday.AddDays(8)),
            ("hand", "Sociālajā dienestā izsniegta vēstule skaitās saņemta tajā pašā dienā.", monday),
        ];
        pack.Channels.Select(c => c.Id).ShouldBe(ways.Select(w => w.Channel), ignoreOrder: true);

        foreach (var (channel, sentence, notified) in ways)
        {
            var facts = LetterSamples.Decision(DecisionOutcome.Refused) with { Contest = ContestInstructions.From(pack.Decision, pack.Terms.Contest, pack.Channels.Where(c => c.Id == channel)) };
            var easy = EasyLanguageLinter.EasyPart(DecisionLetter.Compose(facts, LetterSamples.Templates(municipality)));

            var said = easy.OfType<Paragraph>().Select(p => p.Text).ToList();
            said.ShouldContain(sentence);
            said.Count(s => s.Contains("skaitās saņemta ", StringComparison.Ordinal)).ShouldBe(1, channel);
            new EasyLanguageLinter(pack.EasyLanguage!).Check(easy).ShouldBeEmpty();
            terms.Contest(channel, monday).NotifiedOn.ShouldBe(notified, channel);
        }
    }

    [Fact]
    public void Check_ChannelWithAHardName_StopsTheStart() =>
        EasyLanguageCheck.Of(
            TestPacks.Smiltene with { Channels = [.. TestPacks.Smiltene.Channels.Select(c => c.Id == "post" ? c with { EasyName = "Vēstule saskaņā ar likumu" } : c)] },
            LetterTemplates.Compile(TestPacks.Smiltene.Templates)).ShouldContain(p => p.File == "smiltene/channels.json" && p.Path == "post");

    /// <summary>Sentences of the texts, spoilt in one way each.</summary>
    [Theory]
    [InlineData("Mēs saņēmām Jūsu iesniegumu un tagad mēs visi kopā ļoti uzmanīgi izlasīsim katru Jūsu atsūtīto papīru.", EasyFault.LongSentence)]
    [InlineData("Ja kaut kas mainās, tad zvaniet cilvēkam, kas strādā dienestā.", EasyFault.SeveralIdeas)]
    [InlineData("Mēs saņēmām iesniegumu, bet papīru nav.", EasyFault.SeveralIdeas)]
    [InlineData("Mēs saņēmām iesniegumu; papīru nav.", EasyFault.SeveralIdeas)]
    [InlineData("Mēs saņēmām iesniegumu (bez papīriem).", EasyFault.SeveralIdeas)]
    [InlineData("Mēs saņēmām iesniegumu – papīru nav.", EasyFault.SeveralIdeas)]
    [InlineData("Pamatojoties uz likumu, Jums pakalpojuma nebūs.", EasyFault.BureaucraticWord)]
    [InlineData("Lēmumu var apstrīdēt domē.", EasyFault.BureaucraticWord)]
    [InlineData("Lēmums tiks nosūtīts.", EasyFault.BureaucraticWord)]
    [InlineData("Sākta procedūra.", EasyFault.ForeignWord)]
    [InlineData("Jums jāmaksā 5 euro.", EasyFault.ForeignWord)]
    [InlineData("Papīru atnesiet uz VPVKAC.", EasyFault.Abbreviation)]
    [InlineData("Zvaniet, tālr. 00000000.", EasyFault.Abbreviation)]
    [InlineData("Atnesiet papīrus, kopijas u.c. lapas.", EasyFault.Abbreviation)]
    [InlineData("Pēdējā diena ir 30.06.2026.", EasyFault.NumericDate)]
    [InlineData("Pēdējā diena ir 2026-06-30.", EasyFault.NumericDate)]
    [InlineData("Pēdējā diena ir 30/06/26.", EasyFault.NumericDate)]
    public void Check_SentenceSpoilt_IsFound(string sentence, EasyFault fault) =>
        Linter.Check(sentence).Select(p => p.Fault).ShouldContain(fault);

    [Theory]
    [InlineData("Pēdējā diena ir 2026. gada 30. jūnijs. Iesnieguma numurs: SD-2026/17.")]
    [InlineData("Ja Jūsu dzīvē kaut kas mainās, Jūs varat rakstīt jaunu iesniegumu.")]
    [InlineData("Kad Jūs varat atbraukt, un kas Jums palīdzēs?")]
    [InlineData("Jums ir jautājumi? Zvaniet: 64707865.")]
    public void Check_EasySentence_IsLeftAlone(string sentence) => Linter.Check(sentence).ShouldBeEmpty();

    [Fact]
    public void Check_TemplateWithAHardSentence_StopsTheStartWithFileAndSentence()
    {
        var pack = TestPacks.Smiltene;
        var texts = pack.Templates.ToDictionary(StringComparer.Ordinal);
        texts["letters/easy-term-extension"] += "\n\nTermiņa pagarināšana notiek saskaņā ar likumu.\n";

        var problem = EasyLanguageCheck.Of(pack, LetterTemplates.Compile(texts)).First();

        problem.File.ShouldBe("smiltene/templates/letters/easy-term-extension.hbs");
        problem.Reason.ShouldContain("saskaņā");
    }

    [Theory]
    [InlineData("mostWords\": 12", "mostWords\": 120", "$.mostWords")]
    [InlineData("\"bet\"", "\"Bet\"", "$.joining[0]")]
    public void Read_RulesWrong_NamesTheField(string from, string to, string path)
    {
        var json = TestPacks.FilesOf("latvija")["easy-language.json"];

        Should.Throw<PackException>(() => EasyLanguageRules.Read("easy-language.json", json.Replace(from, to, StringComparison.Ordinal)))
            .Problems.ShouldContain(p => p.Path == path);
    }
}
