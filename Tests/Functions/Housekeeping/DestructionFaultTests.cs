using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Tests.Connectors.AzureStorage;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>The round when the process dies at each write, the service storms, answers get lost, or two rounds run at once: it ends as one that nothing disturbed.</summary>
public sealed class DestructionFaultTests : IDisposable
{
    /// <summary>More than a round over one line makes.</summary>
    private const int MostWrites = 21;

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;
    private readonly MortalStores _stores = new();
    private FaultyTransport? _transport;
    private AzureCaseStore? _azure;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task Line_OnTablesAndBlobs_GoesWholeAndLeavesAWholeJournal()
    {
        await using var house = await StartAsync("azure");
        var reference = await ClosedAsync(house, "azure-1");
        var other = await house.OpenCaseAsync(Residents.Application("azure-2", house.Now, Residents.Person("azure-2", "Zane", "Izdomātā", "000160-10016")));
        await house.Get<ILooks>().WriteAsync(new Look { Municipality = "smiltene", SubjectId = reference.CaseId, PersonId = "sm-vaditaja", Kind = LookKinds.Case }, Now);
        var own = CaseDocuments.Of(await house.ReadAsync(reference)).Except(CaseDocuments.Of(await house.ReadAsync(other))).ToList();
        await ApproveAsync(house, reference);
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        (await LettersAsync(house, reference)).ShouldNotBeEmpty("the notice went by registered post");

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        (await house.Journal.ReadAsync(reference, Now)).ShouldBeNull();
        own.Count.ShouldBeGreaterThan(2);
        foreach (var file in own)
        {
            await Should.ThrowAsync<DocumentStoreException>(() => house.Get<IDocumentStore>().GetAsync(file, Now));
        }

        foreach (var file in CaseDocuments.Of(await house.ReadAsync(other)))
        {
            await house.Get<IDocumentStore>().GetAsync(file, Now);
        }

        Directory.EnumerateFiles(house.Data.Mailbox, "azure-1*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(house.Data.Mailbox, "azure-2*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        (await LettersAsync(house, reference)).ShouldBeEmpty();
        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(reference, 1), Now)).ShouldBeNull();
        (await house.Get<ICaseBoard>().ListAsync("smiltene", null, includeClosed: true, Now)).ShouldHaveSingleItem().Case.ShouldBe(other);
        var line = await LineAsync(house, reference);
        line.Steps.Select(s => s.State).ShouldBe([RetentionStates.Proposed, RetentionStates.Approved, RetentionStates.Destroying, RetentionStates.Destroyed]);
        line.FilesGone.ShouldBeGreaterThanOrEqualTo(own.Count);
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
        await house.Get<StoreSelfCheck>().RunAsync(DateTimeOffset.MaxValue, Now);
        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.ShouldBeEmpty();
    }

    /// <summary>Each line in its turn: the round dies after its n-th write, and the next night goes on.</summary>
    [Theory]
    [InlineData("sqlite")]
    [InlineData("azure")]
    public async Task Kill_AfterEveryWrite_EndsAsUndisturbed(string stores)
    {
        await using var house = await StartAsync(stores);
        List<CaseRef> closed = [];
        for (var i = 0; i < MostWrites; i++)
        {
            closed.Add(await ClosedAsync(house, $"kill-{i}", Residents.Person($"kill-{i}", "Anna", "Izdomātā", $"0001{50 + i:00}-10{102 + i}")));
        }

        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        var expected = await DestroyAsync(house, closed[0], null);
        var deaths = 0;
        while (closed.Count > deaths + 1)
        {
            (await DestroyAsync(house, closed[deaths + 1], deaths)).ShouldBe(expected, $"killed after {deaths} writes");
            if (!_stores.Died)
            {
                break;
            }

            deaths++;
        }

        deaths.ShouldBeInRange(10, MostWrites - 2, "each write of the round, and one round that is not stopped");
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
        await house.Get<StoreSelfCheck>().RunAsync(DateTimeOffset.MaxValue, Now);
        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("azure")]
    public async Task Kill_AfterEveryWriteOfAMessage_CountsAndForgetsAsUndisturbed(string stores)
    {
        await using var house = await StartAsync(stores);
        var expected = string.Empty;
        var deaths = -1;
        do
        {
            deaths++;
            var id = $"letter-{deaths}";
            var letter = await SettledAsync(house, id);
            _stores.Live(deaths == 0 ? null : deaths - 1);
            await SurviveAsync(house);
            _stores.Left = null;
            await house.Get<DestructionRound>().RunAsync(Now);

            var line = (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Message, letter.IntakeId, Now))!;
            var after = (await house.Intake.FindAsync(letter.IntakeId, Now))!;
            var outcome = $"{Say(line)} id '{after.MessageId}', mails {Directory.EnumerateFiles(house.Data.Mailbox, id + "*", SearchOption.AllDirectories).Count()}";
            expected = deaths == 0 ? outcome : expected;
            outcome.ShouldBe(expected, $"killed after {deaths - 1} writes");
        }
        while (deaths == 0 || _stores.Died);

        expected.ShouldContain("destroyed");
        deaths.ShouldBeGreaterThan(4);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("azure")]
    public async Task Kill_AfterEveryWriteOfAList_ForgetsItAsUndisturbed(string stores)
    {
        _stores.WithMemory = true;
        await using var house = await StartAsync(stores);
        var expected = string.Empty;
        var deaths = -1;
        do
        {
            deaths++;
            var list = await ListDestructionTests.ApprovedAsync(house, $"{deaths}");
            _stores.Live(deaths == 0 ? null : deaths - 1);
            await SurviveAsync(house);
            _stores.Left = null;
            await house.Get<DestructionRound>().RunAsync(Now);

            var line = (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.List, list.Id, Now))!;
            var outcome = $"{Say(line)} {await ListDestructionTests.LeftOfAsync(house, list)}";
            expected = deaths == 0 ? outcome : expected;
            outcome.ShouldBe(expected, $"killed after {deaths - 1} writes");
        }
        while (deaths == 0 || _stores.Died);

        expected.ShouldContain("destroyed");
        expected.ShouldEndWith("nothing");
        deaths.ShouldBeGreaterThan(6);
    }

    /// <summary>Each request may be refused, throttled or answered into nothing; nights go by until the service is well again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Storm_OnTablesAndBlobs_EndsAsUndisturbed(int seed)
    {
        await using var house = await StartAsync("azure");
        var calm = await ClosedAsync(house, "calm", Residents.Person("calm", "Anna", "Izdomātā", "000161-10019"));
        await ApproveAsync(house, calm);
        var before = await house.ReadAsync(calm);
        await house.Get<DestructionRound>().RunAsync(Now);
        var expected = await OutcomeAsync(house, calm, before);
        var reference = await ClosedAsync(house, "storm", Residents.Person("storm", "Berta", "Izdomātā", "000162-10020"));
        await ApproveAsync(house, reference);
        before = await house.ReadAsync(reference);

        var (random, faults) = (new Random(seed), 0);
        (int, string)[] answers = [(409, "OperationTimedOut"), (412, "ConditionNotMet"), (429, "TooManyRequests"), (503, "ServerBusy")];
        for (var night = 0; night < 60 && (await LineAsync(house, reference)).State != RetentionStates.Destroyed; night++)
        {
            _transport!.Fault = request =>
            {
                lock (random)
                {
                    // A refusal of a condition is an answer to a write only.
                    if (random.Next(night < 40 ? 5 : 40) > 0)
                    {
                        return null;
                    }

                    faults++;
                    var isRead = request.StartsWith("GET", StringComparison.Ordinal);
                    return random.Next(5) is var kind && kind == 4 ? Fault.LostAnswer : Fault.Answers(answers[isRead ? 2 + (kind % 2) : kind].Item1, answers[isRead ? 2 + (kind % 2) : kind].Item2);
                }
            };
            await SurviveAsync(house);
            _transport.Fault = null;
        }

        faults.ShouldBeGreaterThan(10);
        (await OutcomeAsync(house, reference, before)).ShouldBe(expected);
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    /// <summary>Two instances of the app in one night: both have begun, one destroys the key and dies, and only then the other comes to the key.</summary>
    [Fact]
    public async Task TwoRounds_OneDestroysTheKeyAndDies_TheOtherGoesOn()
    {
        await using var house = await StartAsync("azure");
        var reference = await ClosedAsync(house, "two-rounds");
        await ApproveAsync(house, reference);
        var round = house.Get<DestructionRound>();
        var (batches, begun) = (0, new TaskCompletionSource());
        Task first = Task.CompletedTask, second = Task.CompletedTask;
        _stores.Live(6); // Line, ids and key of each.
        _transport!.Fault = request => !request.Contains("$batch", StringComparison.Ordinal) ? null : Interlocked.Increment(ref batches) switch
        {
            1 => new Fault(Before: async () =>
            {
                second = Task.Run(() => round.RunAsync(Now));
                await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }),
            2 => new Fault(Before: async () =>
            {
                begun.SetResult();
                await first;
                _stores.Died.ShouldBeTrue();
                _stores.Left = null;
            }),
            _ => null,
        };

        await (first = Task.Run(() => SurviveAsync(house)));
        await second;

        (await house.Journal.ReadAsync(reference, Now)).ShouldBeNull();
        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Destroyed);
        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    /// <summary>Approves one line and destroys it, by a round that dies after so many writes, and the next night's.</summary>
    private async Task<string> DestroyAsync(WayHouse house, CaseRef reference, int? writes)
    {
        (await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, "sm-vaditaja", Now)).ShouldBeTrue();
        house.Time.Advance(TimeSpan.FromDays(31));
        var before = await house.ReadAsync(reference);
        _stores.Live(writes);
        await SurviveAsync(house);
        _stores.Left = null;
        await house.Get<DestructionRound>().RunAsync(Now);
        return await OutcomeAsync(house, reference, before);
    }

    private static async Task SurviveAsync(WayHouse house)
    {
        try
        {
            await house.Get<DestructionRound>().RunAsync(Now);
        }
        catch (Exception death) when (death is IOException or StorageException)
        {
            Debug.WriteLine(death.Message);
        }
    }

    private static string Say(RetentionRow line) =>
        $"{string.Join(' ', line.Steps.Select(s => s.State))}: {line.Steps[^1].Note} {line.FilesGone} files, {line.Messages.Count} messages; planned {line.Files.Count + line.MailboxIds.Count + line.Instances.Count + line.Operations.Count};";

    /// <summary>What is left of a case and what its line says, without what differs from case to case.</summary>
    private async Task<string> OutcomeAsync(WayHouse house, CaseRef reference, CaseRecord before)
    {
        var files = 0;
        foreach (var file in CaseDocuments.Of(before))
        {
            try
            {
                await house.Get<IDocumentStore>().GetAsync(file, Now);
                files++;
            }
            catch (DocumentStoreException)
            {
                continue;
            }
        }

        var rows = (await house.Intake.ListAsync("smiltene", null, Now)).Where(r => r.CaseId == reference.CaseId).ToList();
        return Say(await LineAsync(house, reference))
            + $" readable {await house.Journal.ReadAsync(reference, Now) is not null}, destroyed {await house.Get<ICaseShredder>().DestroyedAtAsync(reference, Now) is not null}, files {files}, letters {(await LettersAsync(house, reference)).Count},"
            + $" rows {rows.Count} {string.Concat(rows.Select(r => r.MessageId))}, board {(await house.Get<ICaseBoard>().ListAsync("smiltene", null, includeClosed: true, Now)).Count(b => b.Case == reference)},"
            + $" instance {await house.Client.GetInstanceAsync(CaseInput.InstanceOf(reference, 1), Now) is not null}, findings {string.Join(';', await house.Get<IStoreCheck>().CheckCaseAsync(reference, Now))}";
    }

    private async Task<IReadOnlyList<string>> LettersAsync(WayHouse house, CaseRef reference) =>
        _azure is null ? LettersOf(house, reference.CaseId) : [.. (await _azure.Dispatch.NamesAsync(string.Empty, Now)).Where(n => n.Contains(reference.CaseId + "-", StringComparison.Ordinal))];

    /// <summary>A letter of no case, past its term, approved, and the days for objections over.</summary>
    private static async Task<IntakeRow> SettledAsync(WayHouse house, string id)
    {
        house.Deliver(Residents.Letter(id, house.Now));
        await house.SettleAsync();
        var row = await house.RowOfAsync($"{id}@residents.example");
        await house.Intake.DisposeAsync(row.IntakeId, Dispositions.Settled, null, "settled", "sm-lietvede", Now);
        house.Time.Advance(TimeSpan.FromDays(2 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        (await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Message, row.IntakeId, "sm-vaditaja", Now)).ShouldBeTrue();
        house.Time.Advance(TimeSpan.FromDays(31));
        return row;
    }

    private async Task<WayHouse> StartAsync(string stores)
    {
        await CopyAsync(_packs);
        if (stores == "sqlite")
        {
            return await WayHouse.StartAsync(packs: _packs, configure: _stores.Around);
        }

        var fixture = await AzuriteFixture.CreateAsync();
        _transport = fixture.Transport;
        var time = new SimulatedTime(DemoFolder.Beginning);
        var store = _azure = new AzureCaseStore(fixture.Account, fixture.Prefix, AppComposition.IndexKeys(new SecretKeys(Key, Key)), time, NullLoggerFactory.Instance);
        return await WayHouse.StartAsync(
            time: time,
            packs: _packs,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Stores:CaseAccount"] = AzuritePeer.Account,
                ["Stores:PersonLookupKey"] = Convert.ToBase64String(Key),
                ["Stores:CaseAddressKey"] = Convert.ToBase64String(Key),
            },
            configure: services => _stores.Around(services.AddSingleton(store)));
    }
}
