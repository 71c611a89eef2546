using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Demo;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What the ledgers, the task list and the document store promise, whatever they are stored in.</summary>
public abstract class LedgerContract
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Accept_SameMessageUnderAnotherProviderId_OneRowOneNumber()
    {
        await using var store = await OpenAsync();
        var ledger = store.Intake;

        var first = await ledger.AcceptAsync(Message("p1", "h1"), Now);
        var again = await ledger.AcceptAsync(Message("p2", "h1"), Now);
        var other = await ledger.AcceptAsync(Message("p3", "h2"), Now);
        var elsewhere = await ledger.AcceptAsync(Message("p1", "h1") with { Municipality = "iecava" }, Now);

        (first.Number, again.Number, other.Number, elsewhere.Number).ShouldBe(("I-2026/1", "I-2026/1", "I-2026/2", "I-2026/1"));
        again.ShouldBe(first);
        elsewhere.IntakeId.ShouldNotBe(first.IntakeId);
        (await ledger.ListAsync("smiltene", null, Now)).Count.ShouldBe(2);
        (await ledger.FindAsync(first.IntakeId, Now)).ShouldBe(first);
        (await ledger.FindAsync("nope", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Deliveries_OfOneMessageUnderSeveralIds_AreAllKnown()
    {
        await using var store = await OpenAsync();
        var first = await store.Intake.AcceptAsync(Message("AAk+/=1", "h1"), Now);
        await store.Intake.AcceptAsync(Message("aak+/=1", "h1"), Now);
        await store.Intake.AcceptAsync(Message("aak+/=1", "h1"), Now);
        var other = await store.Intake.AcceptAsync(Message("p3", "h2"), Now);

        (await store.Intake.FindDeliveryAsync("aak+/=1", Now)).ShouldBe(first);
        (await store.Intake.FindDeliveryAsync("p3", Now)).ShouldBe(other);
        (await store.Intake.FindDeliveryAsync("P3", Now)).ShouldBeNull();
        List<IntakeDelivery> all = [];
        await foreach (var delivery in store.Intake.DeliveriesAsync(Now))
        {
            all.Add(delivery);
        }

        all.OrderBy(d => d.ProviderId, StringComparer.Ordinal).ShouldBe([new("AAk+/=1", first.IntakeId), new("aak+/=1", first.IntakeId), new("p3", other.IntakeId)]);
    }

    [Fact]
    public async Task Memory_Forgotten_OnlyWhenTheValueIsStillThatOne()
    {
        await using var store = await OpenAsync();
        await store.Memory.WriteAsync("graph:delta", "a", Now);
        await store.Memory.WriteAsync("graph:delta", new string('b', 100_000), Now);

        await store.Memory.ForgetAsync("graph:delta", "a", Now);
        await using (var again = await store.AgainAsync())
        {
            (await again.Memory.ReadAsync("graph:delta", Now)).ShouldBe(new string('b', 100_000));
        }

        await store.Memory.ForgetAsync("graph:delta", new string('b', 100_000), Now);
        (await store.Memory.ReadAsync("graph:delta", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Accept_InParallel_EachMessageOneRowNumbersUnique()
    {
        await using var store = await OpenAsync();

        await Parallel.ForAsync(0, 60, async (i, _) => await store.Intake.AcceptAsync(Message($"p{i}", $"h{i % 30}"), Now));

        var rows = await store.Intake.ListAsync("smiltene", Dispositions.Pending, Now);
        rows.Count.ShouldBe(30);
        rows.Select(r => r.Number).Distinct().Count().ShouldBe(30);
    }

    [Theory]
    [InlineData(Dispositions.Review, Dispositions.AnsweredRefusal, Dispositions.AnsweredRefusal)]
    [InlineData(Dispositions.Review, Dispositions.NewCase, Dispositions.NewCase)]
    [InlineData(Dispositions.NewCase, Dispositions.Review, Dispositions.NewCase)]
    [InlineData(Dispositions.Machine, Dispositions.ExistingCase, Dispositions.Machine)]
    [InlineData(Dispositions.AnsweredRefusal, Dispositions.Review, Dispositions.AnsweredRefusal)]
    public async Task Dispose_FromEnd_OnlyReviewCanBeLeft(string first, string second, string expected)
    {
        await using var store = await OpenAsync();
        var ledger = store.Intake;
        var id = (await ledger.AcceptAsync(Message("p", "h"), Now)).IntakeId;

        await ledger.DisposeAsync(id, first, "c1", "a", "machine", Now);
        var row = await ledger.DisposeAsync(id, second, null, "b", "person", Now);

        row.Disposition.ShouldBe(expected);
        row.Reason.ShouldBe(expected == first ? "a" : "b");
        row.CaseId.ShouldBe("c1");
        row.EndedAt.ShouldNotBeNull();
        (await ledger.ListAsync("smiltene", expected, Now)).ShouldHaveSingleItem().ShouldBe(row);
    }

    [Fact]
    public async Task FindByNumber_OfTheMunicipalityOnly()
    {
        await using var store = await OpenAsync();
        var ledger = store.Intake;
        await ledger.AcceptAsync(Message("other", "o"), Now);
        var row = await ledger.AcceptAsync(Message("p", "h"), Now);
        await ledger.AcceptAsync(Message("elsewhere", "e") with { Municipality = "iecava" }, Now);

        (await ledger.FindByNumberAsync("smiltene", row.Number, Now)).ShouldBe(row);
        (await ledger.FindByNumberAsync("iecava", row.Number, Now)).ShouldBeNull();
        (await ledger.FindByNumberAsync("smiltene", "I-2026/' OR 1=1", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task NextPending_MoreThanAsked_ByLaneThenArrivalAndOnlyWhatWaits()
    {
        await using var store = await OpenAsync();
        var ledger = store.Intake;
        async Task<string> AcceptAsync(string hash, int lane, int minute) =>
            (await ledger.AcceptAsync(Message(hash, hash) with { Lane = lane, ReceivedAt = DemoFolder.Beginning.AddMinutes(minute) }, Now)).IntakeId;
        await AcceptAsync("flood", Lanes.Slow, 0);
        var third = await AcceptAsync("third", Lanes.Usual, 9);
        var second = await AcceptAsync("second", Lanes.Usual, 3);
        await ledger.DisposeAsync(await AcceptAsync("done", Lanes.Urgent, 1), Dispositions.Review, null, "r", "machine", Now);
        var first = await AcceptAsync("first", Lanes.Urgent, 20);
        await ledger.AcceptAsync(Message("elsewhere", "e") with { Municipality = "iecava", Lane = Lanes.Urgent }, Now);

        (await ledger.NextPendingAsync("smiltene", 3, Now)).Select(r => r.IntakeId).ShouldBe([first, second, third]);
        (await ledger.NextPendingAsync("smiltene", 1, Now)).Select(r => r.IntakeId).ShouldBe([first]);
        (await ledger.NextPendingAsync("smiltene", 9, Now)).Count.ShouldBe(4);
        (await ledger.CountAsync("smiltene", Dispositions.Pending, Now)).ShouldBe(4);
        (await ledger.CountAsync("smiltene", Dispositions.Review, Now)).ShouldBe(1);
        (await ledger.CountAsync("iecava", Dispositions.Review, Now)).ShouldBe(0);
    }

    [Fact]
    public async Task ChangeReason_OnlyInReviewAndOnlyFromTheReasonNamed()
    {
        await using var store = await OpenAsync();
        var ledger = store.Intake;
        var id = (await ledger.AcceptAsync(Message("p", "h"), Now)).IntakeId;

        (await ledger.ChangeReasonAsync(id, "a", "b", "machine", Now)).ShouldSatisfyAllConditions(r => r.Disposition.ShouldBe(Dispositions.Pending), r => r.Reason.ShouldBeNull());
        await ledger.DisposeAsync(id, Dispositions.Review, null, "a", "machine", Now);
        (await ledger.ChangeReasonAsync(id, "other", "b", "machine", Now)).Reason.ShouldBe("a");
        (await ledger.ChangeReasonAsync(id, "a", "b", "person", Now)).ShouldSatisfyAllConditions(r => r.Reason.ShouldBe("b"), r => r.By.ShouldBe("person"), r => r.Disposition.ShouldBe(Dispositions.Review));
        (await ledger.ChangeReasonAsync(id, "a", "c", "machine", Now)).Reason.ShouldBe("b");
        await ledger.DisposeAsync(id, Dispositions.Settled, null, "b: done", "person", Now);
        (await ledger.ChangeReasonAsync(id, "b: done", "c", "machine", Now)).Reason.ShouldBe("b: done");
        (await Should.ThrowAsync<InvalidOperationException>(() => ledger.ChangeReasonAsync("nope", "a", "b", "machine", Now))).Message.ShouldContain("nope");
    }

    [Fact]
    public async Task Dispose_UnknownRow_SaysWhich()
    {
        await using var store = await OpenAsync();

        (await Should.ThrowAsync<InvalidOperationException>(() => store.Intake.DisposeAsync("nope", Dispositions.Review, null, "r", "b", Now))).Message.ShouldContain("nope");
    }

    [Fact]
    public async Task Move_OnlyFromTheStateItIsIn_AndTriesAreCounted()
    {
        await using var store = await OpenAsync();
        var ledger = store.Sends;
        await ledger.PlanAsync(Send("o1"), Now);

        (await ledger.MoveAsync("o1", SendStates.Sending, SendStates.Sent, null, Now)).ShouldBeFalse();
        (await ledger.MoveAsync("o1", SendStates.Planned, SendStates.Sending, null, Now)).ShouldBeTrue();
        (await ledger.MoveAsync("o1", SendStates.Planned, SendStates.Sending, null, Now)).ShouldBeFalse();
        (await ledger.MoveAsync("o1", SendStates.Sending, SendStates.Unknown, "no-answer", Now)).ShouldBeTrue();
        (await ledger.MoveAsync("none", SendStates.Planned, SendStates.Sending, null, Now)).ShouldBeFalse();
        var replanned = await ledger.PlanAsync(Send("o1"), Now);

        (replanned.State, replanned.Attempts, replanned.Detail).ShouldBe((SendStates.Unknown, 1, "no-answer"));
        (await ledger.ListAsync("iecava", null, Now)).ShouldBeEmpty();
        (await ledger.ListAsync("smiltene", SendStates.Unknown, Now)).ShouldHaveSingleItem().ShouldBe(replanned);
    }

    [Fact]
    public async Task Move_ManyAtOnce_OneMayTry()
    {
        await using var store = await OpenAsync();
        await store.Sends.PlanAsync(Send("o1"), Now);

        var moved = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => store.Sends.MoveAsync("o1", SendStates.Planned, SendStates.Sending, null, Now)));

        moved.Count(m => m).ShouldBe(1);
        (await store.Sends.FindAsync("o1", Now))!.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Replace_RowReadBeforeAnotherChange_RefusedAndNothingWritten()
    {
        await using var store = await OpenAsync();
        var seen = await store.Sends.PlanAsync(Send("o1") with { ContentId = "c", DueAt = store.Time.GetUtcNow() }, Now);

        var claimed = await store.Sends.ReplaceAsync(SendMoves.Claim(seen, "l1", store.Time.GetUtcNow(), store.Time.GetUtcNow().AddMinutes(5))!, Now);
        (await store.Sends.ReplaceAsync(SendMoves.Claim(seen, "l2", store.Time.GetUtcNow(), store.Time.GetUtcNow().AddMinutes(5))!, Now)).ShouldBeNull();
        (await store.Sends.ReplaceAsync(Send("none"), Now)).ShouldBeNull();

        (claimed!.State, claimed.Attempts, claimed.Lease, claimed.ContentId).ShouldBe((SendStates.Sending, 1, "l1", "c"));
        (await store.Sends.FindAsync("o1", Now)).ShouldBe(claimed);
        (await store.Sends.MoveAsync("o1", SendStates.Sending, SendStates.Unknown, null, Now)).ShouldBeTrue();
        (await store.Sends.ReplaceAsync(SendMoves.Accept(claimed, store.Time.GetUtcNow(), "p", "250")!, Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Replace_ManyClaimsAtOnce_OneHasTheRow()
    {
        await using var store = await OpenAsync();
        var seen = await store.Sends.PlanAsync(Send("o1") with { DueAt = store.Time.GetUtcNow() }, Now);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            store.Sends.ReplaceAsync(SendMoves.Claim(seen, $"l{i}", store.Time.GetUtcNow(), store.Time.GetUtcNow().AddMinutes(5))!, Now)));

        claims.Count(c => c is not null).ShouldBe(1);
        (await store.Sends.FindAsync("o1", Now))!.Lease.ShouldBe(claims.Single(c => c is not null)!.Lease);
    }

    [Fact]
    public async Task Due_OfAllMunicipalities_UrgentFirstThenOldestAndOnlyWhatIsDue()
    {
        await using var store = await OpenAsync();
        var at = store.Time.GetUtcNow();
        await store.Sends.PlanAsync(Send("list") with { Lane = SendLanes.Bulk, DueAt = at }, Now);
        await store.Sends.PlanAsync(Send("receipt") with { Lane = SendLanes.Usual, DueAt = at, Municipality = "iecava" }, Now);
        await store.Sends.PlanAsync(Send("later") with { Lane = SendLanes.Urgent, DueAt = at.AddMinutes(1) }, Now);
        await store.Sends.PlanAsync(Send("old") with { Lane = SendLanes.Urgent }, Now);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await store.Sends.PlanAsync(Send("decision") with { Lane = SendLanes.Urgent, DueAt = at }, Now);
        var other = await store.Sends.PlanAsync(Send("sending") with { DueAt = at }, Now);
        await store.Sends.ReplaceAsync(SendMoves.Claim(other, "l", at, at.AddSeconds(1))!, Now);

        (await store.Sends.DueAsync(store.Time.GetUtcNow(), planned: true, 10, Now)).Select(r => r.OperationId).ShouldBe(["decision", "receipt", "list"]);
        (await store.Sends.DueAsync(store.Time.GetUtcNow(), planned: true, 1, Now)).Select(r => r.OperationId).ShouldBe(["decision"]);
        (await store.Sends.DueAsync(store.Time.GetUtcNow(), planned: false, 10, Now)).Select(r => r.OperationId).ShouldBe(["sending"]);
        (await store.Sends.DueAsync(at, planned: false, 10, Now)).ShouldBeEmpty();
        (await store.Sends.TriedSinceAsync(at.AddSeconds(-1), Now)).ShouldBe(1);
        (await store.Sends.TriedSinceAsync(at, Now)).ShouldBe(0);
    }

    [Fact]
    public async Task Plan_IdWithEveryCharacter_FoundAgain()
    {
        await using var store = await OpenAsync();
        const string Id = "c1/decision:1#ā?\\'|";

        await store.Sends.PlanAsync(Send(Id), Now);

        (await store.Sends.FindAsync(Id, Now))!.OperationId.ShouldBe(Id);
    }

    [Fact]
    public async Task Raise_SameTrouble_OneTaskAndClosedStaysClosed()
    {
        await using var store = await OpenAsync();
        var tasks = store.Tasks;
        var task = new PersonTask { Key = "k", Municipality = "smiltene", Role = "registrar", Kind = "mailbox", Text = new("t", "in English"), RaisedAt = DemoFolder.Beginning };
        await tasks.RaiseAsync(task, Now);
        await tasks.RaiseAsync(task with { Text = new("other", "other") }, Now);

        (await tasks.CloseAsync("iecava", "k", "x", "n", Now)).ShouldBeFalse();
        (await tasks.ListOpenAsync("smiltene", Now)).ShouldHaveSingleItem().ShouldBe(task);
        (await tasks.CountOpenAsync("smiltene", Now)).ShouldBe(1);
        (await tasks.CountOpenAsync("iecava", Now)).ShouldBe(0);
        (await tasks.CloseAsync("smiltene", "k", "x", "n", Now)).ShouldBeTrue();
        (await tasks.CloseAsync("smiltene", "k", "x", "n", Now)).ShouldBeFalse();
        await tasks.RaiseAsync(task, Now);

        (await tasks.ListOpenAsync("smiltene", Now)).ShouldBeEmpty();
        (await tasks.CountOpenAsync("smiltene", Now)).ShouldBe(0);
    }

    [Fact]
    public async Task Put_SameBytesInParallel_OneDocumentReadBack()
    {
        await using var store = await OpenAsync();
        byte[] content = [1, 2, 3];

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.Documents.PutAsync(content, Now)));

        ids.Distinct().ShouldHaveSingleItem().ShouldBe("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        (await store.Documents.GetAsync(ids[0], Now)).ShouldBe(content);
        (await store.Documents.GetAsync(await store.Documents.PutAsync(ReadOnlyMemory<byte>.Empty, Now), Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_ChangedBehindTheStore_Refused()
    {
        await using var store = await OpenAsync();
        var id = await store.Documents.PutAsync(new byte[] { 1, 2, 3 }, Now);
        await store.ChangeDocumentAsync(id, [1, 2, 4]);

        (await Should.ThrowAsync<DocumentStoreException>(() => store.Documents.GetAsync(id, Now))).Message.ShouldContain("backup");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Get_NoHash_Refused(string id)
    {
        await using var store = await OpenAsync();

        (await Should.ThrowAsync<DocumentStoreException>(() => store.Documents.GetAsync(id, Now))).Message.ShouldContain("64 hexadecimal");
    }

    [Fact]
    public async Task Get_Unknown_SaysWhatToDo()
    {
        await using var store = await OpenAsync();

        (await Should.ThrowAsync<DocumentStoreException>(() => store.Documents.GetAsync(new string('a', 64), Now))).Message.ShouldContain("backup");
    }

    internal static AcceptedMessage Message(string provider, string hash) => new()
    {
        Municipality = "smiltene",
        ProviderId = provider,
        MessageId = "m@x.example",
        ContentHash = hash,
        IdentityHash = hash,
        Size = 1,
        ReceivedAt = DemoFolder.Beginning,
    };

    internal static SendRow Send(string id) => new()
    {
        OperationId = id,
        Municipality = "smiltene",
        SubjectId = "c1",
        Kind = "receipt",
        Channel = "email",
        MessageId = $"{id}@smiltene.lv",
        State = SendStates.Planned,
        Attempts = 0,
        PlannedAt = DemoFolder.Beginning,
        ChangedAt = DemoFolder.Beginning,
    };
}
