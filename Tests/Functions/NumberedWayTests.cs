using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>What people really write, from the mail to the words of the letter; the numbers are those of the list of unhappy paths.</summary>
public sealed class NumberedWayTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B62_PaperOf2019_TheLetterSaysWhyInBothLanguageLevelsAndNoClockRuns()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("b62", At));

        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => i.Name == "dated.IENAKUMI" ? (i.Name, "2019-03-12") : i)]);

        var state = await house.StateAsync(reference);
        var text = PdfTools.Words((await house.Get<IDocumentStore>().GetAsync(state.Request!.LetterFileId, CancellationToken.None)).ToArray());
        text.ShouldContain("iesniegtais dokuments ir izsniegts 12.03.2019.; tas nedrīkst būt vecāks par 3 mēnešiem");
        text.ShouldContain("Jūsu papīrs ir par vecu. Tas ir no 2019. gada 12. marta.");
        (state.DecisionClock, state.RunningClock).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("Ģertrūde", "Ķēniņa-Žvīgule")]
    [InlineData("Anna", "O'Konora")]
    [InlineData("Олена", "Коваленко")]
    [InlineData("I", "Ē")]
    [InlineData("Sigita Marija Elizabete Aleksandra", "Ļoti-Garš-Uzvārds-Kas-Neietilpst-Vienā-Rindā-Bet-Ir-Jāraksta-Viss-Jo-Tā-Tas-Ir-Pasē-Un-Dokumentos-Visur-Vienmēr")]
    public async Task B64_NameAsThePersonHasIt_StandsWholeInTheDecision(string given, string surname)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("b64", At, Residents.Person($"b64-{given.Length}-{surname.Length}", given, surname, $"0001{surname.Length % 90:00}-10016")));

        await house.DecideAsync(reference, house.Grant(("charge", "paid"), ("fee", "7,11 euro stundā")));

        var state = await house.StateAsync(reference);
        state.Received!.Applicant.FullName.ShouldBe($"{given} {surname}");
        var text = PdfTools.Words((await house.Get<IDocumentStore>().GetAsync(state.Draft!.FileId, CancellationToken.None)).ToArray());
        text.Replace(" ", "", StringComparison.Ordinal).ShouldContain($"{given}{surname}".Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("moved", "ours", "movedHere=true since=-1")]
    [InlineData("moved", "forward", "since=-1 otherMunicipality=Valmieras novads")]
    [InlineData("homeless", "ask", "")]
    [InlineData("prison", "ask", "")]
    [InlineData("abroad", "ask", "")]
    [InlineData("two", "ask", "")]
    public async Task B65_Residence_CompetenceByRuleAndOnlyWhatIsNotOursCanGoOn(string residence, string competence, string more)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("b65", At));
        await house.ReviewAsync(reference);
        var received = (await house.StateAsync(reference)).Received!.ReceivedOn;
        List<(string, string)> inputs = [("residence", residence)];
        if (more.Contains("since", StringComparison.Ordinal))
        {
            inputs.Add(("since", WayHouse.Day(received.AddDays(-1))));
        }

        inputs.Add(more.Contains("movedHere", StringComparison.Ordinal) ? ("movedHere", "true") : ("otherMunicipality", more.Contains("Valmieras", StringComparison.Ordinal) ? "Valmieras novads" : ""));

        await house.DoAsync(reference, Verbs.RecordIdentity, [.. inputs]);

        var identity = (await house.StateAsync(reference)).Identity!;
        identity.Competence.ShouldBe(competence);
        (identity.ForwardTerm is not null).ShouldBe(competence == Competences.Forward);
        var forward = () => house.DoAsync(reference, Verbs.Forward, ("toDative", "Valmieras novada Sociālo lietu pārvaldei"), ("contacts", "tālr. 00000000"), ("note", "x"));
        if (competence == Competences.Forward)
        {
            await forward();
            (await house.StateAsync(reference)).Withdrawal!.Forwarded.ShouldNotBeNull();
        }
        else
        {
            (await Should.ThrowAsync<CommandRefusedException>(forward)).Code.ShouldBe("not-ours-first");
        }
    }

    [Theory]
    [InlineData("1.234,56", "bad-amount")]
    [InlineData("1,234.56", "bad-amount")]
    [InlineData("300 USD + 5 EUR", "bad-amount")]
    [InlineData("3600 gadā", "bad-amount")]
    [InlineData("-5", "bad-amount")]
    [InlineData("0", "confirm-amount")]
    [InlineData("1000000", "confirm-amount")]
    public async Task B68_IncomeWithTwoReadings_AskedAndNothingStored(string income, string code)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("b68", At));
        await house.ReviewAsync(reference);
        var before = (await house.ReadAsync(reference)).Version;

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            reference, Verbs.AssessIncome, ("monthlyIncome", income), ("householdSize", "1"), ("status", "none"), ("findings", "x")));

        refused.Code.ShouldBe(code);
        refused.Latvian.ShouldNotBeNullOrWhiteSpace();
        (await house.ReadAsync(reference)).Version.ShouldBe(before);
        (await house.StateAsync(reference)).Income.ShouldBeNull();
    }

    [Fact]
    public async Task Household_MemberUnderTheOldAndTheNewCode_BothCasesWarn()
    {
        await using var house = await WayHouse.StartAsync();
        var first = await AssessedAsync(house, "old-code", null, "000112-21234");
        var second = await AssessedAsync(house, "new-code", Residents.Person("zane2", "Zane", "Izdomātā", "000161-10016"), "328673-00679");
        var person = await house.OpenCaseAsync(Residents.Application("herself", At, Residents.Person("mara", "Māra", "Izdomātā", "000112-21234")));
        (await ElsewhereAsync(house, first)).ShouldBe((await house.StateAsync(person)).Registration!.Number, "the other household has another code until somebody knows both");

        await house.DoAsync(person, Verbs.RecordIdentity, ("residence", "here"), ("otherCode", "328673-00679"));

        (await ElsewhereAsync(house, first))!.ShouldContain((await house.StateAsync(second)).Registration!.Number);
        (await ElsewhereAsync(house, second))!.ShouldContain((await house.StateAsync(first)).Registration!.Number);
        (await ElsewhereAsync(house, person))!.ShouldContain((await house.StateAsync(second)).Registration!.Number);
    }

    [Fact]
    public async Task Household_MemberOfAClosedCase_CountsWhileTheGrantRunsAndNotAfterARefusal()
    {
        await using var house = await WayHouse.StartAsync();
        var granted = await AssessedAsync(house, "granted", null, "000112-21234");
        await FinishAsync(house, granted, house.Grant(("charge", "paid"), ("fee", "7,11 euro stundā")));
        var refused = await AssessedAsync(house, "refused", Residents.Person("zane3", "Zane", "Izdomātā", "000162-10016"), "000112-21234");
        await FinishAsync(house, refused, ("outcome", "refused"), ("reason", "Nav vajadzības."), ("hearing", "Uzklausīta."));
        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(refused)).Notice!.ContestTerm!.Due) + TimeSpan.FromHours(9));
        (await house.StateAsync(granted)).Closed.ShouldNotBeNull();
        (await house.StateAsync(refused)).Closed.ShouldNotBeNull();

        var now = await house.OpenCaseAsync(Residents.Application("now", house.Now, Residents.Person("mara2", "Māra", "Izdomātā", "000112-21234")));

        (await ElsewhereAsync(house, now)).ShouldBe((await house.StateAsync(granted)).Registration!.Number);
        await house.DoAsync(granted, Verbs.EndService, ("endedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Vairs nevajag."));
        (await house.StateAsync(granted)).Service!.Ended.ShouldNotBeNull();
    }

    private static async Task FinishAsync(WayHouse house, CaseRef reference, params (string Name, string Value)[] proposal)
    {
        await house.DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", "x"));
        await house.DoAsync(reference, Verbs.AssessCapacity, ("answer", "yes"), ("findings", "x"));
        await house.DoAsync(reference, Verbs.Propose, [("findings", "Fakti."), ("reasoning", "Izvērtējums."), .. proposal]);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);
    }

    private static async Task<CaseRef> AssessedAsync(WayHouse house, string id, DemoPerson? signer, string member)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now, signer));
        await house.ReviewAsync(reference);
        await house.DoAsync(reference, Verbs.AssessIncome, ("monthlyIncome", "800"), ("householdSize", "2"), ("memberCodes", member), ("status", "none"), ("findings", "Pensija."));
        return reference;
    }

    private static async Task<string?> ElsewhereAsync(WayHouse house, CaseRef reference) => await new HouseholdCheck(house.Get<ICaseBoard>(), house.Journal)
        .ElsewhereAsync(await house.ReadAsync(reference), house.Get<MunicipalityDirectory>().Get("smiltene").Pack, CancellationToken.None);
}
