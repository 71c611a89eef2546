using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Recognition;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("Iesniegums par aprūpi mājās", "Labdien! Pielikumā nosūtu iesniegumu.", "APR_MAJAS")]
    [InlineData("IESNIEGUMS PAR APRŪPI MĀJĀS", "", "APR_MAJAS")]
    [InlineData("iesniegums par aprupi majas", "", "APR_MAJAS")]
    [InlineData("Iesniegums", "Lūdzu piešķirt manai mātei aprūpes pakalpojumu\r\nmājās.", "APR_MAJAS")]
    [InlineData("Iesniegums", "Vēlos vietu pansionātā.", "ILG_PILNG")]
    [InlineData("ilgstošas sociālās aprūpes pakalpojums", "", "ILG_PILNG")]
    [InlineData("Asistenta pakalpojums", "", "ASIST_PILNG")]
    [InlineData("Grupu dzīvoklis", "", "GRUPU_MAJA")]
    [InlineData("Vieta grupu mājā", "", "GRUPU_MAJA")]
    [InlineData("Krīzes centrs", "Lūdzu palīdzību.", "KRIZES_C")]
    [InlineData("Naktspatversme", "", "NAKTSPATVERSME")]
    [InlineData("nakts patversme", "", "NAKTSPATVERSME")]
    [InlineData("Vieta patversmē", "", "PATVERSME")]
    [InlineData("Apru\u0304pe ma\u0304ja\u0304s", "", "APR_MAJAS")]
    public void Recognise_OneServiceNamed_Clear(string subject, string text, string service)
    {
        var recognised = ServiceRecognition.Recognise(TestPacks.Smiltene, subject, text);

        (recognised.ServiceId, recognised.Confidence).ShouldBe((service, RecognitionConfidence.Clear));
        recognised.MatchedWords.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Iesniegums", "Labdien! Ar cieņu, Jānis")]
    [InlineData("", "")]
    [InlineData("Apsveikums", "Mājās viss kārtībā, pēc tam aprūpe.")]
    public void Recognise_NothingNamed_None(string subject, string text)
    {
        var recognised = ServiceRecognition.Recognise(TestPacks.Smiltene, subject, text);

        (recognised.ServiceId, recognised.Confidence).ShouldBe((null, RecognitionConfidence.None));
    }

    [Fact]
    public void Recognise_TwoServices_DoubtfulAndNoneForgotten()
    {
        var recognised = ServiceRecognition.Recognise(TestPacks.Smiltene, "Iesniegums", "Lūdzu aprūpi mājās un asistentu.");

        (recognised.ServiceId, recognised.Confidence).ShouldBe((null, RecognitionConfidence.Doubtful));
        recognised.Candidates.ShouldBe(["APR_MAJAS", "ASIST_PILNG"], ignoreOrder: true);
    }

    [Fact]
    public void Recognise_OneInSubjectAnotherInText_DoubtfulWithTheSubjectFirst()
    {
        var recognised = ServiceRecognition.Recognise(
            TestPacks.Smiltene, "Asistents", "Tagad saņemu aprūpi mājās, mājas aprūpe beidzas, dzīvoju pansionātā.");

        (recognised.ServiceId, recognised.Confidence).ShouldBe(("ASIST_PILNG", RecognitionConfidence.Doubtful));
        recognised.Candidates[0].ShouldBe("ASIST_PILNG");
    }

    [Theory]
    [InlineData("Asistents, lai pieskatītu bērnu")]
    [InlineData("Aprūpe mājās un bērns")]
    public void Recognise_WordOfDoubt_Doubtful(string subject) =>
        ServiceRecognition.Recognise(TestPacks.Smiltene, subject, "").Confidence.ShouldBe(RecognitionConfidence.Doubtful);

    [Fact]
    public void Recognise_ServiceOfAnotherMunicipality_NotKnown() =>
        ServiceRecognition.Recognise(TestPacks.Iecava, "Vieta patversmē", "").Confidence.ShouldBe(RecognitionConfidence.None);

    [Theory]
    [InlineData("Iesniegums.edoc", "IESNIEGUMS")]
    [InlineData("iesniegums_aprupe_majas.asice", "IESNIEGUMS")]
    [InlineData("izzina_027u.pdf", "ARSTA_IZZINA")]
    [InlineData("ArstaIzzina.pdf", "ARSTA_IZZINA")]
    [InlineData("Ģimenes ārsta izziņa.pdf", "ARSTA_IZZINA")]
    [InlineData("psihiatra-atzinums.pdf", "PSIHIATRA_ATZINUMS")]
    [InlineData("psihiatra_arsta_atzinums.pdf", "PSIHIATRA_ATZINUMS")]
    [InlineData("konta_izraksts_2026.pdf", "IENAKUMI")]
    [InlineData("ienākumi.pdf", "IENAKUMI")]
    [InlineData("VDEAK_invaliditate.jpg", "INVALIDITATE")]
    [InlineData("IMG_2034.jpg", null)]
    [InlineData("", null)]
    [InlineData("iesniegums un ienakumi.pdf", null)]
    public void Suggest_FileName_DocumentOrNothing(string fileName, string? document) =>
        DocumentRecognition.Suggest(TestPacks.Smiltene, fileName).ShouldBe(document);

    [Theory]
    [InlineData("Atsaucu savu iesniegumu.", true)]
    [InlineData("Velos atsaukt iesniegumu", true)]
    [InlineData("Pakalpojums vairs nav vajadzīgs", true)]
    [InlineData("Atsaucoties uz Jūsu vēstuli, nosūtu izziņu.", false)]
    [InlineData("Nosūtu atsauces numuru.", false)]
    public void IsWithdrawal_Text_ByTheWordsOfThePack(string text, bool expected) =>
        MessageSigns.IsWithdrawal(TestPacks.Smiltene, text).ShouldBe(expected);

    [Theory]
    [InlineData("Vīrs mani piekāva, baidos.", true)]
    [InlineData("VARDARBIBA gimene", true)]
    [InlineData("Man nav kur palikt šonakt", true)]
    [InlineData("Mans vīrs mani sit, palīdziet", true)]
    [InlineData("Lūdzu, glābiet!", true)]
    [InlineData("Neredzu jēgu dzīvot", true)]
    [InlineData("Gribu visu beigt", true)]
    [InlineData("Es tā nevaru vairs", true)]
    [InlineData("I want to kill myself", true)]
    [InlineData("My husband beats me every day", true)]
    [InlineData("Я не хочу жити", true)]
    [InlineData("Чоловік мене б'є", true)]
    [InlineData("Mūsu situācija ir mainījusies, šajā situācijā mani interesē pabalsts.", false)]
    [InlineData("Lūdzu izvērtēt manu situāciju.", false)]
    [InlineData("Kaimiņiene saka, ka negrib vairs dzīvot", true)]
    [InlineData("Mana māte mēģināja pakārties, palīdziet", true)]
    [InlineData("Kaimiņš sit savu bērnu katru vakaru", true)]
    [InlineData("Вона хоче вкоротити собі віку", true)]
    [InlineData("Pakārtotā iestāde lūdz informāciju.", false)]
    public void IsUrgent_Text_ByTheWordsOfThePack(string text, bool expected) =>
        MessageSigns.IsUrgent(TestPacks.Smiltene, text).ShouldBe(expected);
}
