using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Notification;
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
    public async Task Decision_OfAPartOfABenefit_SpeaksOfABenefitAndRefusesTheRestOfIt()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("half", house.Now) with
        {
            Subject = "Iesniegums par mājokļa pabalstu",
            Text = "Labdien! Lūdzu mājokļa pabalstu. Iesniegums pielikumā.",
        });

        await DecideAsync(house, reference, ("volume", "60 euro mēnesī"), ("charge", "free"));

        var words = await DecisionAsync(house, reference);
        words.ShouldContain("noteikt pabalsta apmēru – 60 euro mēnesī");
        words.ShouldContain("pārējā daļā atteikt piešķirt pabalstu");
        words.ShouldNotContain("pakalpojuma apjomu");
        words.ShouldNotContain("ir bez maksas");
    }

    [Theory]
    [InlineData("Saskaņā ar novērtējumu apjoms nesasniedz slieksni.", "saskaņā", "iestāžu vārds")]
    [InlineData("Jums palīdz meita. Pārējo nodrošina meita.", "nodrošin", "iestāžu vārds")]
    [InlineData("Palīdzība beidzas 30.06.2026.", "30.06.2026", "datums cipariem")]
    public async Task Propose_EasyReasonThatIsNotEasy_IsRefusedByItsSentenceAndRuleAndNothingIsStored(string typed, string found, string rule)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("hard", house.Now));
        await house.PrepareAsync(reference);

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => ProposePartAsync(house, reference, ("easyReason", typed)));

        Says(refused, typed, found, rule);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Proposal]);
    }

    [Fact]
    public async Task Extend_EasyReasonThatIsNotEasy_IsRefusedInTheSameWayAndAnEasyOneIsPrinted()
    {
        const string Hard = "Termiņš pagarināts, jo nav saņemta atbilde, kas nepieciešama lēmumam.";
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("longer", house.Now));
        await house.ReviewAsync(reference);

        Says(await Should.ThrowAsync<CommandRefusedException>(() => ExtendAsync(house, reference, Hard)), Hard, "nepieciešam", "iestāžu vārds");
        (await house.StateAsync(reference)).Extension.ShouldBeNull();
        await ExtendAsync(house, reference, "Mēs vēl gaidām vienu papīru.");

        var state = await house.StateAsync(reference);
        PdfTools.Words(await house.Get<IDocumentStore>().GetAsync(state.ExtensionLetter!.FileId, CancellationToken.None)).ShouldContain("Iemesls: Mēs vēl gaidām vienu papīru.");
        var before = state with { Extension = state.Extension! with { EasyReason = Hard } };
        var words = PdfTools.Words(house.Get<LetterDesk>().ComposeExtension(reference, before, house.Terms.DayOf(house.Now)));
        words.ShouldContain("Iemesls ir vēstulē.", customMessage: "one taken before the rule is not printed");
        words.ShouldNotContain("nepieciešama lēmumam");
    }

    /// <summary>What staff typed for the official text is repeated on the easy page only where it is easy.</summary>
    [Theory]
    [InlineData("10 eiro mēnesī", "Maksa: 10 eiro mēnesī.")]
    [InlineData("10 % no ienākumiem saskaņā ar saistošajiem noteikumiem", null)]
    public async Task Decision_WithAFee_TheEasyPageSaysItWhereItIsEasy(string fee, string? easy)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("fee", house.Now));

        await house.DecideAsync(reference, house.Grant(("charge", "paid"), ("fee", fee)));

        var pages = (await DecisionAsync(house, reference)).Split("Šis teksts ir paskaidrojums.");
        pages[0].ShouldContain(fee);
        pages[1].Contains("Maksa:", StringComparison.Ordinal).ShouldBe(easy is not null);
        pages[1].ShouldContain(easy ?? "Maksa ir rakstīta lēmumā.");
    }

    [Theory]
    [InlineData("Lampas salabos jūlijā.", true)]
    [InlineData("Apgaismojuma remontu nodrošina saskaņā ar plānu.", false)]
    public async Task Answer_EasyPart_IsPrintedOnlyWhereItIsEasy(string easy, bool isPrinted)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("answer", house.Now));
        var today = house.Terms.DayOf(house.Now);
        var state = (await house.StateAsync(reference)) with
        {
            Submission = new Submission(new SubmissionRegistered("SD-2026/9", today, "w", house.Terms.Submission(today), house.Terms.Forwarding(today), "w"), null, null),
        };

        var words = PdfTools.Words(house.Get<LetterDesk>().ComposeAnswer(reference, state, today, "sm-darbiniece", "Apgaismojumu salabos jūlijā.", easy)!);

        words.Contains(easy, StringComparison.Ordinal).ShouldBe(isPrinted);
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
        await ProposePartAsync(house, reference, more);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
    }

    private static Task<CaseRecord> ProposePartAsync(WayHouse house, CaseRef reference, params (string Name, string Value)[] more)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["outcome"] = "partly",
            ["findings"] = "F",
            ["reasoning"] = "I",
            ["reason"] = "R",
            ["hearing"] = "H",
            ["volume"] = "3 stundas nedēļā",
            ["from"] = WayHouse.Day(house.Terms.DayOf(house.Now)),
            ["norm"] = "Smiltenes novada pašvaldības saistošo noteikumu Nr. 25/23 8. punkts",
        };
        Array.ForEach(more, m => fields[m.Name] = m.Value);
        return house.DoAsync(reference, Verbs.Propose, [.. fields.Select(f => (f.Key, f.Value))]);
    }

    private static Task<CaseRecord> ExtendAsync(WayHouse house, CaseRef reference, string easyReason) =>
        house.DoAsync(reference, Verbs.ExtendTerm, ("until", "2026-08-28"), ("reason", "nav saņemta atbilde no cita novada"), ("easyReason", easyReason));

    /// <summary>The person reads the sentence and the rule; a log never reads what was typed.</summary>
    private static void Says(CommandRefusedException refused, string typed, string found, string rule)
    {
        refused.Code.ShouldBe("not-easy");
        refused.Latvian.ShouldContain(typed.Split(". ")[^1]);
        refused.Latvian.ShouldContain($"– {rule}: {found}.");
        refused.English.ShouldContain(found);
        refused.Message.ShouldNotContain(typed.Split(". ")[^1]);
    }

    private static async Task<string> DecisionAsync(WayHouse house, CaseRef reference) =>
        PdfTools.Words(await house.Get<IDocumentStore>().GetAsync((await house.StateAsync(reference)).Decision!.FileId, CancellationToken.None));
}
