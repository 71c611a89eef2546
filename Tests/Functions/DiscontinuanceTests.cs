using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Letters;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>What was granted ends by a decision of its own: heard, reasoned, approved by another person, told by letter, open to contest.</summary>
public sealed class DiscontinuanceTests
{
    [Fact]
    public async Task Discontinue_RunningService_EndsByADecisionOfItsOwnWithLetterAndContestTerm()
    {
        await using var house = await WayHouse.StartAsync();
        var (old, reference) = await BegunAsync(house, "ends");
        var mails = house.Sender.Left.Count;
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Proposal]);
        var endsOn = house.Terms.DayOf(house.Now).AddDays(14);
        (string, string)[] proposal =
        [
            ("outcome", "discontinued"), ("from", WayHouse.Day(endsOn)), ("findings", "Persona pārcēlusies."), ("reasoning", "Pamats zudis."),
            ("reason", "persona dzīvo citā pašvaldībā."), ("norm", "Administratīvā procesa likuma 86. panta otrās daļas 3. punkts"),
        ];
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.Propose, proposal))).Code.ShouldBe("missing-field", "nobody was heard");
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(old, Verbs.Discontinue, ("foundOn", WayHouse.Day(house.Terms.DayOf(house.Now)))))).Code.ShouldBe("open");

        await house.DoAsync(reference, Verbs.Propose, [.. proposal, ("hearing", "Persona uzklausīta 2026. gada 9. jūnijā.")]);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);

        var state = await house.StateAsync(reference);
        var granted = await house.StateAsync(old);
        var words = PdfTools.Words(await house.Get<IDocumentStore>().GetAsync(state.Decision!.FileId, CancellationToken.None));
        PdfTools.Words(house.Get<LetterDesk>().ComposeCover(reference, state)!).ShouldSatisfyAllConditions(
            c => c.ShouldContain("pēc mūsu iniciatīvas sāktā lietā Nr."), c => c.ShouldNotContain("iesniegum", Case.Insensitive));
        words.ShouldContain("sniegšanas izbeigšanu");
        words.ShouldContain($"lēmumu Nr. {granted.Approval!.DecisionNumber}");
        words.ShouldContain("5.1. izbeigt sociālā pakalpojuma „Aprūpe mājās” sniegšanu adresātam");
        words.ShouldContain("86. panta otrās daļas 3. punkts");
        words.ShouldNotContain("reģistrēts iesniegums");
        words.ShouldContain("Iemesls ir lēmumā.");
        (state.Notice!.ContestTerm is not null, state.HasServiceTime, house.Sender.Left.Count - mails).ShouldBe((true, false, 0));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "discontinued" && t.SubjectId == reference.CaseId && t.Text.Latvian.Contains(granted.Number!, StringComparison.Ordinal));
        await house.DoAsync(old, Verbs.EndService, ("endedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Lēmums."));
        await house.MoveToAsync(house.Terms.EndOf(state.Notice.ContestTerm!.Due) + TimeSpan.FromHours(1));
        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
    }

    /// <summary>Administratīvā procesa likums, section 62: the letter lies ready for the lawful way, in both layers, once; nothing else is written to the person.</summary>
    [Fact]
    public async Task InviteHearing_BeforeTheProposal_LaysTheLetterReadyOnceWithTheDayOfThePack()
    {
        const string Reason = "Jūs kopš maija dzīvojat citā pašvaldībā.";
        await using var house = await WayHouse.StartAsync();
        var (_, reference) = await BegunAsync(house, "heard");
        var mails = house.Sender.Left.Count;
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            reference, Verbs.InviteHearing, ("reason", Reason), ("easyReason", "Saskaņā ar reģistru Jūs dzīvojat citur.")))).Code.ShouldBe("not-easy");

        await house.DoAsync(reference, Verbs.InviteHearing, ("reason", Reason), ("easyReason", "Mēs dzirdējām par Jūsu jauno adresi."));

        var record = await house.ReadAsync(reference);
        var until = WorkingDays(house, house.Terms.DayOf(house.Now).AddDays(7), 5);
        record.State.Hearing!.ShouldSatisfyAllConditions(h => h.Until.ShouldBe(until), h => h.LegalBasis.ShouldBe("Administratīvā procesa likuma 62. panta pirmā daļa"), h => h.Contact.Channel.ShouldBe("registered"));
        var laid = record.Entries.Select(e => e.Event).OfType<HearingDispatched>().ShouldHaveSingleItem();
        var words = PdfTools.Words(await house.Get<IDocumentStore>().GetAsync(laid.FileId, CancellationToken.None));
        words.ShouldContain("Tiesiskais pamats: Administratīvā procesa likuma 62. panta pirmā daļa.");
        words.ShouldContain($"Iemesls: {Reason}");
        words.ShouldContain("Iemesls: Mēs dzirdējām par Jūsu jauno adresi.");
        words.ShouldContain($"Lūdzam tos izteikt līdz {LatvianText.DateDative(until)}.");
        words.ShouldContain($"Atbildiet līdz {LatvianText.DateDative(until)}.");
        words.ShouldContain("tā nav lēmums");
        Directory.EnumerateFiles(Path.Combine(house.Data.Dispatch, "registered"), "uzklausisana.pdf", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await house.TasksAsync()).Count(t => t.Kind == "dispatch" && t.SubjectId == reference.CaseId).ShouldBe(1);
        ContestFiles.Of(record).ShouldContain(f => f.Sha256 == laid.FileId);
        ListedFiles.Find(record, laid.FileId).ShouldNotBeNull();
        house.Sender.Left.Count.ShouldBe(mails);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Proposal]);

        // The second of two taps finds the first.
        await house.DoAsync(reference, Verbs.InviteHearing, ("reason", "Cits iemesls."));
        await house.MoveAsync(TimeSpan.FromDays(1));
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is HearingInvited or HearingDispatched).ShouldBe(2);
    }

    [Fact]
    public async Task InviteHearing_ACaseThatSomebodyAppliedFor_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("applied", house.Now));
        await house.PrepareAsync(reference);

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.InviteHearing, ("reason", "r")))).Code.ShouldBe("not-waiting");
    }

    /// <summary>A decision is in force from its notice (section 70): no day before the day on which a letter of today counts as received.</summary>
    [Fact]
    public async Task Propose_ADayBeforeTheNotice_IsRefusedAndTheDayItselfIsTaken()
    {
        await using var house = await WayHouse.StartAsync();
        var (_, reference) = await BegunAsync(house, "early");
        var notified = house.Terms.DayOf(house.Now).AddDays(7);

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => EndAsync(house, reference, notified.AddDays(-1)));
        refused.Code.ShouldBe("bad-date");
        refused.Latvian.ShouldContain($"ne agrāk kā {notified:dd.MM.yyyy}");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Proposal]);

        await EndAsync(house, reference, notified);
        (await house.StateAsync(reference)).Proposal!.From.ShouldBe(notified);
    }

    /// <summary>The first is the letter itself; that its dates no longer hold is told, as of any decision.</summary>
    [Fact]
    public async Task Notice_ThatCameBackAndWentOnceMore_IsToldByStatusMailOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var (_, reference) = await BegunAsync(house, "again");
        await EndAsync(house, reference, house.Terms.DayOf(house.Now).AddDays(20));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);
        var mails = house.Sender.Left.Count;
        await house.MoveAsync(TimeSpan.FromDays(3));

        await house.DoAsAsync(
            house.Person(Roles.Registrar), reference, Verbs.ReturnNotice, ("cause", "unknown-address"), ("returnedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Pasta zīme."));
        house.Sender.Left.Count.ShouldBe(mails, "it has not left again");
        if ((await house.StateAsync(reference)).Dispatch is null)
        {
            await house.DoAsAsync(
                house.Person(Roles.Registrar), reference, Verbs.RedirectNotice, ("channel", "registered"), ("address", "Cita iela 2, Valmiera"), ("reason", "Jauna adrese."));
        }

        await house.ConfirmNoticeAsync(reference);

        var mail = house.Sender.Left.Skip(mails).ShouldHaveSingleItem();
        mail.Subject.ShouldContain("nosūtīts vēlreiz");
        (await house.StateAsync(reference)).StatusMails.ShouldBe([StatusMails.DecisionResent]);
    }

    [Fact]
    public async Task Drop_NothingSpeaksForIt_ClosesWithoutALetterAndTheServiceGoesOn()
    {
        await using var house = await WayHouse.StartAsync();
        var (old, reference) = await BegunAsync(house, "stays");

        await house.DoAsync(reference, Verbs.DropDiscontinuance, ("dropReason", "Persona ir atgriezusies."));

        var state = await house.StateAsync(reference);
        (state.Closed is not null, state.Approval, state.Notice, (await house.StateAsync(old)).Service!.Ended).ShouldBe((true, null, null, null));
        await house.DoAsync(old, Verbs.Discontinue, ("foundOn", WayHouse.Day(house.Terms.DayOf(house.Now))));
        (await house.InstanceAsync(reference))!.RuntimeStatus.ShouldBe(SocialWorkflows.DurableTask.Client.OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Discontinuance_OnItsWay_TakesNoNewApplicationAndCannotBeWithdrawn()
    {
        await using var house = await WayHouse.StartAsync();
        var (_, reference) = await BegunAsync(house, "own");

        SameApplication.CanTake(await house.StateAsync(reference)).ShouldBeFalse();
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "x"), ("channel", "hand"), ("address", "y")))).Code.ShouldBe("not-waiting");
        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            reference, Verbs.Propose, ("outcome", "granted"), ("findings", "f"), ("reasoning", "r"), ("from", WayHouse.Day(house.Terms.DayOf(house.Now)))))).Code.ShouldBe("bad-choice");
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("queued")]
    public void MayBegin_NothingWasGranted_No(string outcome) =>
        DiscontinuanceRules.MayBegin(CaseState.Empty with
        {
            Proposal = new DecisionProposed { Round = 1, Outcome = outcome, Findings = "f", Reasoning = "r", By = "w" },
            Approval = new DecisionApproved(1, "L-2026/1", "h"),
            Notice = new NoticeSent("hand", new(2026, 6, 16), "e", "w") { NotifiedOn = new(2026, 6, 16) },
        }).ShouldBeFalse();

    [Theory]
    [InlineData("registered", "2026-06-23")]
    [InlineData("hand", "2026-06-16")]
    public void Earliest_IsTheDayOfNotificationOfALetterSentToday(string channel, string earliest) =>
        DiscontinuanceRules.Earliest(CaseState.Empty with { Contact = new Contact(channel, "a") }, MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene").Terms, new DateOnly(2026, 6, 16))
            .ShouldBe(DateOnly.Parse(earliest, System.Globalization.CultureInfo.InvariantCulture));

    private static Task<CaseRecord> EndAsync(WayHouse house, CaseRef reference, DateOnly from) => house.DoAsync(
        reference, Verbs.Propose, ("outcome", "discontinued"), ("from", WayHouse.Day(from)), ("findings", "F."), ("reasoning", "I."), ("reason", "r."), ("hearing", "H."), ("norm", WayHouse.Norm));

    private static DateOnly WorkingDays(WayHouse house, DateOnly from, int count)
    {
        while (count > 0)
        {
            from = from.AddDays(1);
            count -= house.Terms.IsWorkingDay(from) ? 1 : 0;
        }

        return from;
    }

    private static async Task<(CaseRef Old, CaseRef New)> BegunAsync(WayHouse house, string id)
    {
        var old = await house.OpenCaseAsync(Residents.Application(id, house.Now));
        await house.DecideAsync(old, house.Grant(("until", "2026-12-31"), ("reviewOn", "2026-11-30")));
        await house.DoAsync(old, Verbs.StartService, ("startedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Līgums."));
        await house.DoAsync(old, Verbs.Discontinue, ("foundOn", WayHouse.Day(house.Terms.DayOf(house.Now))));
        return (old, new CaseRef("smiltene", (await house.StateAsync(old)).Siblings!.Single().CaseId));
    }
}
