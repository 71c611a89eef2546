using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

public sealed class LedgerStoreTests
{
    [Fact]
    public async Task Accept_SameMessageUnderAnotherProviderId_OneRowOneNumber()
    {
        await using var store = new StoreFixture();
        var ledger = new SqliteIntakeLedger(store.Database);

        var first = await ledger.AcceptAsync(Message("p1", "h1"), CancellationToken.None);
        var again = await ledger.AcceptAsync(Message("p2", "h1"), CancellationToken.None);
        var other = await ledger.AcceptAsync(Message("p3", "h2"), CancellationToken.None);
        var elsewhere = await ledger.AcceptAsync(Message("p1", "h1") with { Municipality = "iecava" }, CancellationToken.None);

        (first.Number, again.Number, other.Number, elsewhere.Number).ShouldBe(("I-2026/1", "I-2026/1", "I-2026/2", "I-2026/1"));
        again.ShouldBe(first);
        elsewhere.IntakeId.ShouldNotBe(first.IntakeId);
        (await ledger.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(Dispositions.Review, Dispositions.AnsweredRefusal, Dispositions.AnsweredRefusal)]
    [InlineData(Dispositions.Review, Dispositions.NewCase, Dispositions.NewCase)]
    [InlineData(Dispositions.NewCase, Dispositions.Review, Dispositions.NewCase)]
    [InlineData(Dispositions.Machine, Dispositions.ExistingCase, Dispositions.Machine)]
    [InlineData(Dispositions.AnsweredRefusal, Dispositions.Review, Dispositions.AnsweredRefusal)]
    public async Task Dispose_FromEnd_OnlyReviewCanBeLeft(string first, string second, string expected)
    {
        await using var store = new StoreFixture();
        var ledger = new SqliteIntakeLedger(store.Database);
        var id = (await ledger.AcceptAsync(Message("p", "h"), CancellationToken.None)).IntakeId;

        await ledger.DisposeAsync(id, first, null, "a", "machine", CancellationToken.None);
        var row = await ledger.DisposeAsync(id, second, null, "b", "person", CancellationToken.None);

        row.Disposition.ShouldBe(expected);
        row.Reason.ShouldBe(expected == first ? "a" : "b");
        row.EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Dispose_UnknownRow_SaysWhich()
    {
        await using var store = new StoreFixture();
        var ledger = new SqliteIntakeLedger(store.Database);

        (await Should.ThrowAsync<InvalidOperationException>(() => ledger.DisposeAsync("nope", Dispositions.Review, null, "r", "b", CancellationToken.None))).Message.ShouldContain("nope");
    }

    [Fact]
    public async Task Move_OnlyFromTheStateItIsIn_AndTriesAreCounted()
    {
        await using var store = new StoreFixture();
        var ledger = new SqliteSendLedger(store.Database);
        await ledger.PlanAsync(Send("o1"), CancellationToken.None);

        (await ledger.MoveAsync("o1", SendStates.Sending, SendStates.Sent, null, CancellationToken.None)).ShouldBeFalse();
        (await ledger.MoveAsync("o1", SendStates.Planned, SendStates.Sending, null, CancellationToken.None)).ShouldBeTrue();
        (await ledger.MoveAsync("o1", SendStates.Planned, SendStates.Sending, null, CancellationToken.None)).ShouldBeFalse();
        (await ledger.MoveAsync("o1", SendStates.Sending, SendStates.Unknown, "no-answer", CancellationToken.None)).ShouldBeTrue();
        var replanned = await ledger.PlanAsync(Send("o1"), CancellationToken.None);

        (replanned.State, replanned.Attempts, replanned.Detail).ShouldBe((SendStates.Unknown, 1, "no-answer"));
        (await ledger.ListAsync("iecava", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Raise_SameTrouble_OneTaskAndClosedStaysClosed()
    {
        await using var store = new StoreFixture();
        var tasks = new SqlitePersonTasks(store.Database);
        var task = new PersonTask { Key = "k", Municipality = "smiltene", Role = "registrar", Kind = "mailbox", Text = "t", RaisedAt = DemoFolder.Beginning };
        await tasks.RaiseAsync(task, CancellationToken.None);
        await tasks.RaiseAsync(task, CancellationToken.None);

        (await tasks.CloseAsync("iecava", "k", "x", "n", CancellationToken.None)).ShouldBeFalse();
        (await tasks.ListOpenAsync("smiltene", CancellationToken.None)).ShouldHaveSingleItem();
        (await tasks.CloseAsync("smiltene", "k", "x", "n", CancellationToken.None)).ShouldBeTrue();
        await tasks.RaiseAsync(task, CancellationToken.None);

        (await tasks.ListOpenAsync("smiltene", CancellationToken.None)).ShouldBeEmpty();
    }

    private static AcceptedMessage Message(string provider, string hash) => new()
    {
        Municipality = "smiltene",
        ProviderId = provider,
        MessageId = "m@x.example",
        ContentHash = hash,
        IdentityHash = hash,
        Size = 1,
        ReceivedAt = DemoFolder.Beginning,
    };

    private static SendRow Send(string id) => new()
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
