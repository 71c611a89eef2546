using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>From the end of a term to a record that nobody can read any more, and a journal that is still whole.</summary>
public sealed class DestructionTests : IDisposable
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    private readonly string _drill = Directory.CreateTempSubdirectory("socialworkflows-drill-").FullName;

    public void Dispose()
    {
        Directory.Delete(_packs, recursive: true);
        foreach (var anchor in Directory.EnumerateFiles(_drill, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(anchor, FileAttributes.Normal);
        }

        Directory.Delete(_drill, recursive: true);
    }

    [Fact]
    public async Task Propose_TermNotConfirmed_NothingHoweverOld()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ClosedAsync(house, "old-1");
        await house.Get<ILooks>().WriteAsync(new Look { Municipality = "smiltene", SubjectId = reference.CaseId, PersonId = "sm-vaditaja", Kind = LookKinds.Case }, Now);
        house.Time.Advance(TimeSpan.FromDays(365 * 40));
        (await house.Get<LookTerm>().RunAsync(Now)).ShouldBe(0);

        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0);
        (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Case, reference.CaseId, Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Case_PastItsTerm_ProposedApprovedAndDestroyedAfterTheGrace()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "old-2");
        var other = await house.OpenCaseAsync(Residents.Application("young", house.Now, Residents.Person("young", "Zane", "Izdomātā", "000160-10016")));
        var closed = await house.ReadAsync(reference);
        var shared = CaseDocuments.Of(await house.ReadAsync(other));
        var own = CaseDocuments.Of(closed).Except(shared).ToList();
        var raw = (await house.Intake.ListAsync("smiltene", null, Now)).Single(r => r.CaseId == reference.CaseId).ContentHash;
        house.Time.AdvanceTo(new DateTimeOffset(closed.State.Closed!.ClosedOn.AddYears(2), TimeOnly.MinValue, TimeSpan.Zero).AddHours(-20));
        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0, "the term ends tomorrow");
        house.Time.Advance(TimeSpan.FromDays(1));

        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(1);
        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0, "it is on the list");
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "destruction-due" && t.Role == Roles.Head);
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0, "nobody approved");
        (await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now)).ShouldBeTrue();
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0, "the days for objections are not over");
        house.Time.Advance(TimeSpan.FromDays(31));
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        LettersOf(house, reference.CaseId).ShouldNotBeEmpty("the notice went by registered post");
        await house.Get<DispatchFolder>().PutAsync("registered", $"{reference.CaseId}p2-decision", "lemums.pdf", "x"u8.ToArray(), Now);

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        (await house.Journal.ReadAsync(reference, Now)).ShouldBeNull();
        own.Count.ShouldBeGreaterThan(2);
        foreach (var file in own.Append(raw))
        {
            await Should.ThrowAsync<DocumentStoreException>(() => house.Get<IDocumentStore>().GetAsync(file, Now));
        }

        foreach (var file in shared)
        {
            await house.Get<IDocumentStore>().GetAsync(file, Now);
        }

        LettersOf(house, reference.CaseId).ShouldBeEmpty();
        LettersOf(house, reference.CaseId + "p2").ShouldHaveSingleItem("it is another case's");
        Directory.EnumerateFiles(house.Data.Mailbox, "old-2*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(house.Data.Mailbox, "young*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(reference, 1), Now)).ShouldBeNull();
        var line = (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Case, reference.CaseId, Now))!;
        line.Steps.Select(s => s.State).ShouldBe([RetentionStates.Proposed, RetentionStates.Approved, RetentionStates.Destroying, RetentionStates.Destroyed]);
        line.Steps[1].By.ShouldBe("sm-vaditaja");
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
        await house.Get<StoreSelfCheck>().RunAsync(DateTimeOffset.MaxValue, Now);
        var report = (await house.Get<SelfCheckMemory>().EndedAsync(Now))!;
        report.Findings.ShouldBeEmpty();
        report.Cases.ShouldBe(2);
    }

    [Fact]
    public async Task Hold_OfAnApprovedCase_KeepsItUntilItIsReleased()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "old-3");
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        var desk = house.Get<DestructionDesk>();
        await desk.ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now);
        (await desk.ApproveAsync("iecava", RetentionKinds.Case, reference.CaseId, "ie-vaditaja", Now)).ShouldBeFalse();

        (await desk.HoldAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", "Tiesvedība.", Now)).ShouldBeTrue();
        house.Time.Advance(TimeSpan.FromDays(400));

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);
        (await house.ReadAsync(reference)).ShouldNotBeNull();
        (await desk.ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now)).ShouldBeFalse();
        (await desk.ReleaseAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", "Tiesvedība beigusies.", Now)).ShouldBeTrue();
        (await desk.ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now)).ShouldBeTrue();
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0, "the days for objections began anew");
        house.Time.Advance(TimeSpan.FromDays(31));
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
    }

    [Fact]
    public async Task Contest_AfterTheApproval_HoldsTheCase()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "old-6");
        var day = house.Terms.DayOf(house.Now);
        await AppendAsync(
            house,
            reference,
            new ContestReceived { Round = 1, Note = "", ReceivedOn = day, LodgedOn = day, From = "applicant", Route = "direct", By = "p" },
            new ContestHandedOver(1, day, "x", "p"));

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);

        (await house.ReadAsync(reference)).State.Closed.ShouldNotBeNull();
        var line = await LineAsync(house, reference);
        (line.State, line.Steps[^1].By).ShouldBe((RetentionStates.Held, "machine"));
        line.Steps[^1].Note!.ShouldContain("apstrīdēšana");
        LettersOf(house, reference.CaseId).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Event_AfterTheApproval_LetsTheTermBeginAnew()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "old-7");
        await AppendAsync(house, reference, new SafeModeSet(1, "x", "", "p"));

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);

        (await LineAsync(house, reference)).Steps[^1].Note!.ShouldStartWith("Glabāšanas termiņš vēl nav beidzies");
        (await house.ReadAsync(reference)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Hold_OfAStoppedDestruction_AsLongAsTheKeyIsThere()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "old-8");
        var list = house.Get<IRetentionLedger>();
        await list.ReplaceAsync((await LineAsync(house, reference)).Then(RetentionStates.Destroying, house.Now, "machine"), Now);
        Task<bool> HoldAsync() => house.Get<DestructionDesk>().HoldAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", "Tiesvedība.", Now);

        (await HoldAsync()).ShouldBeFalse("the round may be between line and key");
        house.Time.Advance(TimeSpan.FromHours(2));
        (await HoldAsync()).ShouldBeTrue();
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);

        await list.ReplaceAsync((await LineAsync(house, reference)).Then(RetentionStates.Destroying, house.Now, "machine"), Now);
        await house.Get<ICaseShredder>().DestroyAsync(reference, (await house.ReadAsync(reference)).Version, Now);
        house.Time.Advance(TimeSpan.FromHours(2));
        (await HoldAsync()).ShouldBeFalse("the key is gone");
    }

    [Fact]
    public async Task Round_OneLineFails_TheOtherGoesAndTheFirstFollows()
    {
        var mortal = new MortalDocuments();
        await using var house = await StartAsync(_packs, mortal);
        var first = await ClosedAsync(house, "old-9");
        var second = await ClosedAsync(house, "old-10", Residents.Person("second", "Zane", "Izdomātā", "000160-10016"));
        mortal.Stuck = CaseDocuments.Of(await house.ReadAsync(first)).Except(CaseDocuments.Of(await house.ReadAsync(second))).First();
        await ApproveAsync(house, first, second);

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
        (await LineAsync(house, first)).State.ShouldBe(RetentionStates.Destroying);
        (await LineAsync(house, second)).State.ShouldBe(RetentionStates.Destroyed);
        mortal.Stuck = null;
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
    }

    /// <summary>A split part has the first case's mail, a list may have the same file, another municipality the same mail.</summary>
    [Fact]
    public async Task Case_WhoseThingsOthersNeed_LeavesThem()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "old-11");
        var sibling = new SiblingCase($"{reference.CaseId}p2", SiblingKinds.Split, "ASIST_PILNG", AdmitFirst: false, new DateOnly(2026, 6, 8));
        await AppendAsync(house, reference, new SiblingsNamed([sibling], "sm-lietvede"));
        await house.SettleAsync();
        var part = await house.ReadAsync(new CaseRef("smiltene", sibling.CaseId));
        var row = await house.RowOfAsync("old-11@residents.example");
        part.State.Received!.IntakeId.ShouldBe(row.IntakeId);
        var draft = (await house.ReadAsync(reference)).State.Draft!.FileId;
        await house.Get<SendLists>().ChangeAsync("smiltene", "l1", _ => new SendList { Id = "l1", Municipality = "smiltene", Kind = "k", Occasion = "2026", Note = "", FileId = draft, UploadedBy = "p", UploadedAt = house.Now }, Now);
        await ApproveAsync(house, reference);

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        (await house.Journal.ReadAsync(reference, Now)).ShouldBeNull();
        await house.Get<IDocumentStore>().GetAsync(row.ContentHash, Now);
        await house.Get<IDocumentStore>().GetAsync(draft, Now);
        Directory.EnumerateFiles(house.Data.Mailbox, "old-11*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        (await house.RowOfAsync("old-11@residents.example")).IntakeId.ShouldBe(row.IntakeId);
        (await house.Get<CaseFollowUps>().DoAsync(part.Case, Now)).ShouldBe(0);
    }

    /// <summary>Under the mailbox's own id the last municipality has it, the others under theirs.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mail_OfTwoMunicipalities_StaysInTheMailboxForTheOther(bool isLast)
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "old-12");
        var row = await house.RowOfAsync("old-12@residents.example");
        var provider = (await house.Intake.DeliveriesAsync(Now).ToListAsync(Now)).First(d => d.IntakeId == row.IntakeId).ProviderId;
        await house.Intake.AcceptAsync(
            new AcceptedMessage { Municipality = "iecava", ProviderId = DeliveryIds.Of(provider, "iecava", isLast), MessageId = row.MessageId, ContentHash = row.ContentHash, IdentityHash = "h", Size = 1, ReceivedAt = house.Now }, Now);

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        Directory.EnumerateFiles(house.Data.Mailbox, "old-12*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        await house.Get<IDocumentStore>().GetAsync(row.ContentHash, Now);
    }

    [Fact]
    public async Task FollowUps_OfACaseWhoseSiblingWasDestroyed_GoOn()
    {
        await using var house = await StartAsync(_packs);
        var reference = await house.OpenCaseAsync(Residents.Application("old-13", house.Now));
        var sibling = new CaseRef("smiltene", $"{reference.CaseId}p2");
        await AppendAsync(house, reference, new SiblingsNamed([new SiblingCase(sibling.CaseId, SiblingKinds.Split, "ASIST_PILNG", AdmitFirst: false, new DateOnly(2026, 6, 8))], "sm-lietvede"));
        await house.SettleAsync();
        await house.Get<ICaseShredder>().DestroyAsync(sibling, (await house.ReadAsync(sibling)).Version, Now);

        await AppendAsync(house, reference, new SafeModeSet(1, "x", "", "p"));
        await house.Get<OutboxDrain>().DrainAsync(Now);

        (await house.Journal.ReadMarksAsync(Now)).ShouldBeEmpty();
        await house.Get<StoreSelfCheck>().RunAsync(DateTimeOffset.MaxValue, Now);
        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.Select(f => f.Text)
            .ShouldContain($"{sibling}: its contents were destroyed, but no line of the destruction list says who approved that.");
    }

    /// <summary>Each deletion of a file is the last thing a round does; the next round goes on.</summary>
    [Fact]
    public async Task Destruction_StoppedAtEveryFile_GoesOnUntilNothingIsLeft()
    {
        var mortal = new MortalDocuments();
        await using var house = await StartAsync(_packs, mortal);
        var reference = await ClosedAsync(house, "old-4");
        var files = CaseDocuments.Of(await house.ReadAsync(reference));
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now);
        house.Time.Advance(TimeSpan.FromDays(31));

        var rounds = 0;
        for (var stopped = true; stopped; rounds++)
        {
            rounds.ShouldBeLessThan(60);
            mortal.Left = 1;
            stopped = await house.Get<DestructionRound>().RunAsync(Now) == 0;
        }

        rounds.ShouldBeGreaterThan(2);
        mortal.Left = null;
        foreach (var file in files)
        {
            await Should.ThrowAsync<DocumentStoreException>(() => house.Get<IDocumentStore>().GetAsync(file, Now));
        }

        (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Case, reference.CaseId, Now))!.State.ShouldBe(RetentionStates.Destroyed);
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reply_ToADestroyedCase_IsKeptForAPerson()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "old-5");
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now);
        house.Time.Advance(TimeSpan.FromDays(31));
        await house.Get<DestructionRound>().RunAsync(Now);

        house.Deliver(Residents.Letter("late-reply", house.Now) with { InReplyTo = "old-5@residents.example" });
        await house.SettleAsync();

        var row = await house.RowOfAsync("late-reply@residents.example");
        (row.Disposition, row.CaseId).ShouldBe((Dispositions.Review, null));
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    /// <summary>The drill: a backup, a destruction after it, the loss of the folder, a restore with the newer anchors, and one night.</summary>
    [Fact]
    public async Task Restore_OfABackupFromBeforeADestruction_IsDestroyedAgainInTheFirstNight()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "old-6");
        var other = await house.OpenCaseAsync(Residents.Application("young", house.Now, Residents.Person("young", "Zane", "Izdomātā", "000160-10016")));
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        var (backup, again) = (Path.Combine(_drill, "backup"), Path.Combine(_drill, "again"));
        (await BackupCommands.BackUpAsync(house.Data.Root, backup, TextWriter.Null, TextWriter.Null, Now)).ShouldBe(0);
        await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now);
        house.Time.Advance(TimeSpan.FromDays(31));
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
        var written = await File.ReadAllTextAsync(Directory.GetFiles(house.Data.Anchors, "destroyed-*").ShouldHaveSingleItem());
        written.ShouldContain(reference.CaseId);

        using var said = new StringWriter();
        (await BackupCommands.RestoreAsync(backup, again, house.Data.Anchors, said, TextWriter.Null, Now)).ShouldBe(0);
        said.ToString().ShouldContain("1 files say what was destroyed");
        await using var restored = await WayHouse.StartAsync(again, new SimulatedTime(house.Now), packs: _packs);
        (await restored.Journal.ReadAsync(reference, Now)).ShouldNotBeNull("the backup is older than the destruction");
        await restored.Get<NightRound>().RunAsync(most: null, Now);

        (await restored.Journal.ReadAsync(reference, Now)).ShouldBeNull();
        (await restored.Journal.ReadAsync(other, Now)).ShouldNotBeNull();
        var line = (await restored.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Case, reference.CaseId, Now))!;
        line.State.ShouldBe(RetentionStates.Destroyed);
        line.Steps.ShouldContain(s => s.Note == "Bija iznīcināts; atjaunots no vecākas kopijas.");
        (await restored.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
        (await restored.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0, "what was read once is not read again");
    }

    [Fact]
    public async Task Message_OfNoCase_IsDestroyedWithItsMailAndItsNumberStays()
    {
        await using var house = await StartAsync(_packs);
        house.Deliver(Residents.Letter("unsigned", house.Now));
        await house.SettleAsync();
        var row = await house.RowOfAsync("unsigned@residents.example");
        await house.Intake.DisposeAsync(row.IntakeId, Dispositions.Settled, null, "settled", "sm-lietvede", Now);
        house.Time.Advance(TimeSpan.FromDays(2 * 366));
        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(1);
        await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Message, row.IntakeId, "sm-vaditaja", Now);
        house.Time.Advance(TimeSpan.FromDays(31));

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        var after = (await house.Intake.FindAsync(row.IntakeId, Now))!;
        (after.Number, after.MessageId, after.Disposition).ShouldBe((row.Number, "", Dispositions.Settled));
        await Should.ThrowAsync<DocumentStoreException>(() => house.Get<IDocumentStore>().GetAsync(row.ContentHash, Now));
        Directory.EnumerateFiles(house.Data.Mailbox, "unsigned*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0);
    }
}
