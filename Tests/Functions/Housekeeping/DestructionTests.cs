using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

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
        house.Time.Advance(TimeSpan.FromDays(365 * 40));

        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0);
        (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Case, reference.CaseId, Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Case_PastItsTerm_ProposedApprovedAndDestroyedAfterTheGrace()
    {
        await using var house = await StartAsync();
        var reference = await ClosedAsync(house, "old-2");
        var other = await house.OpenCaseAsync(Residents.Application("young", house.Now, Residents.Person("young", "Zane", "Izdomātā", "000160-10016")));
        var closed = await house.ReadAsync(reference);
        var shared = CaseDocuments.Of(await house.ReadAsync(other));
        var own = CaseDocuments.Of(closed).Except(shared).ToList();
        var raw = (await house.Intake.ListAsync("smiltene", null, Now)).Single(r => r.CaseId == reference.CaseId).ContentHash;
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
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
        File.WriteAllText(Path.Combine(house.Data.Dispatch, $"{reference.CaseId}-decision-1.pdf"), "x");

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

        Directory.EnumerateFiles(house.Data.Root, $"*{reference.CaseId}*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(house.Data.Mailbox, "old-2*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(house.Data.Mailbox, "young*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(reference, 1), Now)).ShouldBeNull();
        var line = (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Case, reference.CaseId, Now))!;
        line.Steps.Select(s => s.State).ShouldBe([RetentionStates.Proposed, RetentionStates.Approved, RetentionStates.Destroying, RetentionStates.Destroyed]);
        line.Steps[1].By.ShouldBe("sm-vaditaja");
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
        await house.Get<StoreSelfCheck>().RunAsync(Now);
        var report = (await house.Get<SelfCheckMemory>().EndedAsync(Now))!;
        report.Findings.ShouldBeEmpty();
        report.Cases.ShouldBe(2);
    }

    [Fact]
    public async Task Hold_OfAnApprovedCase_KeepsItUntilItIsReleased()
    {
        await using var house = await StartAsync();
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
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
    }

    /// <summary>Each deletion of a file is the last thing a round does; the next round goes on.</summary>
    [Fact]
    public async Task Destruction_StoppedAtEveryFile_GoesOnUntilNothingIsLeft()
    {
        var mortal = new MortalDocuments();
        await using var house = await StartAsync(mortal);
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
            try
            {
                await house.Get<DestructionRound>().RunAsync(Now);
                stopped = false;
            }
            catch (IOException)
            {
            }
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
        await using var house = await StartAsync();
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
        await using var house = await StartAsync();
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
        await restored.Get<NightRound>().RunAsync(Now);

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
        await using var house = await StartAsync();
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

    private async Task<WayHouse> StartAsync(MortalDocuments? mortal = null)
    {
        foreach (var file in Directory.EnumerateFiles(PackFolder.DefaultRoot, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_packs, Path.GetRelativePath(PackFolder.DefaultRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync(
            Path.Combine(_packs, "smiltene", "retention.json"),
            """
            { "graceDays": 30, "source": "tests", "classes": [
              { "id": "case", "years": 2, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" },
              { "id": "message", "years": 1, "confirmed": true, "validFrom": "2026-01-01", "source": "tests" } ] }
            """);
        return await WayHouse.StartAsync(packs: _packs, configure: mortal is null ? null : mortal.Around);
    }

    private static async Task<CaseRef> ClosedAsync(WayHouse house, string id)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now));
        await house.DoAsync(reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Lūgums."), ("channel", "registered"), ("address", "Izdomu iela 1, Smiltene"));
        await CloseAsync(house, reference);
        return reference;
    }

    private static async Task CloseAsync(WayHouse house, CaseRef reference)
    {
        for (var i = 0; i < 12 && (await house.StateAsync(reference)).Closed is null; i++)
        {
            var waits = await house.WaitsAsync(reference);
            switch (waits.FirstOrDefault())
            {
                case Steps.Proposal:
                    await house.DoAsync(reference, Verbs.Propose, ("outcome", "withdrawn"), ("findings", "Fakti."), ("reasoning", "Izvērtējums."));
                    break;
                case Steps.Approval:
                    await house.DoAsync(reference, Verbs.Approve);
                    break;
                case Steps.Signing:
                    await house.SignAsync(reference);
                    break;
                case Steps.Notice:
                    await house.ConfirmNoticeAsync(reference);
                    break;
                default:
                    await house.MoveAsync(TimeSpan.FromDays(60));
                    break;
            }
        }

        (await house.StateAsync(reference)).Closed.ShouldNotBeNull(string.Join(',', await house.WaitsAsync(reference)));
    }
}
