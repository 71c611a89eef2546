using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>What staff entered and what the pack knows stands in the letter as it went out.</summary>
public sealed class LetterFactsTests
{
    [Fact]
    public async Task Decision_OfAPart_SaysWhatIsRefusedByWhatNormAndWhyInEasyWords()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("part", house.Now));

        await DecideAsync(house, reference, ("easyReason", "Jūs daudz ko varat izdarīt pati."));

        var words = await DecisionAsync(house, reference);
        words.ShouldContain("noteikt pakalpojuma apjomu – 3 stundas nedēļā");
        words.ShouldContain("pārējā daļā atteikt piešķirt pakalpojumu");
        words.ShouldContain("saistošo noteikumu Nr. 25/23 8. punkts");
        words.ShouldContain("Administratīvā procesa likuma 62. panta pirmā daļa");
        words.ShouldContain("Iemesls: Jūs daudz ko varat izdarīt pati.");
    }

    [Fact]
    public async Task Decision_EasyReasonThatIsNotEasy_IsNotPrinted()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("hard", house.Now));

        await DecideAsync(house, reference, ("easyReason", "Saskaņā ar novērtējumu apjoms nesasniedz slieksni, kas noteikts noteikumos."));

        var words = await DecisionAsync(house, reference);
        words.ShouldContain("Iemesls ir lēmumā.");
        words.ShouldNotContain("Saskaņā ar novērtējumu");
    }

    [Fact]
    public async Task Letters_RegisteredDaysAfterReceipt_AllNameBothDays()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("later", house.Now) with { Subject = "Iesniegums", Text = "Lūdzu palīdzēt." });
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Registration]);
        await house.MoveAsync(TimeSpan.FromDays(3));
        await house.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"));
        await house.ReviewAsync(reference, "ARSTA_IZZINA");

        const string Both = "2026. gada 8. jūnijā saņemto un 2026. gada 11. jūnijā reģistrēto iesniegumu";
        var state = await house.StateAsync(reference);
        (state.FirstReceivedOn, state.Registration!.RegisteredOn).ShouldBe((new DateOnly(2026, 6, 8), new DateOnly(2026, 6, 11)));
        PdfTools.Words(await house.Get<IDocumentStore>().GetAsync(state.Request!.LetterFileId, CancellationToken.None)).ShouldContain(Both);
        await house.DoAsync(reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "x"), ("channel", "hand"), ("address", "y"));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        (await DecisionAsync(house, reference)).ShouldContain("2026. gada 8. jūnijā saņemtā un 2026. gada 11. jūnijā reģistrētā iesnieguma");
    }

    private static async Task DecideAsync(WayHouse house, CaseRef reference, params (string Name, string Value)[] more)
    {
        await house.PrepareAsync(reference);
        await house.DoAsync(
            reference,
            Verbs.Propose,
            [
                ("outcome", "partly"), ("findings", "F"), ("reasoning", "I"), ("reason", "R"), ("hearing", "H"), ("volume", "3 stundas nedēļā"), ("from", WayHouse.Day(house.Terms.DayOf(house.Now))),
                ("norm", "Smiltenes novada pašvaldības saistošo noteikumu Nr. 25/23 8. punkts"), .. more,
            ]);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
    }

    private static async Task<string> DecisionAsync(WayHouse house, CaseRef reference) =>
        PdfTools.Words(await house.Get<IDocumentStore>().GetAsync((await house.StateAsync(reference)).Decision!.FileId, CancellationToken.None));
}
