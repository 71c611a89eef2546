using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Synthetic;

/// <summary>The invented resident walks through the product as it is put together, by the mailbox and in simulated time.</summary>
public class SyntheticWalkTests
{
    [Fact]
    public async Task Day_OfAHealthyService_IsWalkedToTheNoticeByMailToTheDiscardAddress()
    {
        await using var house = await SyntheticHouse.StartAsync();

        house.ToNextMorning();
        await house.SettleAsync();

        var walk = await house.NewestAsync();
        walk.Step.ShouldBe(SyntheticSteps.Notified);
        walk.Door.ShouldBe("mailbox");
        var record = await house.WalkedAsync();
        record.State.Notice!.Channel.ShouldBe("signed-email");
        record.State.Received!.Files.ShouldContain(f => f.Signature == "TOTAL-PASSED");
        record.State.Proposal!.By.ShouldBe(SyntheticMunicipality.Worker);
        record.State.Approval!.By.ShouldBe(SyntheticMunicipality.Head);
        house.Sender.Left.SelectMany(m => m.To).ShouldAllBe(to => to.Address == SyntheticHouse.Discard);
        house.Sender.Left.ShouldContain(m => m.Attachments.Count > 0);
        (await house.ToldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Steps_OnEveryPrefixOfAWalk_GoForwardThroughAllOfThem()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        await house.SettleAsync();
        var (walk, record, row) = (await house.NewestAsync(), await house.WalkedAsync(), (await house.WalkedRowsAsync())[0]);

        List<string> seen = [SyntheticSteps.Of(walk with { PlacedAt = null }, null, null).Step, SyntheticSteps.Of(walk, null, null).Step, SyntheticSteps.Of(walk, row, null).Step];
        for (var count = 1; count <= record.Entries.Count; count++)
        {
            List<JournalEntry> until = [.. record.Entries.Take(count)];
            seen.Add(SyntheticSteps.Of(walk, row, new CaseRecord(record.Case, until[^1].Version, CaseState.Fold(until.Select(e => e.Event)), until)).Step);
        }

        seen.Distinct(StringComparer.Ordinal).ShouldBe(SyntheticSteps.All);
        seen.Select(s => SyntheticSteps.All.ToList().IndexOf(s)).ShouldBeInOrder();
    }

    /// <summary>Whichever append of the case does not succeed for half an hour: a task says so, and when it succeeds again the walk goes on and the task is closed.</summary>
    [Fact]
    public async Task Failure_AtEachAppend_IsToldAndGoneOnFrom()
    {
        var interposer = new Interposer();
        await using var house = await SyntheticHouse.StartAsync(interposer: interposer);
        for (var nth = 1; nth < 100; nth++)
        {
            var (left, isMended) = (nth, false);
            interposer.Before = (_, append) => append.Case.Municipality != SyntheticMunicipality.Id || isMended || Interlocked.Decrement(ref left) > 0
                ? Task.CompletedTask
                : throw new IOException("The store does not answer.");
            house.ToNextMorning();
            await house.SettleAsync();
            if (left > 0)
            {
                nth.ShouldBeGreaterThan(SyntheticSteps.All.Count);
                return;
            }

            house.Time.AdvanceTo(house.Now.AddMinutes(31));
            await house.WalkAsync();
            var told = (await house.ToldAsync()).ShouldHaveSingleItem($"append {nth}");
            told.Role.ShouldBe(Roles.Operator);
            (await house.SyntheticAsync()).IsLate.ShouldBeTrue();

            isMended = true;
            for (var minutes = 0; minutes < 10 && (await house.NewestAsync()).FinishedAt is null; minutes++)
            {
                await house.MoveAsync(TimeSpan.FromMinutes(10));
            }

            (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified, $"append {nth}");
            (await house.ToldAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Mail_NobodyTakesOutOfTheMailbox_IsToldOnce()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        await house.WalkAsync();

        house.Time.AdvanceTo(house.Now.AddMinutes(29));
        await house.WalkAsync();
        (await house.ToldAsync()).ShouldBeEmpty();
        house.Time.AdvanceTo(house.Now.AddMinutes(2));
        await house.WalkAsync();
        await house.WalkAsync();

        (await house.ToldAsync()).ShouldHaveSingleItem().Text.Latvian.ShouldContain("ielikta pastkastē");
    }

    /// <summary>A mailbox that nobody looked into for days: the mail of the walk that was given up is still nobody's but the walk's.</summary>
    [Fact]
    public async Task Mail_OfAWalkThatWasGivenUp_StaysAWalksWhenItComesIn()
    {
        await using var house = await SyntheticHouse.StartAsync();
        for (var days = 0; days < 3; days++)
        {
            house.ToNextMorning();
            await house.WalkAsync();
        }

        Directory.GetFiles(Path.Combine(house.Data.Mailbox, "new")).Length.ShouldBe(2);
        await house.SettleAsync();

        (await house.WalkedRowsAsync()).Count.ShouldBe(2);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mail_ThatCannotBeLaidIntoTheMailbox_IsToldAndLaidThereLater()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        var inTheWay = Directory.CreateDirectory(Path.Combine(house.Data.Mailbox, "tmp", "synthetic-2026-06-09"));

        await house.WalkAsync();
        house.Time.AdvanceTo(house.Now.AddMinutes(31));
        await house.WalkAsync();

        (await house.ToldAsync()).ShouldHaveSingleItem().Text.Latvian.ShouldContain("sākta");
        inTheWay.Delete();
        await house.SettleAsync();
        (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
        (await house.WalkedRowsAsync()).Count.ShouldBe(1);
        (await house.ToldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task NextDay_WithAnUnfinishedWalk_TellsAndBeginsNone_AndGivesUpOnTheThird()
    {
        var scanner = new FakeScanner { Verdict = SocialWorkflows.Casework.Documents.ScanVerdict.Unavailable };
        await using var house = await SyntheticHouse.StartAsync(scanner);
        house.ToNextMorning();
        await house.SettleAsync();
        house.ToNextMorning();
        await house.SettleAsync();
        await house.SettleAsync();

        (await house.WalkedRowsAsync()).Count.ShouldBe(1);
        (await house.ToldAsync()).Select(t => t.Key).Order().ShouldBe(["synthetic-walk-not-begun:2026-06-10", "synthetic-walk:2026-06-09"]);

        house.ToNextMorning();
        await house.SettleAsync();
        (await house.WalkedRowsAsync()).Count.ShouldBe(2);

        scanner.Verdict = SocialWorkflows.Casework.Documents.ScanVerdict.Clean;
        for (var hours = 0; hours < 12 && (await house.NewestAsync()).FinishedAt is null; hours++)
        {
            await house.MoveAsync(TimeSpan.FromHours(1));
        }

        (await house.NewestAsync()).Day.ShouldBe(new DateOnly(2026, 6, 11));
        (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
        (await house.ToldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Kill_AfterEachRound_GoesOnWithOneCase()
    {
        var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        for (var rounds = 0; rounds < 12 && (await house.SyntheticAsync()).Walk?.FinishedAt is null; rounds++)
        {
            await house.WalkAsync();
            if (rounds < 5)
            {
                house = await house.RestartAsync();
            }

            await house.Get<SocialWorkflows.Functions.Intake.IncomingDesk>().AcceptAllAsync(CancellationToken.None);
            await house.Get<SocialWorkflows.DurableTask.Embedded.EmbeddedTaskHub>().WhenIdleAsync();
            await house.Get<OutboxDrain>().DrainAsync(CancellationToken.None);
            await house.Get<SocialWorkflows.DurableTask.Embedded.EmbeddedTaskHub>().WhenIdleAsync();
        }

        await house.SettleAsync();
        (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
        (await house.WalkedRowsAsync()).Count.ShouldBe(1);
        house.Sender.Left.Select(m => m.MessageId).ShouldBeUnique();
        await house.DisposeAsync();
    }

    /// <summary>Between the mailbox and the note that it was placed there.</summary>
    [Fact]
    public async Task Kill_AfterTheMailWasPlaced_PlacesNoSecondOne()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        await house.WalkAsync();
        var placed = await house.NewestAsync();
        await house.Get<SocialWorkflows.Functions.Intake.IncomingDesk>().AcceptAllAsync(CancellationToken.None);
        await house.Get<SocialWorkflows.Mail.IMailboxMemory>().WriteAsync("synthetic:walk", (placed with { PlacedAt = null, Step = SyntheticSteps.Begun }).Write(), CancellationToken.None);

        await house.SettleAsync();

        (await house.WalkedRowsAsync()).Count.ShouldBe(1);
        (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
    }

    [Fact]
    public async Task Case_ThatWasWalked_IsClosedAndDestroyed_AndTheJournalHolds()
    {
        await using var house = await SyntheticHouse.StartAsync();
        house.ToNextMorning();
        await house.SettleAsync();
        var walked = (await house.WalkedAsync()).Case;
        await house.MoveAsync(TimeSpan.FromDays(37));
        for (var days = 0; days < 6; days++)
        {
            await house.MoveAsync(TimeSpan.FromDays(1));
            await house.Get<NightRound>().RunAsync(most: null, CancellationToken.None);
        }

        (await house.Get<ICaseShredder>().DestroyedAtAsync(walked, CancellationToken.None)).ShouldNotBeNull();
        var line = (await house.Get<IRetentionLedger>().ListAsync(SyntheticMunicipality.Id, RetentionStates.Destroyed, CancellationToken.None)).First(r => r.SubjectId == walked.CaseId);
        line.Steps.ShouldContain(s => s.State == RetentionStates.Approved && s.By == SyntheticMunicipality.Head);
        (await house.Get<IJournalVerifier>().VerifyAsync(CancellationToken.None)).Problems.ShouldBeEmpty();
        (await house.Get<IStoreCheck>().CheckChainsAsync(CancellationToken.None)).ShouldBeEmpty();
        (await house.Get<SelfCheckMemory>().EndedAsync(CancellationToken.None))!.Findings.Select(f => f.Text).ShouldBeEmpty();
        (await house.TasksAsync()).Select(t => t.Kind).ShouldBeEmpty();
    }
}
