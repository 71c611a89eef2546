using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The calendar changes while cases are under way.</summary>
public sealed class CalendarChangeTests
{
    /// <summary>Open cases of a municipality like Smiltene on an ordinary day.</summary>
    private const int Cases = 240;

    [Fact]
    public async Task F14_NewMovedDayWhile240CasesRun_RecomputedJournalledAndToldOnlyWhereTheDateMoved()
    {
        var house = await WayHouse.StartAsync();
        var cases = new List<CaseRef>();
        for (var i = 0; i < Cases; i++)
        {
            cases.Add(await BeginAsync(house, i));
        }

        await house.SettleAsync();
        var before = new Dictionary<CaseRef, DateOnly>();
        foreach (var reference in cases)
        {
            before[reference] = (await house.StateAsync(reference)).DecisionClock!.Term.Due;
        }

        var sentBefore = house.Sender.Left.Count;
        house = await house.RestartAsync(packs: PacksWithAnotherMove());
        await house.SettleAsync();

        // Friday 19.06. becomes free for Saturday 13.06.: a term over both keeps its date, one over only one of them ends a day sooner or later.
        var moved = 0;
        foreach (var reference in cases)
        {
            var record = await house.ReadAsync(reference);
            var expected = house.Terms.Decision(house.Get<MunicipalityDirectory>().Get("smiltene").For(record.State).Pack.FindService("APR_MAJAS")!, record.State.DecisionClock!.CompleteOn);
            record.State.DecisionClock.Term.Due.ShouldBe(expected.Due);
            var changes = record.Entries.Select(e => e.Event).OfType<ClocksRecalculated>().ToList();
            var movedHere = expected.Due != before[reference];
            moved += movedHere ? 1 : 0;
            changes.Count.ShouldBeLessThanOrEqualTo(1, "once per change");
            if (movedHere)
            {
                changes.Single().Changes.ShouldContain(c => c.Clock == CaseClocks.Decision && c.FormerDue == before[reference] && c.Term.Due == expected.Due);
            }

            record.State.StatusMails.Count(m => m == "term-moved").ShouldBe(movedHere ? 1 : 0);
        }

        moved.ShouldBeInRange(1, Cases - 1);
        (house.Sender.Left.Count - sentBefore).ShouldBe(moved);

        // A second start with the same calendar changes nothing.
        var versions = await VersionsAsync(house, cases);
        await using var again = await house.RestartAsync(packs: PacksWithAnotherMove());
        await again.SettleAsync();
        (await VersionsAsync(again, cases)).ShouldBe(versions);
        (again.Sender.Left.Count - sentBefore).ShouldBe(moved);

        // The orchestrations of all of them run on: their timers are those of the new days, each once, two restarts later.
        await again.MoveToAsync(again.Terms.EndOf(new DateOnly(2026, 7, 3)));
        foreach (var reference in cases)
        {
            var record = await again.ReadAsync(reference);
            var last = record.Entries.Single(e => e.Event is RungFired { Clock: CaseClocks.Decision, WorkingDaysLeft: 0 });
            again.Terms.DayOf(last.At).ShouldBe(again.Terms.Rungs(record.State.DecisionClock!.Term).Single(r => r.Rung.WorkingDaysLeft == 0).Date);
        }
    }

    /// <summary>The documents' own last days, forwarding, a reply and a service's reminder move too; the person is told only of what they know.</summary>
    [Fact]
    public async Task F14_EveryOtherOpenDate_RecomputedInTheSameRound()
    {
        var house = await WayHouse.StartAsync();
        var asked = await house.OpenCaseAsync(Residents.Application("asked", house.Now));
        await house.ReviewAsync(asked, "PSIHIATRA_ATZINUMS", "IENAKUMI");
        var foreign = await house.OpenCaseAsync(Residents.Application("foreign", house.Now, Residents.Person("zane", "Zane", "Izdomātā", "000160-10016")));
        await house.DoAsync(foreign, Verbs.RecordIdentity, ("residence", "elsewhere"), ("otherMunicipality", "Valmieras novads"));
        house.Deliver(Residents.Letter("reply", house.Now) with { InReplyTo = "foreign@residents.example", References = ["foreign@residents.example"] });
        await house.SettleAsync();
        var (before, foreignBefore) = (await house.StateAsync(asked), await house.StateAsync(foreign));
        before.Request!.Dues!.Single().Term.Due.ShouldBe(new DateOnly(2026, 7, 8));
        (foreignBefore.Identity!.ForwardTerm!.Due, foreignBefore.Messages.Single().LookTerm!.Due).ShouldBe((new DateOnly(2026, 6, 15), new DateOnly(2026, 6, 15)));

        // Friday 19.06. becomes free for Saturday 13.06.: five days from 08.06. end on that Saturday, twenty still on 08.07.
        house = await house.RestartAsync(packs: PacksWithAnotherMove());
        await using var moved = house;
        await moved.SettleAsync();

        var foreignAfter = await moved.StateAsync(foreign);
        (foreignAfter.Identity!.ForwardTerm!.Due, foreignAfter.Messages.Single().LookTerm!.Due).ShouldBe((new DateOnly(2026, 6, 13), new DateOnly(2026, 6, 13)));
        foreignAfter.Identity.ForwardTerm.SafeDue.ShouldBe(new DateOnly(2026, 6, 13));
        foreignAfter.Recalculations!.Single().Changes.Select(c => c.Clock).ShouldBe(
            [CaseClocks.Forwarding, $"reply:{foreignAfter.Messages.Single().IntakeId}"], ignoreOrder: true);
        foreignAfter.StatusMails.ShouldNotContain("term-moved", "nobody told the person of these");

        var after = await moved.StateAsync(asked);
        after.Request!.Dues!.Single().Term.ShouldSatisfyAllConditions(t => t.Due.ShouldBe(new DateOnly(2026, 7, 8)), t => t.Days.Count(d => d.Counted).ShouldBe(20));
        after.StatusMails.ShouldNotContain("term-moved");
        await moved.MoveToAsync(moved.Terms.EndOf(new DateOnly(2026, 6, 14)));
        var fired = (await moved.ReadAsync(foreign)).Entries.Single(e => e.Event is RungFired { Clock: CaseClocks.Forwarding, WorkingDaysLeft: 0 });
        moved.Terms.DayOf(fired.At).ShouldBe(new DateOnly(2026, 6, 12), "the last day open in both calendars");
    }

    [Fact]
    public async Task F14_KilledBetweenTheJournalAndTheMail_ToldOnceAfterTheNextStart()
    {
        var house = await WayHouse.StartAsync();
        var reference = await BeginAsync(house, 3);
        await house.SettleAsync();
        house.Sender.Script.Enqueue(() => throw new InvalidOperationException("The process died before the mail left."));
        house = await house.RestartAsync(packs: PacksWithAnotherMove());
        await house.Get<Housekeeper>().SweepAsync(CancellationToken.None);
        (await house.StateAsync(reference)).Recalculations!.Count.ShouldBe(1);

        await using var again = await house.RestartAsync(packs: PacksWithAnotherMove());
        await again.SettleAsync();

        (await again.StateAsync(reference)).Recalculations!.Count.ShouldBe(1);
        var tasks = await again.TasksAsync();
        var told = (await again.StateAsync(reference)).StatusMails.Count(m => m == "term-moved");
        (told + tasks.Count(t => t.Kind == "send-unknown")).ShouldBe(1, "told, or a person knows that it is unknown");
    }

    [Fact]
    public async Task Timer_AfterTheDateMoved_RungsFireOnTheNewDays()
    {
        var house = await WayHouse.StartAsync();
        var reference = await BeginAsync(house, 3);
        await house.SettleAsync();
        await using var moved = await house.RestartAsync(packs: PacksWithAnotherMove());
        await moved.SettleAsync();
        var state = await moved.StateAsync(reference);

        await moved.MoveToAsync(moved.Terms.EndOf(state.DecisionClock!.Term.Due) + TimeSpan.FromHours(1));

        var record = await moved.ReadAsync(reference);
        var last = record.Entries.Single(e => e.Event is RungFired { WorkingDaysLeft: 0, Clock: CaseClocks.Decision });
        moved.Terms.DayOf(last.At).ShouldBe(state.DecisionClock.Term.SafeDue);
    }

    /// <summary>The move of 22.06. is taken back on 24.07.: the contest term would have ended two days before, but the person was told 27.07.</summary>
    [Fact]
    public async Task MoveTakenBack_ContestUnderWay_EndsOnTheDayItHad()
    {
        var house = await WayHouse.StartAsync();
        var reference = await NotifiedAsync(house, new(2026, 6, 18));
        await house.SettleAsync();
        await house.MoveToAsync(new DateTimeOffset(2026, 7, 24, 6, 0, 0, TimeSpan.Zero));
        await using var corrected = await house.RestartAsync(packs: PacksWithMoves(string.Empty));
        await corrected.SettleAsync();

        corrected.Terms.Contest("e-address", new(2026, 6, 18)).Due.ShouldBe(new DateOnly(2026, 7, 22));
        var state = await corrected.StateAsync(reference);
        state.Notice!.ContestTerm!.Due.ShouldBe(new DateOnly(2026, 7, 27));
        CaseSchedule.Of(state, corrected.Terms, role => role).Single(f => f.Key == "contest-ended").At.ShouldBe(corrected.Terms.EndOf(new(2026, 7, 27)));
        state.StatusMails.ShouldNotContain("term-moved", "nothing moved");
    }

    /// <summary>A further move lengthens the term: the mail says that there is more time, not that nothing is to be done.</summary>
    [Fact]
    public async Task FurtherMove_ContestUnderWay_ThePersonIsToldOfMoreTime()
    {
        var house = await WayHouse.StartAsync();
        var reference = await NotifiedAsync(house, new(2026, 6, 17));
        var before = (await house.StateAsync(reference)).Notice!.ContestTerm!;
        await house.SettleAsync();
        await using var moved = await house.RestartAsync(packs: PacksWithAnotherMove());
        await moved.SettleAsync();

        (await moved.StateAsync(reference)).Notice!.ContestTerm!.Due.ShouldBeGreaterThan(before.Due);
        var mail = moved.Sender.Left.Single(m => m.Subject.StartsWith("Iesnieguma Nr. SD-2026/99 termiņš", StringComparison.Ordinal));
        mail.Text.ShouldContain("Jums ir vairāk laika");
        mail.Text.ShouldNotContain("nekas nav jādara");
    }

    /// <summary>Decided and told through the e-address.</summary>
    private static async Task<CaseRef> NotifiedAsync(WayHouse house, DateOnly sentOn)
    {
        var reference = await BeginAsync(house, 98);
        var contest = house.Terms.Contest("e-address", sentOn);
        await house.Journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = "told",
                Decide = _ =>
                [
                    new DecisionProposed { Round = 1, Outcome = Outcomes.Refused, Findings = "f", Reasoning = "r", By = "sm-darbiniece" },
                    new DecisionApproved(1, "L-2026/1", "sm-vaditaja"),
                    new DecisionDrafted("d1"),
                    new DecisionSigned { DecidedOn = sentOn, FileId = "d2", FileName = "lemums.pdf", Signer = "N", By = "sm-vaditaja", NoticeTerm = house.Terms.Notice(sentOn) },
                    new NoticeDispatched("e-address", "o1"),
                    new NoticeSent("e-address", sentOn, "e", "sm-lietvede") { NotifiedOn = contest.NotifiedOn!.Value, ContestTerm = contest },
                ],
            },
            CancellationToken.None);
        return reference;
    }

    /// <summary>Complete and registered on one of ten days; its orchestration is started by the outbox mark like any other's.</summary>
    private static async Task<CaseRef> BeginAsync(WayHouse house, int i)
    {
        var reference = new CaseRef("smiltene", $"c{i + 1:x16}");
        var day = new DateOnly(2026, 6, 1).AddDays(i % 14);
        var term = house.Terms.Decision(house.Get<MunicipalityDirectory>().Get("smiltene").Pack.FindService("APR_MAJAS")!, day);
        await house.Journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = "received",
                Wakes = true,
                Decide = _ =>
                [
                    TestCases.Received() with { MessageId = $"{i}@residents.example", ReplyTo = $"r{i}@inbox.example", ReceivedOn = day },
                    new ApplicationRegistered($"SD-2026/{i + 1}", "APR_MAJAS", day, "sm-darbiniece") { OuterLimit = house.Terms.OuterLimit(day).Due, OuterSafe = house.Terms.OuterLimit(day).SafeDue },
                    new StatusMailSent("receipt", "o"),
                    new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = day, Contact = new Contact("registered", "x"), By = "sm-darbiniece" },
                    new DecisionClockStarted(day, term),
                ],
            },
            CancellationToken.None);
        return reference;
    }

    private static async Task<List<long>> VersionsAsync(WayHouse house, List<CaseRef> cases)
    {
        List<long> versions = [];
        foreach (var reference in cases)
        {
            versions.Add((await house.ReadAsync(reference)).Version);
        }

        return versions;
    }

    /// <summary>The shipped packs with one more moved working day in June 2026.</summary>
    private static string PacksWithAnotherMove() =>
        PacksWithMoves(""", { "free": "2026-06-22", "working": "2026-06-27" }, { "free": "2026-06-19", "working": "2026-06-13" }""");

    /// <param name="moves">What stands in place of the move of 22.06.2026.</param>
    private static string PacksWithMoves(string moves)
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;
        foreach (var file in Directory.GetFiles(PackFolder.DefaultRoot, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(PackFolder.DefaultRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var calendar = Path.Combine(root, PackFolder.NationalFolder, "calendar.json");
        var text = File.ReadAllText(calendar);
        const string known = """, { "free": "2026-06-22", "working": "2026-06-27" }""";
        text.ShouldContain(known);
        File.WriteAllText(calendar, text.Replace(known, moves, StringComparison.Ordinal));
        return root;
    }
}
