using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Tests.Connectors.Contract;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>The copy of an installation in another account: it follows, it is never taken for an installation, and it is restored whole.</summary>
public sealed class InstallationCopyTests
{
    private const string Fingerprint = "test";

    private static readonly CancellationToken Now = CancellationToken.None;
    private static readonly CaseRef Second = new("iecava", "c2");

    [Fact]
    public async Task BackUp_EveryTable_RowsArriveAndOnlyThoseThatMayGoLeaveAgain()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        var copy = await EmptyAsync(house);
        var tables = typeof(CaseTables).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.PropertyType == typeof(StorageTable) && p.Name != nameof(CaseTables.Installation)).ToList();
        tables.Count.ShouldBeGreaterThan(14);
        foreach (var table in tables)
        {
            await Of(house.Tables, table).PutAsync(new TableEntity("zz", "stays"), Now);
            await Of(house.Tables, table).PutAsync(new TableEntity("zz", "zz") { ["Text"] = "ā", ["Bytes"] = new byte[] { 1 }, ["Number"] = 1L }, Now);
        }

        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        foreach (var table in tables)
        {
            var row = (await Of(copy.Tables, table).FindAsync("zz", "zz", Now)).ShouldNotBeNull(table.Name);
            (row.Text("Text"), row["Bytes"], row.Number("Number")).ShouldSatisfyAllConditions(r => r.Item1.ShouldBe("ā"), r => ((byte[])r.Item2!).ShouldBe([1]), r => r.Item3.ShouldBe(1));
        }

        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        string[] kept = ["Books", "Cases", "Chain", "Intake", "Looks", "Mailbox", "Owners", "Retention", "Sends"];
        foreach (var table in tables)
        {
            await Of(house.Tables, table).DeleteAsync("zz", "zz", Now);
            if (kept.Contains(table.Name))
            {
                var refused = await Should.ThrowAsync<StorageRejectedException>(new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now), table.Name);
                refused.Message.ShouldContain($"zz/zz of the copy's table '{Of(copy.Tables, table).Name}'");
                (await Of(copy.Tables, table).FindAsync("zz", "zz", Now)).ShouldNotBeNull(table.Name);
                await Of(house.Tables, table).PutAsync(new TableEntity("zz", "zz"), Now);
            }
        }

        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        foreach (var table in tables.Where(t => !kept.Contains(t.Name)))
        {
            (await Of(copy.Tables, table).FindAsync("zz", "zz", Now)).ShouldBeNull(table.Name);
        }

        static StorageTable Of(CaseTables tables, PropertyInfo property) => (StorageTable)property.GetValue(tables)!;
    }

    [Theory]
    [InlineData(nameof(CaseTables.Cases))]
    [InlineData(nameof(CaseTables.Intake))]
    public async Task BackUp_OneTableLostWhileTheChainStands_IsRefusedAndTheCopyKeepsIt(string lost)
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        await house.Intake.AcceptAsync(LedgerContract.Message("p", "h"), Now);
        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        StorageTable Of(CaseTables tables) => (StorageTable)typeof(CaseTables).GetProperty(lost)!.GetValue(tables)!;
        var before = (await Of(copy.Tables).ListAsync(null, Now)).Count;
        before.ShouldBeGreaterThan(0);
        foreach (var row in await Of(house.Tables).ListAsync(null, Now))
        {
            await Of(house.Tables).DeleteAsync(row.PartitionKey, row.RowKey, Now);
        }

        var problem = await Should.ThrowAsync<StorageRejectedException>(new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now));

        problem.Message.ShouldContain("lost rather than destroyed");
        (await Of(copy.Tables).ListAsync(null, Now)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task BackUp_Again_BringsWhatChangedAndNothingElse()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        var copying = new InstallationCopy(house.Store, copy, Fingerprint);
        (await copying.BackUpAsync(Now)).FilesWritten.ShouldBe(2, "a document and an anchor");
        (await copy.Verifier.VerifyAsync(Now)).ShouldSatisfyAllConditions(v => v.Problems.ShouldBeEmpty(), v => v.Entries.ShouldBe(3));

        (await copying.BackUpAsync(Now)).ShouldBe(new CopyReport(0, 0, 0, 0));

        await house.AppendAsync("message:2", TestCases.Filed("2"));
        (await copying.BackUpAsync(Now)).RowsWritten.ShouldBeInRange(5, 15);
        (await copy.Verifier.VerifyAsync(Now)).ShouldSatisfyAllConditions(v => v.Problems.ShouldBeEmpty(), v => v.Entries.ShouldBe(4));
    }

    [Fact]
    public async Task BackUp_AfterADestruction_TheCopyCannotReadItEither()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        var copying = new InstallationCopy(house.Store, copy, Fingerprint);
        await copying.BackUpAsync(Now);
        (await copy.Journal.ReadAsync(Second, Now)).ShouldNotBeNull();

        (await house.Shredder.DestroyAsync(Second, 1, Now)).ShouldBeTrue();
        await copying.BackUpAsync(Now);

        (await copy.Journal.ReadAsync(Second, Now)).ShouldBeNull();
        (await copy.Tables.Cases.FindAsync(CasePartition.KeyOf(Second), CasePartition.KeyRow, Now))!["Key"].ShouldBeNull();
        (await copy.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task BackUp_InstallationThatLostItsCases_RefusedAndTheCopyKept()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        await LoseAsync(house.Tables);

        var refused = await Should.ThrowAsync<StorageRejectedException>(() => new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now));

        refused.Message.ShouldContain("does not have");
        (await copy.Journal.ReadAsync(TestCases.Reference, Now))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task BackUp_ManyDocumentsLost_NoneDeletedInTheCopy()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        List<string> files = [];
        for (byte i = 0; i < 60; i++)
        {
            files.Add(await house.Documents.PutAsync(new byte[] { i, 7 }, Now));
        }

        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        await LoseAsync(house, files);

        (await Should.ThrowAsync<StorageRejectedException>(() => new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now))).Message.ShouldContain("60 of 61");

        (await copy.Documents.GetAsync(files[0], Now)).ShouldBe([0, 7]);
    }

    /// <summary>As many as the destruction list says went with its lines, and none that nobody accounts for.</summary>
    [Fact]
    public async Task BackUp_LargeDestructionByTheList_GoesThroughOnceAndALossAfterItDoesNot()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        List<string> files = [];
        for (byte i = 0; i < 70; i++)
        {
            files.Add(await house.Documents.PutAsync(new byte[] { i, 9 }, Now));
        }

        var copying = new InstallationCopy(house.Store, await EmptyAsync(house), Fingerprint);
        await copying.BackUpAsync(Now);
        await house.Retention.AddAsync(
            new RetentionRow
            {
                Municipality = "smiltene",
                Kind = RetentionKinds.Case,
                SubjectId = "c9",
                Number = null,
                State = RetentionStates.Destroyed,
                From = default,
                DueOn = default,
                GraceUntil = default,
                Rule = "r",
                Steps = [],
                FilesGone = 60,
            },
            Now);
        await LoseAsync(house, files.Take(60));

        (await copying.BackUpAsync(Now)).FilesDeleted.ShouldBe(60);

        await LoseAsync(house, files.Skip(60).Take(5));
        (await Should.ThrowAsync<StorageRejectedException>(copying.BackUpAsync(Now))).Message.ShouldContain("5 of 11");
    }

    /// <summary>A forgotten message takes its deliveries along; one that is gone alone was lost.</summary>
    [Fact]
    public async Task BackUp_DeliveryGone_GoesWithItsMessageOnly()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        var forgotten = await house.Intake.AcceptAsync(LedgerContract.Message("p1", "h1"), Now);
        await house.Intake.AcceptAsync(LedgerContract.Message("p2", "h2"), Now);
        var copying = new InstallationCopy(house.Store, await EmptyAsync(house), Fingerprint);
        await copying.BackUpAsync(Now);

        await house.Intake.ForgetAsync(forgotten.IntakeId, Now);
        (await copying.BackUpAsync(Now)).RowsDeleted.ShouldBe(1);

        var delivery = (await house.Tables.Mailbox.ListAsync(null, Now)).ShouldHaveSingleItem();
        await house.Tables.Mailbox.DeleteAsync(delivery.PartitionKey, delivery.RowKey, Now);
        (await Should.ThrowAsync<StorageRejectedException>(copying.BackUpAsync(Now))).Message.ShouldContain("lost rather than destroyed");
    }

    /// <summary>Looks that went at the end of their term go in the copy, however many; one that is gone alone was lost. What comes back from the copy has no hole.</summary>
    [Fact]
    public async Task BackUp_LooksCut_GoWithTheCutOnlyAndComeBackWithoutAHole()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        for (var i = 0; i < 4; i++)
        {
            await house.Looks.WriteAsync(new Look { Municipality = "smiltene", SubjectId = "c1", PersonId = "p", Kind = i == 0 ? LookKinds.Glass : LookKinds.Case }, Now);
        }

        var copy = await EmptyAsync(house);
        var copying = new InstallationCopy(house.Store, copy, Fingerprint);
        await copying.BackUpAsync(Now);
        await house.Looks.CutAsync("smiltene", "c1", DateTimeOffset.MaxValue, 3, Now);

        (await copying.BackUpAsync(Now)).RowsDeleted.ShouldBe(4, "three looks, and who broke the glass");
        (await copy.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();
        var restored = await EmptyAsync(house);
        await new InstallationCopy(restored, copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now);
        (await restored.Looks.ListAsync("smiltene", "c1", null, 9, Now)).ShouldHaveSingleItem().Number.ShouldBe(4);
        (await restored.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();

        await house.LoseLookAsync("c1", 4);
        (await Should.ThrowAsync<StorageRejectedException>(copying.BackUpAsync(Now))).Message.ShouldContain("lost rather than destroyed");
        (await copy.Looks.ListAsync("smiltene", "c1", null, 9, Now)).ShouldHaveSingleItem();
    }

    /// <summary>What is written once is never written over in the copy, whether the self-check has come by or not.</summary>
    [Theory]
    [InlineData("entry")]
    [InlineData("link")]
    [InlineData("anchor")]
    public async Task BackUp_RewrittenThere_RefusedByNameAndTheCopyKeepsItsOwn(string what)
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        await (what switch
        {
            "entry" => house.ChangeEntryAsync(TestCases.Reference, 1),
            "link" => house.ChangeLinkAsync(TestCases.Reference),
            _ => house.Tables.Anchors.PutAsync("2026-06-08.json", new byte[] { 5 }, BlobCondition.None, Now),
        });

        var refused = await Should.ThrowAsync<StorageException>(new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now));

        refused.Message.ShouldContain(what switch { "entry" => $"{CasePartition.KeyOf(TestCases.Reference)}/e|0000000001", "link" => "c|0000000001", _ => "2026-06-08.json" });
        (await copy.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();
        (await copy.Anchors.FindAsync("2026-06-08.json", Now)).ShouldBe([4]);
    }

    /// <summary>Stopped in the middle of the cases: the next run reads no row of what was done, and the age counts from the last whole copy.</summary>
    [Fact]
    public async Task BackUp_Stopped_GoesOnAtTheRowItReached()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        var copying = new InstallationCopy(house.Store, copy, Fingerprint);
        var began = house.Time.GetUtcNow();
        using var stop = new CancellationTokenSource();
        var atCases = false;
        house.Transport.Fault = line =>
        {
            atCases |= line.Contains("Cases()", StringComparison.Ordinal);
            if (atCases && line.Contains("$batch", StringComparison.Ordinal))
            {
                house.Time.Advance(TimeSpan.FromSeconds(30));
            }
            else if (line.Contains("documents?restype=container&comp=list", StringComparison.Ordinal))
            {
                stop.Cancel();
            }

            return null;
        };
        await Should.ThrowAsync<OperationCanceledException>(copying.BackUpAsync(stop.Token));
        house.Transport.Fault = null;

        (await copying.AsOfAsync(Now)).ShouldBe(began, "no copy was whole, so it counts from the first that began");
        await FreeAsync(copy);
        house.Transport.Forget();
        await copying.BackUpAsync(Now);

        house.Transport.Sent.ShouldNotContain(l => l.Contains("Intake()", StringComparison.Ordinal) || l.Contains("Queue()", StringComparison.Ordinal));
        house.Transport.Sent.ShouldContain(l => l.Contains("Cases()", StringComparison.Ordinal) && l.Contains($"PartitionKey eq '{CasePartition.KeyOf(TestCases.Reference)}' and RowKey gt ", StringComparison.Ordinal));
        house.Transport.Sent.ShouldNotContain(l => l.Contains("Cases()", StringComparison.Ordinal) && !l.Contains("filter", StringComparison.Ordinal), "no row that was done");
        (await copy.Verifier.VerifyAsync(Now)).ShouldSatisfyAllConditions(v => v.Problems.ShouldBeEmpty(), v => v.Entries.ShouldBe(3));
        var whole = house.Time.GetUtcNow();
        (await copying.AsOfAsync(Now)).ShouldBe(whole);

        house.Time.Advance(TimeSpan.FromDays(1));
        house.Transport.Fault = line => line.Contains("Owners()", StringComparison.Ordinal) ? Fault.Answers(400, "InvalidInput") : null;
        await Should.ThrowAsync<StorageException>(copying.BackUpAsync(Now));
        house.Transport.Fault = null;
        (await copying.AsOfAsync(Now)).ShouldBe(whole, "a run that does not end changes no age");
        (await Should.ThrowAsync<StorageRejectedException>(async () => await new InstallationCopy(await EmptyAsync(house), copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now))).Message.ShouldContain("did not come to its end");
    }

    [Fact]
    public async Task BackUp_DocumentChangedThere_RefusedByName()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        var file = await house.Documents.PutAsync(new byte[] { 1 }, Now);
        await house.ChangeDocumentAsync(file, [2]);

        (await Should.ThrowAsync<StorageCorruptException>(async () => await new InstallationCopy(house.Store, await EmptyAsync(house), Fingerprint).BackUpAsync(Now))).Message.ShouldContain(file);
    }

    [Fact]
    public async Task BackUp_IntoAnInstallation_Refused()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await using var other = await AzuriteHouse.CreateAsync();
        await other.AppendAsync("received", TestCases.Received());

        (await Should.ThrowAsync<StorageRejectedException>(() => new InstallationCopy(house.Store, other.Store, Fingerprint).BackUpAsync(Now))).Message.ShouldContain("an installation of its own");

        (await other.Journal.ReadAsync(TestCases.Reference, Now)).ShouldNotBeNull();
    }

    [Fact]
    public async Task BackUp_IntoTheCopyOfAnother_Refused()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await using var other = await AzuriteHouse.CreateAsync();
        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);

        (await Should.ThrowAsync<StorageRejectedException>(() => new InstallationCopy(other.Store, copy, Fingerprint).BackUpAsync(Now))).Message.ShouldContain(house.Tables.Name);
    }

    [Fact]
    public async Task BackUp_TwoAtOnceOrALeaseStolen_SecondStops()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        StorageConflictException? refused = null;
        house.Transport.Fault = line => line.StartsWith("GET", StringComparison.Ordinal) && line.Contains("Intake()", StringComparison.Ordinal) && refused is null
            ? new Fault(Before: async () => refused ??= await Should.ThrowAsync<StorageConflictException>(() => new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now)))
            : null;

        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);

        refused.ShouldNotBeNull().Message.ShouldContain("Somebody else");
    }

    [Fact]
    public async Task Open_ACopy_Refused()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);

        (await Should.ThrowAsync<StorageRejectedException>(() => copy.OpenAsync(Fingerprint, Now))).Message.ShouldContain("is the copy of");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Open_FormOfAnotherVersion_NewerRefusedOlderRaised(int newer)
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await house.Tables.Installation.PutAsync(new TableEntity("installation", "form") { ["Number"] = InstallationCheck.Form - 1 + (newer * 2) }, Now);

        var problem = await Record.ExceptionAsync(() => house.Store.OpenAsync(Fingerprint, Now));

        (problem is StorageRejectedException { Message: var words } && words.Contains("newer version", StringComparison.Ordinal)).ShouldBe(newer == 1, problem?.Message);
        (await house.Tables.Installation.FindAsync("installation", "form", Now))!.Number("Number").ShouldBe(InstallationCheck.Form + newer);
    }

    [Fact]
    public async Task Restore_AfterALoss_SameCasesCleanAndItOpens()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await FillAsync(house);
        var copy = await EmptyAsync(house);
        await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
        var before = await house.DumpAsync();
        await LoseAsync(house.Tables);
        var anew = await EmptyAsync(house);

        await new InstallationCopy(anew, copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now);

        await anew.OpenAsync(Fingerprint, Now);
        (await anew.Verifier.VerifyAsync(Now)).ShouldSatisfyAllConditions(v => v.Problems.ShouldBeEmpty(), v => v.Entries.ShouldBe(3), v => v.Cases.ShouldBe(2));
        (await anew.Board.FindByPersonAsync("smiltene", TestCases.Code, Now)).ShouldBe([TestCases.Reference]);
        (await anew.Journal.ReadMarksAsync(Now)).Count.ShouldBe(3);
        (await anew.Anchors.NamesAsync(Now)).ShouldBe(["2026-06-08.json"]);
        before.ShouldContain(TestCases.Reference.CaseId);
        (await Should.ThrowAsync<StorageRejectedException>(() => new InstallationCopy(anew, copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now))).Message.ShouldContain("is not empty");
    }

    /// <summary>Dies at its n-th request; no app opens what is half there, and the next run makes it whole.</summary>
    [Fact]
    public async Task CopyAndRestore_DeathAtManyRequests_NeverOpenedHalfAndWholeAfterTheNextRun()
    {
        await using var house = await AzuriteHouse.CreateAsync(settings: AzuriteFixture.Quick with { Retries = 0 });
        await FillAsync(house);
        var (copies, restores) = (0, 0);
        for (var at = 2; ; at += 11)
        {
            var (copy, anew) = (await EmptyAsync(house), await EmptyAsync(house));
            await anew.Tables.CreateAsync(Now);
            var died = await DiesAtAsync(house, at, () => new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now));
            if (died && await Record.ExceptionAsync(() => CopyMark.FindAsync(copy.Tables, Now)) is null && await CopyMark.FindAsync(copy.Tables, Now) is not null)
            {
                copies++;
                (await Should.ThrowAsync<StorageRejectedException>(() => new InstallationCopy(anew, copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now))).ShouldNotBeNull();
            }

            await FreeAsync(copy);
            await new InstallationCopy(house.Store, copy, Fingerprint).BackUpAsync(Now);
            var diedAgain = await DiesAtAsync(house, at, () => new InstallationCopy(anew, copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now));
            if (diedAgain && await CopyMark.FindAsync(anew.Tables, Now) is not null)
            {
                restores++;
                (await Should.ThrowAsync<StorageRejectedException>(() => anew.OpenAsync(Fingerprint, Now))).Message.ShouldContain("not finished");
            }

            await FreeAsync(anew);
            await Record.ExceptionAsync(() => new InstallationCopy(anew, copy, Fingerprint).RestoreAsync(evenUnfinished: false, Now));
            await anew.OpenAsync(Fingerprint, Now);
            (await anew.Verifier.VerifyAsync(Now)).ShouldSatisfyAllConditions(v => v.Problems.ShouldBeEmpty($"death at {at}"), v => v.Entries.ShouldBe(3));
            if (!died && !diedAgain)
            {
                break;
            }
        }

        copies.ShouldBeGreaterThan(2);
        restores.ShouldBeGreaterThan(2);
    }

    private static async Task<bool> DiesAtAsync(AzuriteHouse house, int at, Func<Task> work)
    {
        var requests = 0;
        house.Transport.Fault = _ => Interlocked.Increment(ref requests) >= at ? Fault.Answers(503, "ServerBusy") : null;
        var died = await Record.ExceptionAsync(work);
        house.Transport.Fault = null;
        (died is null or StorageException).ShouldBeTrue(died?.ToString());
        return died is not null;
    }

    /// <summary>What time does to a lock that a crash left.</summary>
    private static async Task FreeAsync(AzureCaseStore store)
    {
        await store.Tables.CreateAsync(Now);
        foreach (var held in new[] { "copy", "rebuild" })
        {
            using var message = store.Tables.Locks.Request(Azure.Core.RequestMethod.Put, $"/{held}?comp=lease");
            message.Request.Headers.SetValue("x-ms-lease-action", "break");
            message.Request.Headers.SetValue("x-ms-lease-break-period", "0");
            message.Request.Headers.SetValue("Content-Length", "0");
            await store.Tables.Locks.SendAsync(message, "freeing", Now, 202, 404, 409);
        }
    }

    /// <summary>Two entries in one municipality, one in another, a document and an anchor.</summary>
    private static async Task FillAsync(AzuriteHouse house)
    {
        await house.AppendAsync("received", TestCases.Received());
        await house.AppendAsync("message:1", TestCases.Filed("1"));
        await house.AppendAsync(Second, "received", TestCases.Received() with { MessageId = "2@x.example" });
        await house.Documents.PutAsync(new byte[] { 1, 2, 3 }, Now);
        await house.Anchors.AddAsync("2026-06-08.json", new byte[] { 4 }, Now);
    }

    private static async Task LoseAsync(AzuriteHouse house, IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            await house.Documents.DeleteAsync(file, Now);
        }
    }

    private static async Task LoseAsync(CaseTables tables)
    {
        foreach (var table in new[] { tables.Cases, tables.Chain, tables.Board, tables.Finds, tables.Common, tables.Pending })
        {
            foreach (var row in await table.ListAsync(null, Now))
            {
                await table.DeleteAsync(row.PartitionKey, row.RowKey, Now);
            }
        }
    }

    /// <summary>Another account, as far as the program can tell.</summary>
    private static async Task<AzureCaseStore> EmptyAsync(AzuriteHouse house) =>
        new(house.Fixture.Account, (await AzuriteFixture.CreateAsync()).Prefix, house.Keys, house.Time, NullLoggerFactory.Instance);
}
