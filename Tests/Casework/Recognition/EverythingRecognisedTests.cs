using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Recognition;

/// <summary>A plain request for any service or benefit is recognised by its own words, and for nothing else.</summary>
public sealed class EverythingRecognisedTests
{
    /// <summary>What a resident would write; not the official name.</summary>
    public static TheoryData<string, string> Requests() => new()
    {
        { "SOC_DARBS", "Lūdzu sociālā darbinieka atbalstu, jo viens netieku galā." },
        { "APR_MAJAS", "Lūdzu piešķirt mātei mājas aprūpi." },
        { "ASIST_PILNG", "Man ir pirmās grupas invaliditāte, un man vajag asistentu." },
        { "ASIST_BERN", "Lūdzu asistentu un pavadoni manam dēlam." },
        { "APR_5_18", "Lūdzu aprūpes pakalpojumu bērnam ar invaliditāti, viņai ir 9 gadi." },
        { "GIM_ASIST", "Mūsu ģimenei ļoti noderētu ģimenes asistents." },
        { "SOC_MENTORS", "Vēlos sociālo mentoru, kas man palīdzētu." },
        { "REHAB_CIET", "Lūdzu rehabilitāciju, esmu vardarbībā cietusi." },
        { "REHAB_VEIC", "Esmu vardarbību veikušais un gribu mainīties." },
        { "KRIZES_DZ", "Lūdzu vietu krīzes dzīvoklī." },
        { "ATB_GRUPAS", "Gribu iet atbalsta grupā vecākiem." },
        { "DAC", "Lūdzu vietu dienas aprūpes centrā brālim." },
        { "GRUPU_MAJA", "Lūdzu vietu grupu dzīvoklī." },
        { "SPEC_DARBN", "Vēlos strādāt specializētajās darbnīcās." },
        { "REHAB_INDIV", "Bērnam vajag logopēdu un fizioterapiju." },
        { "REHAB_INST_B", "Lūdzu sociālās rehabilitācijas pakalpojumu institūcijā bērnam." },
        { "KRIZES_C", "Mums ar bērniem vajag krīzes centru." },
        { "PATVERSME", "Lūdzu vietu patversmē." },
        { "NAKTSPATVERSME", "Vai varu nākt uz naktspatversmi?" },
        { "ISL_APR", "Lūdzu tēvam īslaicīgu aprūpi pēc operācijas." },
        { "ILG_PILNG", "Lūdzu vietu pansionātā vecmāmiņai." },
        { "ILG_BERN", "Lūdzu ilgstošu aprūpi bērnam institūcijā." },
        { "SPEC_TRANSP", "Lūdzu specializēto transportu uz slimnīcu." },
        { "HIGIENA", "Lūdzu higiēnas pakalpojumu, man nav kur mazgāties." },
        { "PAB_GMI", "Lūdzu GMI pabalstu." },
        { "PAB_KRIZE", "Lūdzu pabalstu krīzes situācijā, jo nodega māja." },
        { "PAB_MAJOKLIS", "Lūdzu mājokļa pabalstu." },
        { "PAB_VESELIBA", "Lūdzu pabalstu zālēm." },
        { "PAB_IZGLITIBA", "Lūdzu pabalstu izglītībai un ēdināšanai." },
        { "PAB_MACIBAS", "Lūdzu pabalstu mācību līdzekļu iegādei." },
        { "PAB_AUDZUGIM", "Lūdzu pabalstu bērnam audžuģimenē." },
        { "PAB_BARENIS", "Esmu pilngadīgs bārenis un lūdzu pabalstu." },
        { "PAB_PIEDZIMSANA", "Lūdzu bērna piedzimšanas pabalstu." },
        { "PAB_EDINASANA", "Lūdzu pabalstu ēdināšanai daudzbērnu ģimenei." },
        { "PAB_JUBILEJA", "Tēvam ir 90 gadi, lūdzu jubilejas pabalstu." },
        { "PAB_4MAIJS", "Lūdzu svētku pabalstu 4. maijā." },
        { "PAB_ZIEMASSVETKI", "Lūdzu Ziemassvētku pabalstu." },
        { "PAB_APBEDISANA", "Lūdzu apbedīšanas pabalstu par vīru." },
        { "PAB_DOKUMENTS", "Lūdzu pabalstu pases noformēšanai." },
        { "PAB_BRIVIBA", "Lūdzu pabalstu pēc atbrīvošanas no ieslodzījuma." },
        { "PAB_TRANSPORTS", "Lūdzu pabalstu transporta izdevumiem." },
        { "STATUSS_TRUCIGA", "Lūdzu trūcīgas ģimenes statusu." },
        { "STATUSS_MAZNODROSINATA", "Vajag maznodrošinātās personas statusu." },
    };

    public static TheoryData<string> Names => [.. TestPacks.Smiltene.Requestable.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Recognise_PlainRequest_ExactlyThisOne(string id, string text)
    {
        foreach (var (subject, body) in new[] { ("Iesniegums", text), (text, ""), ("iesniegums", LatvianText.Fold(text)) })
        {
            var recognised = ServiceRecognition.Recognise(TestPacks.Smiltene, subject, body);

            recognised.Candidates.ShouldBe([id]);
            (recognised.ServiceId, recognised.Confidence).ShouldBe((id, RecognitionConfidence.Clear));
        }
    }

    /// <summary>Residents copy the official name from the page.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Recognise_OfficialName_ExactlyThisOne(string id)
    {
        var recognised = ServiceRecognition.Recognise(TestPacks.Smiltene, "Iesniegums", $"Lūdzu piešķirt: {TestPacks.Smiltene.FindService(id)!.Name}.");

        recognised.Candidates.ShouldBe([id]);
    }

    [Fact]
    public void Requests_OfThisTest_CoverEverythingThatCanBeAskedFor() =>
        Requests().Select(r => r.Data.Item1).ShouldBe(TestPacks.Smiltene.Requestable.Select(s => s.Id), ignoreOrder: true);

    [Theory]
    [InlineData("Lūdzu psihologu", "PSIHOLOGS")]
    [InlineData("Lūdzu logopēda nodarbības", "LOGOPEDS")]
    [InlineData("Montesori terapija meitai", "MONTESORI")]
    [InlineData("vajag fizioterapeitu", "FIZIOTERAPIJA")]
    [InlineData("ABA terapija", "ABA")]
    [InlineData("mūzikas terapija", "MUZIKA_MAKSLA")]
    public void Recognise_KindOfIndividualSessions_NamesServiceAndKind(string text, string variant)
    {
        var recognised = ServiceRecognition.Recognise(TestPacks.Smiltene, "", text);

        recognised.ServiceId.ShouldBe("REHAB_INDIV");
        recognised.Variants.ShouldBe([variant]);
    }

    [Fact]
    public void Recognise_ThreeServicesAndTwoBenefits_NoneForgotten()
    {
        var recognised = ServiceRecognition.Recognise(
            TestPacks.Smiltene,
            "Iesniegums",
            "Lūdzu mammai aprūpi mājās un specializēto transportu, man psihologu, kā arī mājokļa pabalstu un pabalstu zālēm.");

        recognised.Confidence.ShouldBe(RecognitionConfidence.Doubtful);
        recognised.Candidates.ShouldBe(["APR_MAJAS", "SPEC_TRANSP", "REHAB_INDIV", "PAB_MAJOKLIS", "PAB_VESELIBA"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Nosūtu prasītos papīrus.")]
    [InlineData("Vēlos sarunu ar vadītāju par savu pensiju.")]
    [InlineData("Pielikumā personu apliecinoša dokumenta kopija un ģimenes ārsta izziņa.")]
    [InlineData("Priecīgus Ziemassvētkus un laimīgu Jauno gadu!")]
    [InlineData("Kaimiņi trokšņo, lūdzu palīdzēt.")]
    public void Recognise_NoRequest_None(string text) =>
        ServiceRecognition.Recognise(TestPacks.Smiltene, "Labdien", text).Candidates.ShouldBeEmpty();
}
