using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The rules of papers, clocks, households and competence in the running product.</summary>
public sealed class RulesWayTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B62_Way_PaperTooOld_AskedAgainInTheLetterAndNoClockRuns()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("old-paper", At));

        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => i.Name == "dated.IENAKUMI" ? (i.Name, "2019-03-12") : i)]);

        var state = await house.StateAsync(reference);
        state.DecisionClock.ShouldBeNull();
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Answer]);
        var request = state.Request.ShouldNotBeNull();
        request.Missing.ShouldBe(["IENAKUMI"]);
        state.Review!.Why.ShouldNotBeNull()[0].Dated.ShouldBe(new DateOnly(2019, 3, 12));
        (await house.Get<IDocumentStore>().GetAsync(request.LetterFileId, CancellationToken.None)).Length.ShouldBeGreaterThan(1000);

        await house.MoveAsync(TimeSpan.FromDays(2));
        await house.MoveToAsync(house.Terms.EndOf(request.AnswerTerm.Due));
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review()]);

        (await house.StateAsync(reference)).DecisionClock.ShouldNotBeNull();
    }

    [Fact]
    public async Task Way_PsychiatristAskedToo_HasALaterLastDayOfItsOwn()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("psychiatrist", At));

        await house.ReviewAsync(reference, "IENAKUMI", "PSIHIATRA_ATZINUMS");

        var request = (await house.StateAsync(reference)).Request!;
        var own = request.Dues.ShouldNotBeNull().ShouldHaveSingleItem();
        own.Document.ShouldBe("PSIHIATRA_ATZINUMS");
        (own.Term.Due, own.Term.Sentence).ShouldBe((request.AnswerTerm.Due, request.AnswerTerm.Sentence));
        own.Term.Days.Count(d => d.Counted).ShouldBeGreaterThanOrEqualTo(20);
        request.RemindOn.ShouldBeLessThan(house.Terms.DocumentRequest(request.AnswerTerm.From).Due);
    }

    [Fact]
    public async Task Way_MoreAskedDuringAssessment_ClockStandsStillAndGoesOn()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("pause", At));
        await house.ReviewAsync(reference);
        var before = (await house.StateAsync(reference)).DecisionClock!;
        await house.MoveAsync(TimeSpan.FromDays(2));

        await house.DoAsync(reference, Verbs.AskMore, ("ask.ARSTA_IZZINA", "true"), ("because", "izziņā nav atzinuma"));

        var paused = await house.StateAsync(reference);
        paused.RunningClock.ShouldBeNull();
        paused.Request!.Missing.ShouldBe(["ARSTA_IZZINA"]);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Answer]);
        await house.MoveToAsync(house.Terms.EndOf(paused.Request.AnswerTerm.Due) + TimeSpan.FromHours(9));
        await house.ReviewAsync(reference);

        var resumed = await house.StateAsync(reference);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Needs, Steps.Income, Steps.Capacity]);
        resumed.RunningClock!.Value.Term.Due.ShouldBeGreaterThan(before.Term.Due);
        resumed.DecisionClock!.CompleteOn.ShouldBe(before.CompleteOn);
        resumed.DecisionPauses.ShouldNotBeNull().ShouldHaveSingleItem().Because.ShouldBe("izziņā nav atzinuma");
        resumed.DecisionClock.Term.Days.Count(d => d.Counted).ShouldBe(before.Term.Days.Count(d => d.Counted));
        (await house.InstanceAsync(reference))!.RuntimeStatus.ToString().ShouldBe("Running");
    }

    [Fact]
    public async Task Propose_FreeOfChargeByTheChoice_IsHeldAgainstTheFeeRule()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("free", At));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);

        (await Should.ThrowAsync<CommandRefusedException>(() => house.ProposeAsync(reference, ("charge", "free")))).Code.ShouldBe("fee-question");
        await house.ProposeAsync(reference, ("charge", "paid"), ("fee", "7,11 euro stundā"));
    }

    [Fact]
    public async Task Way_TermExtended_LetterTaskAndLineOnceWithTheSameDate()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("extended", At));
        await house.ReviewAsync(reference);
        var until = new DateOnly(2026, 8, 28);

        await house.DoAsync(reference, Verbs.ExtendTerm, ("until", "2026-08-28"), ("reason", "nav saņemta atbilde no cita novada"));
        await house.SettleAsync();
        await house.MoveAsync(TimeSpan.FromDays(3));

        var state = await house.StateAsync(reference);
        state.RunningClock!.Value.Term.Due.ShouldBe(until);
        ShownDates.Of(state).Due.ShouldBe(until);
        state.ExtensionLetter.ShouldNotBeNull();
        state.StatusMails.Count(m => m == "term-extended").ShouldBe(1);
        (await house.TasksAsync()).Count(t => t.Key == $"dispatch:{reference.CaseId}-extension").ShouldBe(1);
        Directory.GetFiles(house.Data.Dispatch, "pagarinajums.pdf", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is ExtensionDispatched).ShouldBe(1);
    }

    [Fact]
    public async Task Way_PersonInTwoHouseholds_BothCasesWarn()
    {
        await using var house = await WayHouse.StartAsync();
        var first = await house.OpenCaseAsync(Residents.Application("first-house", At));
        var second = await house.OpenCaseAsync(Residents.Application("second-house", At, Residents.Person("zane", "Zane", "Izdomātā", "000160-10016")));
        foreach (var reference in new[] { first, second })
        {
            await house.ReviewAsync(reference);
            await house.DoAsync(
                reference, Verbs.AssessIncome, ("monthlyIncome", "412,60"), ("householdSize", "2"), ("memberCodes", "000112-21234"), ("status", "none"), ("findings", "Pensija."));
        }

        var check = new HouseholdCheck(house.Get<ICaseBoard>(), house.Journal);

        (await check.ElsewhereAsync(await house.ReadAsync(first), house.Get<MunicipalityDirectory>().Get("smiltene").Pack, CancellationToken.None)).ShouldBe((await house.StateAsync(second)).Registration!.Number);
        (await check.ElsewhereAsync(await house.ReadAsync(second), house.Get<MunicipalityDirectory>().Get("smiltene").Pack, CancellationToken.None)).ShouldBe((await house.StateAsync(first)).Registration!.Number);
    }

    [Fact]
    public async Task B65_Way_DeclaredElsewhere_ForwardedWithItsOwnTermAndLetter()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("elsewhere", At));
        await house.ReviewAsync(reference);
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.Forward, ("toDative", "X"), ("contacts", "Y"), ("note", "Z")))).Code.ShouldBe("not-ours-first");

        await house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "elsewhere"), ("otherMunicipality", "Valmieras novads"));

        var identity = (await house.StateAsync(reference)).Identity!;
        identity.Competence.ShouldBe(Competences.Forward);
        identity.ForwardTerm!.Days.Count(d => d.Counted).ShouldBe(5);
        identity.ForwardTerm.Sentence.ShouldStartWith("Iesniegums jāpārsūta līdz");

        await house.DoAsync(reference, Verbs.Forward, ("toDative", "Valmieras novada Sociālo lietu pārvaldei"), ("contacts", "tālr. 00000000"), ("note", "Deklarēta Valmierā."));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);

        var state = await house.StateAsync(reference);
        state.Outcome.ShouldBe(Outcomes.Forwarded);
        state.Notice!.ContestTerm.ShouldBeNull();
        await house.SettleAsync();
        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
    }

    [Fact]
    public async Task B77_Way_SameLetterToTwoMunicipalities_NoticedFromTheLetterItself()
    {
        await using var house = await WayHouse.StartAsync();
        var other = house.Get<MunicipalityDirectory>().Get("iecava").Pack.Institution;

        var reference = await house.OpenCaseAsync(Residents.Application("both", At) with
        {
            To = [new MailAddress(null, Residents.Mailbox), new MailAddress(null, other.Email), new MailAddress(null, "kaimins@private.example")],
        });
        var alone = await house.OpenCaseAsync(Residents.Application("one", At));

        (await house.StateAsync(reference)).Received!.AlsoSentTo.ShouldNotBeNull().ShouldBe([other.Name]);
        (await house.StateAsync(alone)).Received!.AlsoSentTo.ShouldBeNull();
    }

    [Fact]
    public async Task B95_Way_AlsoRegisteredAtTheCounter_EarlierDateWins()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("twice", At));
        await house.ReviewAsync(reference);
        var before = await house.StateAsync(reference);
        var earlier = before.Received!.ReceivedOn.AddDays(-4);

        await house.DoAsync(
            reference,
            Verbs.RecordIdentity,
            ("residence", "here"),
            ("earlierOn", earlier.ToString("yyyy-MM-dd")),
            ("earlierEvidence", "pagasta pārvalde, žurnāls Nr. 17"));

        var after = await house.StateAsync(reference);
        after.FirstReceivedOn.ShouldBe(earlier);
        after.DecisionClock!.CompleteOn.ShouldBe(earlier);
        after.RunningClock!.Value.Term.Due.ShouldBeLessThan(before.RunningClock!.Value.Term.Due);
        after.Registration!.OuterLimit.ShouldBe(house.Terms.OuterLimit(earlier).Due);
        ShownDates.Of(after).Due.ShouldBe(after.RunningClock.Value.Term.Due);
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            reference, Verbs.RecordIdentity, ("residence", "here"), ("earlierOn", before.Received.ReceivedOn.ToString("yyyy-MM-dd")), ("earlierEvidence", "x")))).Code.ShouldBe("bad-date");
        await house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "here"));
        (await house.StateAsync(reference)).FirstReceivedOn.ShouldBe(earlier);
    }

    /// <summary>Received on Friday 29.05. at the counter and on Monday 08.06. by mail: everything that counts from receipt counts from the counter.</summary>
    [Fact]
    public async Task B95_Way_EarlierReceipt_ExtensionIncomeMonthsLetterAndPartsGoByIt()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("earlier", At));
        await house.ReviewAsync(reference);
        DateOnly earlier = new(2026, 5, 29);
        await house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "here"), ("earlierOn", WayHouse.Day(earlier)), ("earlierEvidence", "žurnāls Nr. 17"));

        // The three full months before May, not before June.
        var refused = await Should.ThrowAsync<CommandRefusedException>(() => AssessAsync("2026-03", "2026-04", "2026-05"));
        refused.Latvian.ShouldContain("2026", Case.Insensitive);
        await AssessAsync("2026-02", "2026-03", "2026-04");

        // Four months from 29.05. end on 29.09., from 08.06. they would end on 08.10.
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.ExtendTerm, ("until", "2026-09-30"), ("reason", "x")))).Latvian.ShouldContain("29.09.2026.");
        await house.DoAsync(reference, Verbs.Split, ("alsoServiceIds", "HIGIENA"));
        await house.DoAsync(reference, Verbs.ExtendTerm, ("until", "2026-09-29"), ("reason", "nav saņemta atbilde"));

        var state = await house.StateAsync(reference);
        state.RunningClock!.Value.Term.Due.ShouldBe(new DateOnly(2026, 9, 29));
        (await house.StateAsync(new CaseRef("smiltene", state.Siblings!.Single().CaseId))).ShouldSatisfyAllConditions(
            part => part.FirstReceivedOn.ShouldBe(earlier), part => part.Registration!.OuterLimit.ShouldBe(house.Terms.OuterLimit(earlier).Due));

        Task<CaseRecord> AssessAsync(params string[] months) => house.DoAsync(
            reference, Verbs.AssessIncome, [("householdSize", "1"), ("status", "none"), ("findings", "Pensija."), .. months.Select(m => ($"income.{m}", "412,60"))]);
    }

    [Fact]
    public async Task B95_Way_EarlierReceiptAfterAPause_ClockFromTheEarlierDayKeepsThePause()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("paused-twice", At));
        await house.ReviewAsync(reference);
        await house.MoveAsync(TimeSpan.FromDays(1));
        await house.DoAsync(reference, Verbs.AskMore, ("ask.ARSTA_IZZINA", "true"), ("because", "izziņā nav atzinuma"));
        var asked = (await house.StateAsync(reference)).Request!;
        await house.MoveToAsync(house.Terms.EndOf(asked.AnswerTerm.Due) + TimeSpan.FromHours(9));
        await house.ReviewAsync(reference);
        var before = (await house.StateAsync(reference)).DecisionClock!;

        await house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "here"), ("earlierOn", "2026-06-04"), ("earlierEvidence", "žurnāls Nr. 17"));

        var after = (await house.StateAsync(reference)).DecisionClock!;
        after.CompleteOn.ShouldBe(new DateOnly(2026, 6, 4));
        after.Term.Due.ShouldBeLessThan(before.Term.Due);
        after.Term.Days.Count(d => d.Reason.StartsWith("apturēts", StringComparison.Ordinal)).ShouldBe(before.Term.Days.Count(d => d.Reason.StartsWith("apturēts", StringComparison.Ordinal)));
    }

    [Fact]
    public void B95_For_EarlierReceiptBeforeARuleChanged_TheRulesOfTheEarlierDay()
    {
        var smiltene = SocialWorkflows.Functions.Municipalities.MunicipalityDirectory.Load(SocialWorkflows.Functions.Municipalities.PackFolder.DefaultRoot).Get("smiltene");
        var longer = smiltene.Pack.Terms with { ValidFrom = new(2020, 1, 1), ValidTo = new(2026, 6, 4), Decision = new(22, "x") };
        var changed = smiltene with { Pack = smiltene.Pack with { TermVersions = [longer, smiltene.Pack.Terms with { ValidFrom = new(2026, 6, 5) }] } };
        var state = CaseState.Fold([TestCases.Received()]);
        var earlier = state.Apply(new IdentityRecorded
        {
            Round = 1,
            Residence = new("here", null, null, false),
            Competence = "ours",
            CompetenceExplanation = "x",
            Earlier = new(new(2026, 6, 4), "žurnāls"),
            By = "w",
        });

        changed.For(state).Pack.Terms.Decision.WorkingDays.ShouldBe(10);
        changed.For(earlier).Pack.Terms.Decision.WorkingDays.ShouldBe(22);
    }

    /// <summary>Friday a second before midnight, Saturday, Sunday, New Year's Eve and a Saturday worked for a free Monday.</summary>
    [Theory]
    [InlineData("2026-06-12T20:59:59Z", "2026-06-12", "2026-06-12")]
    [InlineData("2026-06-12T21:00:01Z", "2026-06-13", "2026-06-15")]
    [InlineData("2026-06-13T09:00:00Z", "2026-06-13", "2026-06-15")]
    [InlineData("2026-06-14T09:00:00Z", "2026-06-14", "2026-06-15")]
    [InlineData("2026-06-22T09:00:00Z", "2026-06-22", "2026-06-25")]
    [InlineData("2026-06-27T09:00:00Z", "2026-06-27", "2026-06-27")]
    [InlineData("2026-12-31T09:00:00Z", "2026-12-31", "2027-01-04")]
    [InlineData("2028-02-29T09:00:00Z", "2028-02-29", "2028-02-29")]
    public async Task B92_Way_ReceiptOnTheEdge_RegisteredByRule(string receivedAt, string receivedOn, string registeredOn)
    {
        var at = DateTimeOffset.Parse(receivedAt, System.Globalization.CultureInfo.InvariantCulture);
        await using var house = await WayHouse.StartAsync(time: new SimulatedTime(at));

        var reference = await house.OpenCaseAsync(Residents.Application("edge", DemoFolder.Beginning));

        var state = await house.StateAsync(reference);
        state.Received!.ReceivedOn.ShouldBe(DateOnly.Parse(receivedOn));
        state.Registration!.RegisteredOn.ShouldBe(DateOnly.Parse(registeredOn));
        state.Registration.Number.ShouldStartWith($"SD-{registeredOn[..4]}/");
        state.Registration.OuterLimit.ShouldBe(house.Terms.OuterLimit(DateOnly.Parse(receivedOn)).Due);
        house.Sender.Left.ShouldHaveSingleItem("the receipt goes out at once, whatever the day");
    }

    /// <summary>Complete on Wednesday 10.06.: the tenth day is the worked Saturday 27.06. here, Friday 26.06. where the move is not followed.</summary>
    [Fact]
    public async Task B94_Way_TermEndsOnAMovedSaturday_DueByTheSwitchAndRungsOnTheSafeDay()
    {
        await using var house = await WayHouse.StartAsync(time: new SimulatedTime(new DateTimeOffset(2026, 6, 10, 6, 0, 0, TimeSpan.Zero)));
        var reference = await house.OpenCaseAsync(Residents.Application("saturday", At));
        await house.ReviewAsync(reference);

        var term = (await house.StateAsync(reference)).RunningClock!.Value.Term;
        (term.Due, term.SafeDue).ShouldBe((new DateOnly(2026, 6, 27), new DateOnly(2026, 6, 26)));
        var iecava = house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>().Get("iecava");
        iecava.Terms.Decision(iecava.Pack.Services[0], new DateOnly(2026, 6, 10)).ShouldSatisfyAllConditions(
            t => t.Due.ShouldBe(new DateOnly(2026, 6, 26)), t => t.SafeDue.ShouldBe(new DateOnly(2026, 6, 26)));
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 6, 28)));

        var last = (await house.ReadAsync(reference)).Entries.Single(e => e.Event is RungFired { Clock: CaseClocks.Decision, WorkingDaysLeft: 0 });
        house.Terms.DayOf(last.At).ShouldBe(new DateOnly(2026, 6, 26));
    }

    [Fact]
    public async Task Way_CodeChanged_BothCodesFindTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("code", At));

        await house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "here"), ("otherCode", "328673-00679"));

        var board = house.Get<ICaseBoard>();
        (await board.FindByPersonAsync("smiltene", "328673-00679", CancellationToken.None)).ShouldBe([reference]);
        (await board.FindByPersonAsync("smiltene", "000155-10015", CancellationToken.None)).ShouldBe([reference]);
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.RecordIdentity, ("residence", "here"), ("otherCode", "000160-10016")))).Code.ShouldBe("bad-code");
    }

    [Fact]
    public async Task B67_Way_CivilianWithoutPersonalCode_CaseOpenedFromThePapersAndLetterWithoutACode()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("olena", At, Residents.Person("olena", "Olena", "Kovalenko", "00UA-FB000000"));
        house.Deliver(mail);
        await house.SettleAsync();
        var row = await house.RowOfAsync(mail.MessageId!);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, SignedApplication.ForeignSigner));
        var desk = new CodelessApplications(
            house.Intake,
            house.Get<IDocumentStore>(),
            house.Get<MessageFiles>(),
            house.Journal,
            house.Get<SocialWorkflows.Functions.Housekeeping.OutboxDrain>(),
            house.Get<WebForms>(),
            house.Get<MunicipalityDirectory>());
        (await Should.ThrowAsync<CommandRefusedException>(
            () => desk.OpenAsync(row, new CodelessApplicant("Olena", "Kovalenko", " "), house.Person(Roles.Registrar), CancellationToken.None))).Code.ShouldBe("missing-field");

        var reference = await desk.OpenAsync(row, new CodelessApplicant("Olena", "Kovalenko", "pase, Ukraina, FB000000"), house.Person(Roles.Registrar), CancellationToken.None);
        await house.SettleAsync();

        var state = await house.StateAsync(reference);
        state.Received!.Applicant.PersonalCode.ShouldBeEmpty();
        (await house.RowOfAsync(mail.MessageId!)).Disposition.ShouldBe(Dispositions.NewCase);
        if (state.ServiceId is null)
        {
            await house.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"));
        }

        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);

        (await house.StateAsync(reference)).Decision.ShouldNotBeNull();
        (await Should.ThrowAsync<CommandRefusedException>(
            () => desk.OpenAsync(row with { Reason = "unsigned" }, new CodelessApplicant("A", "B", "C"), house.Person(Roles.Registrar), CancellationToken.None))).Code.ShouldBe("not-waiting");
    }
}
