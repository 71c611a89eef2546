using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Graph;

/// <summary>The mailbox held against the ledger (I1): what does not balance is a person's task until it does.</summary>
public sealed class ReconciliationTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Maildir_EverythingTakenIn_BalancesAlsoWithTheSameMailTwice()
    {
        await using var house = await WayHouse.StartAsync();
        house.Deliver(Residents.Letter("one", At), "one");
        house.Deliver(Residents.Letter("one", At), "one-again");
        house.Deliver(Residents.Letter("two", At), "two");
        await house.SettleAsync();

        (await BalanceAsync(house)).ShouldBe(new IntakeBalance(3, 3, 0, 0, 0));

        (await OpenAsync(house)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Maildir_MarkedAsSeenByAMailProgram_IsATaskUntilItIsMended()
    {
        await using var house = await WayHouse.StartAsync();
        house.Deliver(Residents.Letter("read", At), "read");
        File.Move(Path.Combine(house.Data.Mailbox, "new", "read"), Path.Combine(house.Data.Mailbox, "cur", "read:2,S"));
        await house.SettleAsync();

        (await BalanceAsync(house)).Lost.ShouldBe(1);
        (await BalanceAsync(house)).Lost.ShouldBe(1);
        var task = (await OpenAsync(house)).ShouldHaveSingleItem();
        task.Text.Latvian.ShouldContain("žurnālā nav: 1");

        File.Move(Path.Combine(house.Data.Mailbox, "cur", "read:2,S"), Path.Combine(house.Data.Mailbox, "new", "read"));
        await house.SettleAsync();
        (await BalanceAsync(house)).Holds.ShouldBeTrue();
        (await OpenAsync(house)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Graph_MailThatWasDestroyedHere_IsNotLostAndNotStoredAgain()
    {
        await using var house = await GraphHouse.StartAsync();
        var mail = house.Deliver(Residents.Letter("destroyed", At));
        await house.LookAsync();
        var row = (await house.RowsAsync()).ShouldHaveSingleItem();
        await house.Way.Intake.ForgetAsync(row.IntakeId, CancellationToken.None);
        await house.Way.Get<IDocumentStore>().DeleteAsync(row.ContentHash, CancellationToken.None);
        (await BalanceAsync(house.Way)).Lost.ShouldBe(1, "nobody knows of it any more");

        await house.Way.Get<DestroyedMails>().AddAsync(mail.Id, CancellationToken.None);

        (await BalanceAsync(house.Way)).Holds.ShouldBeTrue();
        house.Graph.Move(mail, "inbox");
        (await house.LookAsync()).ShouldBe(0);
        (await house.RowsAsync()).Count.ShouldBe(1);
        house.Graph.In("inbox").ShouldBeEmpty("it went back among the processed ones");
        await Should.ThrowAsync<DocumentStoreException>(() => house.Way.Get<IDocumentStore>().GetAsync(row.ContentHash, CancellationToken.None));
    }

    [Fact]
    public async Task Graph_MailboxWeCannotWriteTo_WalkComesInBehindIt()
    {
        await using var house = await GraphHouse.StartAsync(null, ("Synthetic:Mode", "on"), ("Synthetic:Discard", "atmest@sintetika.example"));
        house.Way.Time.AdvanceTo(new DateTimeOffset(house.Way.Now.Date.AddDays(1).AddHours(7), TimeSpan.Zero));
        await house.Way.SettleAsync();

        var walk = (await house.Way.Get<SyntheticWalker>().StandingAsync(CancellationToken.None))!.Walk!;
        (walk.Door, walk.Step).ShouldBe(("inside", SyntheticSteps.Notified));
        (await house.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Graph_MailThatTheDeltaListNeverNamed_IsFoundAndTakenIn()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Deliver(Residents.Letter("first", At));
        await house.LookAsync();
        var mail = house.Deliver(Residents.Letter("skipped", At));
        house.Graph.Before = request => request.RequestUri!.AbsoluteUri.Contains("deltatoken", StringComparison.Ordinal)
            ? new HttpResponseMessage { Content = new StringContent($$"""{"value":[],"@odata.deltaLink":"{{request.RequestUri}}"}""") }
            : null;
        (await house.LookAsync()).ShouldBe(0);
        house.Way.Time.Advance(TimeSpan.FromHours(1));

        (await BalanceAsync(house.Way)).Late.ShouldBe(1);
        (await OpenAsync(house.Way)).ShouldHaveSingleItem();
        (await house.LookAsync()).ShouldBe(1);
        (await BalanceAsync(house.Way)).Holds.ShouldBeTrue();

        (await OpenAsync(house.Way)).ShouldBeEmpty();
        await house.ShouldBeWholeAsync(2);
        mail.Folder.ShouldNotBe("inbox");
    }

    [Fact]
    public async Task Stuck_ScannerSilentForTwoDays_IsNamed()
    {
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable });
        house.Deliver(Residents.Application("waits", At));
        await house.MoveAsync(TimeSpan.FromDays(2));

        (await BalanceAsync(house)).Stuck.ShouldBe(1);
    }

    [Fact]
    public async Task Unreadable_MailTakenInLater_ClosesItsTask()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Deliver(Residents.Letter("odd", At));
        house.Graph.Before = request => request.RequestUri!.AbsoluteUri.Contains("/messages/AA", StringComparison.Ordinal) ? FakeGraph.Refuse(System.Net.HttpStatusCode.InternalServerError, "x") : null;
        await house.LookAsync();
        (await house.Way.TasksAsync()).ShouldHaveSingleItem();
        house.Graph.Before = _ => null;
        house.Way.Time.Advance(TimeSpan.FromMinutes(5));
        await house.LookAsync();

        await BalanceAsync(house.Way);

        (await house.Way.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_MailboxSilentForAnHour_IsATaskThatClosesByItself()
    {
        await using var house = await GraphHouse.StartAsync();
        await house.WatchAsync();
        await house.LookAsync();
        house.Graph.Before = _ => throw new HttpRequestException("No route to host");
        house.Way.Time.Advance(TimeSpan.FromMinutes(50));
        await house.LookAsync();
        await house.WatchAsync();
        (await house.Way.TasksAsync()).ShouldBeEmpty();

        house.Way.Time.Advance(TimeSpan.FromMinutes(20));
        await house.LookAsync();
        await house.WatchAsync();
        await house.WatchAsync();
        (await house.Way.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe(MailboxWatch.Kind);

        house.Graph.Before = _ => null;
        await house.LookAsync();
        await house.WatchAsync();
        (await house.Way.TasksAsync()).ShouldBeEmpty();
    }

    private static Task<IntakeBalance> BalanceAsync(WayHouse house) => house.Get<IntakeReconciliation>().RunAsync(CancellationToken.None);

    private static async Task<IReadOnlyList<PersonTask>> OpenAsync(WayHouse house) => [.. (await house.TasksAsync()).Where(t => t.Kind == IntakeReconciliation.Kind)];
}
