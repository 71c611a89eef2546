using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Connectors.Contract;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>The stores of Azure when the process dies at any request, answers get lost or the service throttles.</summary>
public sealed class CaseStoreFaultTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    [Fact]
    public async Task Read_CaseOf60Entries_OneRequest()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", [TestCases.Received(), .. Enumerable.Range(0, 59).Select(i => TestCases.Filed($"m{i}"))]);
        store.Transport.Forget();

        (await store.Journal.ReadAsync(TestCases.Reference, Now))!.Entries.Count.ShouldBe(60);

        store.Transport.Sent.ShouldHaveSingleItem();
    }

    /// <summary>The table would give 1,000 rows a page: what is asked for must not depend on how many wait.</summary>
    [Fact]
    public async Task NextPending_FortyWait_ReadsOnlyWhatComesNext()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        var urgent = await WaitingAsync(store, 40);
        await store.Intake.NextPendingAsync("smiltene", 3, Now);
        store.Transport.Forget();

        (await store.Intake.NextPendingAsync("smiltene", 3, Now))[0].IntakeId.ShouldBe(urgent);

        store.Transport.Sent.Count.ShouldBe(4, "one page of the order, and each row of it");
        store.Transport.Sent.First().ShouldContain("$top=3");
    }

    /// <summary>An earlier version wrote no order; a crash leaves one of a message that ended, or that never came to the ledger.</summary>
    [Fact]
    public async Task NextPending_OrderAndLedgerDiffer_LedgerIsBelieved()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        var urgent = await WaitingAsync(store, 4);
        var order = await store.Tables.Queue.ListAsync(null, Now);
        foreach (var row in order.Skip(1))
        {
            await store.Tables.Queue.DeleteAsync(row.PartitionKey, row.RowKey, Now);
        }

        store.Transport.Fault = request => request.StartsWith("DELETE", StringComparison.Ordinal) ? Fault.Answers(503, "ServerBusy") : null;
        await Should.ThrowAsync<StorageException>(() => store.Intake.DisposeAsync(urgent, Dispositions.Review, null, "r", "machine", Now));
        store.Transport.Fault = request => request.StartsWith("POST", StringComparison.Ordinal) && request.Contains("Intake", StringComparison.Ordinal) ? Fault.Answers(503, "ServerBusy") : null;
        await Should.ThrowAsync<StorageException>(() => store.Intake.AcceptAsync(LedgerContract.Message("never", "never") with { Lane = Lanes.Urgent }, Now));
        store.Transport.Fault = null;

        await using var next = (AzuriteHouse)await store.AgainAsync();
        (await next.Intake.NextPendingAsync("smiltene", 9, Now)).Select(r => r.ContentHash).ShouldBe(["h1", "h2", "h3"]);
        (await next.Tables.Queue.ListAsync(null, Now)).Count.ShouldBe(4, "the one that never came may still be on its way");

        next.Time.Advance(TimeSpan.FromHours(2));
        (await next.Intake.NextPendingAsync("smiltene", 9, Now)).Count.ShouldBe(3);
        (await next.Tables.Queue.ListAsync(null, Now)).Count.ShouldBe(3);
    }

    /// <summary>The last one that arrives is urgent; gives its id.</summary>
    private static async Task<string> WaitingAsync(AzuriteHouse store, int count)
    {
        var last = string.Empty;
        for (var i = count; i > 0; i--)
        {
            last = (await store.Intake.AcceptAsync(
                LedgerContract.Message($"p{i}", $"h{i % count}") with { Lane = i == count ? Lanes.Urgent : Lanes.Usual, ReceivedAt = DemoFolder.Beginning.AddMinutes(i) }, Now)).IntakeId is var id && i == count ? id : last;
        }

        return last;
    }

    [Fact]
    public async Task Requests_WholeWayOfACase_NoPersonInTheUrls()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await RegisterAsync(store);
        await store.Intake.AcceptAsync(LedgerContract.Message("berta-provider", "h") with { MessageId = "berta.izdomata@inbox.example" }, Now);
        await store.Sends.PlanAsync(LedgerContract.Send("o1") with { MessageId = "berta.izdomata@inbox.example" }, Now);
        await store.Board.FindByPersonAsync("smiltene", TestCases.Code, Now);
        await store.Board.FindByMessageAsync("smiltene", ["berta.izdomata@inbox.example"], Now);
        await store.Board.ListAsync("smiltene", null, includeClosed: false, Now);
        await store.Verifier.VerifyAsync(Now);

        var urls = string.Join('\n', store.Transport.Sent);
        foreach (var secret in new[] { "berta", "izdom", TestCases.Code, TestCases.Code.Replace("-", "", StringComparison.Ordinal), "inbox.example", "residents.example" })
        {
            urls.ShouldNotContain(secret, Case.Insensitive);
        }
    }

    /// <summary>
    /// The process dies at its n-th request, before or after the service did its work, for every n. Another one sweeps and
    /// repeats the append: it must be there once, with its nudge, its board row and a whole chain.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_DeathAtEveryRequest_OnceAndWhole(bool afterTheWork)
    {
        var deaths = 0;
        for (var at = 1; ; at++)
        {
            await using var dying = await AzuriteHouse.CreateAsync(settings: AzuriteFixture.Quick with { Retries = 0 });
            await dying.AppendAsync("received", TestCases.Received() with { ServiceId = null });
            var requests = 0;
            dying.Transport.Fault = _ => Interlocked.Increment(ref requests) is var n && n < at ? null : n == at && afterTheWork ? Fault.LostAnswer : Fault.Answers(503, "ServerBusy");
            var died = await Record.ExceptionAsync(() => RegistrationAsync(dying));
            (died is null or StorageException).ShouldBeTrue(died?.ToString());
            var survived = requests < at;
            deaths += survived ? 0 : 1;

            await using var next = (AzuriteHouse)await dying.AgainAsync();
            var repeated = await RegistrationAsync(next);
            var marks = await next.Journal.ReadMarksAsync(Now);

            var read = (await next.Journal.ReadAsync(TestCases.Reference, Now))!;
            read.Entries.Select(e => e.Key).ShouldBe(["received", "registration:1", "registration:1"], $"death at {at}");
            repeated.Case.Version.ShouldBe(3);
            marks.Select(m => m.Version).ShouldBe([1, 3], $"death at {at}");
            foreach (var mark in marks)
            {
                await next.Journal.ClearMarkAsync(mark, Now);
            }

            (await next.Journal.ReadMarksAsync(Now)).ShouldBeEmpty();
            (await next.ProblemsAsync()).ShouldBeEmpty($"death at {at}");
            (await next.Board.ListAsync("smiltene", null, includeClosed: false, Now)).ShouldHaveSingleItem().Version.ShouldBe(3);
            if (survived)
            {
                break;
            }
        }

        deaths.ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Everything_InAStorm_NothingLostOrDoubled(int seed)
    {
        await using var store = await AzuriteHouse.CreateAsync(settings: AzuriteFixture.Quick with { Retries = 20 });
        var random = new Random(seed);
        store.Transport.Fault = _ =>
        {
            lock (random)
            {
                return random.Next(100) switch
                {
                    < 8 => Fault.Answers(429, "TooManyRequests"),
                    < 16 => Fault.Answers(503, "ServerBusy"),
                    < 20 => Fault.Answers(500, "OperationTimedOut"),
                    < 30 => Fault.LostAnswer,
                    _ => null,
                };
            }
        };

        await Parallel.ForAsync(0, 8, async (i, _) =>
        {
            var reference = new CaseRef("smiltene", $"c{i:x16}");
            await store.AppendAsync(reference, "received", TestCases.Received() with { ServiceId = null, MessageId = $"{i}@x.example" });
            await RegistrationAsync(store, reference);
            await store.Intake.AcceptAsync(LedgerContract.Message("p", $"h{i}"), Now);
            await store.Sends.PlanAsync(LedgerContract.Send($"o{i}"), Now);
            (await store.Sends.MoveAsync($"o{i}", SendStates.Planned, SendStates.Sending, null, Now)).ShouldBeTrue();
            (await store.Sends.MoveAsync($"o{i}", SendStates.Sending, SendStates.Sent, null, Now)).ShouldBeTrue();
            await store.Documents.PutAsync(new byte[] { (byte)i }, Now);
        });

        store.Transport.Fault = null;
        var marks = await store.Journal.ReadMarksAsync(Now);
        marks.Count.ShouldBe(16);
        var rows = await store.Board.ListAsync("smiltene", null, includeClosed: true, Now);
        rows.Select(r => (r.Version, r.Number)).Distinct().Count().ShouldBe(8);
        rows.ShouldAllBe(r => r.Version == 3);
        (await store.Intake.ListAsync("smiltene", Dispositions.Pending, Now)).Select(r => r.Number).Distinct().Count().ShouldBe(8);
        (await store.Sends.ListAsync("smiltene", SendStates.Sent, Now)).ShouldAllBe(r => r.Attempts == 1);
        var verified = await store.Verifier.VerifyAsync(Now);
        verified.Problems.ShouldBeEmpty();
        verified.Entries.ShouldBe(24);
    }

    [Fact]
    public async Task Append_OvertakenBetweenReadAndWrite_DecidedAgainOnTheNewVersion()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", TestCases.Received());
        await using var other = await store.AgainAsync();
        var overtaken = false;
        store.Transport.Fault = line => line.Contains("$batch", StringComparison.Ordinal) && !overtaken && (overtaken = true)
            ? new Fault(Before: () => other.AppendAsync("message:other", TestCases.Filed("other")))
            : null;
        List<long> seen = [];

        var result = await store.Journal.AppendAsync(
            new Append
            {
                Case = TestCases.Reference,
                Key = "message:own",
                Decide = context =>
                {
                    seen.Add(context.Version);
                    return [TestCases.Filed("own")];
                },
            },
            Now);

        seen.ShouldBe([1, 2]);
        result.Case.Entries.Select(e => e.Key).ShouldBe(["received", "message:other", "message:own"]);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Number_TakenByAnotherProcessMeanwhile_NeverGivenTwice()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await using var other = (AzuriteHouse)await store.AgainAsync();
        await store.AppendAsync("received", TestCases.Received() with { ServiceId = null });
        var elsewhere = new CaseRef("smiltene", "c2");
        await other.AppendAsync(elsewhere, "received", TestCases.Received() with { ServiceId = null, MessageId = "2@x.example" });
        var once = false;
        store.Transport.Fault = line => line.StartsWith("GET", StringComparison.Ordinal) && line.Contains("Common()", StringComparison.Ordinal) && !once && (once = true)
            ? null
            : line.Contains("$batch", StringComparison.Ordinal) && once && !(once = false)
                ? new Fault(Before: () => RegistrationAsync(other, elsewhere))
                : null;

        await RegistrationAsync(store);

        store.Transport.Fault = null;
        var numbers = (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).Select(r => r.Number).ToList();
        numbers.Distinct().Count().ShouldBe(2);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_ClaimWithoutAppend_PlaceGivenBackAfterAnHour()
    {
        await using var dying = await AzuriteHouse.CreateAsync(settings: AzuriteFixture.Quick with { Retries = 0 });
        await dying.AppendAsync("received", TestCases.Received() with { AdmitFirst = true });
        var batches = 0;
        dying.Transport.Fault = line => line.Contains("$batch", StringComparison.Ordinal) && ++batches == 3 ? Fault.Answers(503, "ServerBusy") : null;
        await Should.ThrowAsync<StorageUnavailableException>(() => dying.AppendAsync(
            "admission:1", new PersonAdmitted("TRAPENE", new DateOnly(2026, 6, 8), "krīze", new Contact("post", "x"), "w")));
        await using var next = await dying.AgainAsync();
        await next.Journal.ReadMarksAsync(Now);
        (await next.PlacesTakenAsync("TRAPENE")).ShouldBe(1);

        next.Time.AdvanceTo(next.Time.GetUtcNow().AddMinutes(61));
        await next.Journal.ReadMarksAsync(Now);

        (await next.PlacesTakenAsync("TRAPENE")).ShouldBe(0);
        (await next.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_OneCaseDamaged_NudgesOfTheOthersGoOn()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", TestCases.Received());
        store.Transport.Fault = line => line.StartsWith("PUT", StringComparison.Ordinal) && line.Contains("Finds", StringComparison.Ordinal) ? Fault.Answers(400, "OutOfRangeInput") : null;
        await store.AppendAsync("message:1", TestCases.Filed("1"));
        store.Transport.Fault = null;
        await store.Tables.Cases.DeleteAsync(CasePartition.KeyOf(TestCases.Reference), CasePartition.EntryRow(1), Now);
        var other = new CaseRef("smiltene", "c2");
        await store.AppendAsync(other, "received", TestCases.Received() with { MessageId = "2@x.example" });

        (await store.Journal.ReadMarksAsync(Now)).ShouldContain(m => m.Case == other);

        (await store.Tables.Pending.ListAsync(null, Now)).ShouldContain(r => r.Flag("Finish"), "what is damaged still has to be finished");
    }

    [Fact]
    public async Task Hold_TwoAppsOnOneAccount_SecondRefusedUntilTheFirstIsSilent()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.Store.HoldAsync("first", Now);
        await store.Store.HoldAsync("first", Now);
        store.Time.Advance(TimeSpan.FromMinutes(14));

        var problem = await Should.ThrowAsync<StorageRejectedException>(() => store.Store.HoldAsync("second", Now));

        problem.Message.ShouldContain("'first'");
        store.Time.Advance(TimeSpan.FromMinutes(2));
        await store.Store.HoldAsync("second", Now);
        await Should.ThrowAsync<StorageRejectedException>(() => store.Store.HoldAsync("first", Now));
    }

    [Fact]
    public async Task Hold_TwoAppsInTheSameMoment_OneOfThem()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await using var other = (AzuriteHouse)await store.AgainAsync();
        var once = false;
        store.Transport.Fault = line => line.StartsWith("POST", StringComparison.Ordinal) && line.Contains("Installation", StringComparison.Ordinal) && !once && (once = true)
            ? new Fault(Before: () => other.Store.HoldAsync("second", Now))
            : null;

        await Should.ThrowAsync<StorageRejectedException>(() => store.Store.HoldAsync("first", Now));
    }

    /// <summary>Two instances whose clocks differ: the order is that of the versions, whatever the instants say.</summary>
    [Fact]
    public async Task Append_ClocksTenMinutesApart_InOrderAndNothingGivenUp()
    {
        await using var ahead = await AzuriteHouse.CreateAsync();
        await using var behind = (AzuriteHouse)await ahead.AgainAsync();
        ahead.Time.Advance(TimeSpan.FromMinutes(10));
        await ahead.AppendAsync("received", TestCases.Received());
        await behind.AppendAsync("message:1", TestCases.Filed("1"));
        await ahead.AppendAsync("message:2", TestCases.Filed("2"));
        behind.Transport.Fault = line => line.Contains("Board", StringComparison.Ordinal) ? Fault.Answers(400, "x") : null;
        await behind.AppendAsync("message:3", TestCases.Filed("3"));

        (await ahead.Journal.ReadMarksAsync(Now)).Select(m => m.Version).ShouldBe([1, 2, 3, 4], ignoreOrder: true);

        (await ahead.Journal.ReadAsync(TestCases.Reference, Now))!.Entries.Select(e => e.Key).ShouldBe(["received", "message:1", "message:2", "message:3"]);
        (await ahead.ProblemsAsync()).ShouldBeEmpty();
        (await ahead.Board.ListAsync("smiltene", null, includeClosed: false, Now)).ShouldHaveSingleItem().Version.ShouldBe(4);
    }

    [Fact]
    public async Task Open_OtherSecrets_Refused()
    {
        await using var store = await AzuriteHouse.CreateAsync();

        var problem = await Should.ThrowAsync<StorageRejectedException>(() => store.Store.OpenAsync("other", Now));

        problem.Message.ShouldContain("Stores:PersonLookupKey");
        await store.Store.OpenAsync("test", Now);
    }

    [Fact]
    public async Task Rebuild_WhileAnotherRuns_Refused()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", TestCases.Received());
        await using var other = await store.AgainAsync();
        StorageConflictException? refused = null;
        store.Transport.Fault = line => line.Contains("Board()", StringComparison.Ordinal) && refused is null
            ? new Fault(Before: async () => refused = await Should.ThrowAsync<StorageConflictException>(() => other.Rebuild.RebuildAsync(Now)))
            : null;

        (await store.Rebuild.RebuildAsync(Now)).ShouldBe(1);

        refused.ShouldNotBeNull().Message.ShouldContain("Somebody else");
        (await other.Rebuild.RebuildAsync(Now)).ShouldBe(1);
    }

    [Fact]
    public async Task Rebuild_LeaseStolen_StopsAndTheJournalIsUntouched()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", TestCases.Received());
        store.Transport.Fault = line => line.Contains("comp=lease", StringComparison.Ordinal) && store.Transport.Sent.Count(s => s.Contains("comp=lease", StringComparison.Ordinal)) == 2
            ? Fault.Answers(409, "LeaseIdMismatchWithLeaseOperation")
            : null;
        store.Transport.Forget();

        await Should.ThrowAsync<StorageConflictException>(() => store.Rebuild.RebuildAsync(Now));

        (await store.Journal.ReadAsync(TestCases.Reference, Now))!.Version.ShouldBe(1);
    }

    [Theory]
    [InlineData("entry changed", "content does not match")]
    [InlineData("entry gone", "is missing")]
    [InlineData("tail gone", "recorded head")]
    [InlineData("tail and head gone", "was linked")]
    [InlineData("case gone", "was linked")]
    [InlineData("head gone", "no head")]
    [InlineData("entry slipped in", "not in the municipality's chain")]
    [InlineData("link changed", "chain is broken")]
    [InlineData("board changed", "board:")]
    [InlineData("key gone", "look-up keys:")]
    [InlineData("place added", "places:")]
    [InlineData("counter back", "ahead of its counter")]
    [InlineData("outbox emptied", "not in the outbox")]
    public async Task Verify_TablesChangedBehindOurBack_NamesTheTrouble(string change, string trouble)
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await RegisterAsync(store);
        await store.AppendAsync(new CaseRef("smiltene", "c2"), "received", TestCases.Received() with { MessageId = "2@x.example" });
        (await store.ProblemsAsync()).ShouldBeEmpty();

        await ChangeAsync(store.Tables, change);

        var problems = await store.ProblemsAsync();
        problems.ShouldContain(p => p.Contains(trouble, StringComparison.Ordinal), string.Join('\n', problems));
        string.Join('\n', problems).ShouldNotContain("Izdomātā");
    }

    private static async Task ChangeAsync(CaseTables tables, string change)
    {
        var partition = CasePartition.KeyOf(TestCases.Reference);
        var municipality = TableKeys.Of("smiltene");
        switch (change)
        {
            case "entry changed":
                await AlterAsync(tables.Cases, partition, CasePartition.EntryRow(1), "Body0", v => (string)v! + "A");
                break;
            case "entry gone":
                await tables.Cases.DeleteAsync(partition, CasePartition.EntryRow(2), Now);
                break;
            case "tail gone":
                await tables.Cases.DeleteAsync(partition, CasePartition.EntryRow(3), Now);
                break;
            case "tail and head gone":
                await tables.Cases.DeleteAsync(partition, CasePartition.EntryRow(3), Now);
                var second = (await tables.Cases.FindAsync(partition, CasePartition.EntryRow(2), Now))!.RequiredText("Hash");
                await AlterAsync(tables.Cases, partition, CasePartition.HeadRow, "Version", _ => 2L);
                await AlterAsync(tables.Cases, partition, CasePartition.HeadRow, "Hash", _ => second);
                break;
            case "case gone":
                foreach (var row in await tables.Cases.ListAsync(TableFilter.Partition(partition), Now))
                {
                    await tables.Cases.DeleteAsync(partition, row.RowKey, Now);
                }

                break;
            case "head gone":
                await tables.Cases.DeleteAsync(partition, CasePartition.HeadRow, Now);
                break;
            case "entry slipped in":
                var last = (await tables.Cases.FindAsync(partition, CasePartition.EntryRow(3), Now))!;
                var body = JournalChain.Write(TestCases.Filed("x"));
                var hash = JournalChain.Hash(last.RequiredText("Hash"), TestCases.Reference, 4, "k", 1, DateTimeOffset.UnixEpoch, body);
                await tables.Cases.InsertAsync(
                    CasePartition.Row(TestCases.Reference, new JournalEntry { Version = 4, Key = "k", At = DateTimeOffset.UnixEpoch, Event = TestCases.Filed("x"), Hash = hash }, 1, body), Now);
                await AlterAsync(tables.Cases, partition, CasePartition.HeadRow, "Version", _ => 4L);
                await AlterAsync(tables.Cases, partition, CasePartition.HeadRow, "Hash", _ => hash);
                break;
            case "link changed":
                await AlterAsync(tables.Chain, municipality, TableKeys.Of("c", TableKeys.Number(1)), "Link", _ => new string('0', 64));
                break;
            case "board changed":
                await AlterAsync(tables.Board, municipality, TestCases.Reference.CaseId, "SafeDue", _ => "2030-01-01");
                break;
            case "key gone":
                var key = (await tables.Finds.ListAsync(null, Now))[0];
                await tables.Finds.DeleteAsync(key.PartitionKey, key.RowKey, Now);
                break;
            case "place added":
                await tables.Common.InsertAsync(StakeRows.Row(new CaseRef("smiltene", "c2"), new CaseStake { Facility = "TRAPENE", Since = DateTimeOffset.UnixEpoch }), Now);
                break;
            case "counter back":
                await AlterAsync(tables.Common, municipality, CommonRows.CounterRow("SD-2026"), "Value", _ => 0L);
                break;
            case "outbox emptied":
                foreach (var row in await tables.Pending.ListAsync(null, Now))
                {
                    await tables.Pending.DeleteAsync(row.PartitionKey, row.RowKey, Now);
                }

                break;
        }
    }

    private static async Task AlterAsync(StorageTable table, string partition, string row, string property, Func<object?, object> alter)
    {
        var found = (await table.FindAsync(partition, row, Now))!;
        found[property] = alter(found[property]);
        await table.PutAsync(found, Now);
    }

    private static async Task RegisterAsync(StoreHouse store)
    {
        await store.AppendAsync("received", TestCases.Received() with { ServiceId = null });
        await RegistrationAsync(store);
    }

    private static Task<AppendResult> RegistrationAsync(StoreHouse store) => RegistrationAsync(store, TestCases.Reference);

    /// <summary>Two facts and a number in one append.</summary>
    private static Task<AppendResult> RegistrationAsync(StoreHouse store, CaseRef reference) => store.Journal.AppendAsync(
        new Append
        {
            Case = reference,
            Key = "registration:1",
            Wakes = true,
            Decide = context =>
            [
                new ServiceChosen("APR_MAJAS", AdmitFirst: false, "r"),
                new ApplicationRegistered($"SD-2026/{context.NextNumber("SD-2026")}", "APR_MAJAS", new DateOnly(2026, 6, 8), "w") { OuterLimit = new DateOnly(2026, 7, 8) },
            ],
        },
        Now);
}
