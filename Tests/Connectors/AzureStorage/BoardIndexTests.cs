using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Tests.Connectors.Contract;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>The lists of the board in Azure: read by their beginning, grown from an older installation, and never empty while they are rebuilt.</summary>
public sealed class BoardIndexTests
{
    /// <summary>More than one answer of the service holds.</summary>
    private const int Many = 1100;

    private static readonly BoardQuery All = new() { Municipality = "smiltene", Take = 50 };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfAnOlderInstallationWithManyCases_GrowsTheIndexAndThenReadsTheBeginningOnly()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await FillAsync(store);
        var queries = new[] { All with { ByDue = true }, All, All with { ByDue = true, Skip = 100 }, All with { Unassigned = true }, All with { Owner = new BoardOwner(["anna"], []) }, All with { ByDue = true, DueBy = new DateOnly(2026, 1, 12), Take = 2000 } };
        var before = await PagesAsync(store, queries);
        before[0].Total.ShouldBe(Many);
        for (var read = 0; read < 4 && (await store.Tables.Board.FindAsync("smiltene", BoardIndex.WholeRow, Now)) is null; read++)
        {
            await store.Board.PageAsync(All, Now);
        }

        (await store.Tables.Board.FindAsync("smiltene", BoardIndex.WholeRow, Now)).ShouldNotBeNull();
        foreach (var (query, expected) in queries.Zip(before))
        {
            store.Transport.Forget();
            var page = await store.Board.PageAsync(query, Now);

            page.Rows.ShouldBe(expected.Rows, query.ToString());
            page.Total.ShouldBe(expected.Total);
            store.Transport.Sent.Count.ShouldBeLessThanOrEqualTo(3, string.Join('\n', store.Transport.Sent));
        }

        store.Transport.Forget();
        (await store.Board.LoadsAsync("smiltene", Now)).Sum(l => l.Open).ShouldBe(Many);
        store.Transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rebuild_WhileSomebodyReads_NeverShowsFewerCasesAndMendsTheIndex()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        var reference = new CaseRef("smiltene", "c1");
        await store.AppendAsync(reference, "received", TestCases.Received());
        await store.AppendAsync(new CaseRef("smiltene", "c2"), "received", TestCases.Received() with { IntakeId = "i2", MessageId = "2@residents.example" });
        await store.Board.PageAsync(All, Now);
        var rows = await store.Tables.Board.ListAsync(TableFilter.RowsFrom(BoardIndex.First), Now);
        var lost = rows.First(r => r.RowKey.StartsWith("~due", StringComparison.Ordinal));
        await store.Tables.Board.DeleteAsync(lost.PartitionKey, lost.RowKey, Now);
        var count = rows.Single(r => r.RowKey.StartsWith(BoardIndex.WholeRow + "|", StringComparison.Ordinal));
        count["Open"] = 7L;
        await store.Tables.Board.PutAsync(count, Now);
        await store.Tables.Board.PutAsync(new TableEntity("smiltene", "cghost") { ["CaseId"] = "cghost", ["Version"] = 1L }, Now);
        (await store.ProblemsAsync()).ShouldContain(p => p.StartsWith("lists of smiltene", StringComparison.Ordinal));
        List<int> seen = [];
        store.Transport.Fault = line => line.StartsWith("PUT", StringComparison.Ordinal) || line.StartsWith("DELETE", StringComparison.Ordinal) || line.Contains("$batch", StringComparison.Ordinal)
            ? new Fault(Before: async () => seen.Add((await store.Tables.Board.ListAsync("RowKey eq 'c1' or RowKey eq 'c2'", Now)).Count))
            : null;

        (await store.Rebuild.RebuildAsync(Now)).ShouldBe(2);

        store.Transport.Fault = null;
        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(n => n == 2);
        (await store.ProblemsAsync()).ShouldBeEmpty();
        (await store.Board.PageAsync(All with { ByDue = true }, Now)).ShouldSatisfyAllConditions(p => p.Total.ShouldBe(2), p => p.Rows.Count.ShouldBe(2));
    }

    [Fact]
    public async Task Cases_MovedByManyAtOnce_AreCountedAndListedOnce()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.Board.PageAsync(All, Now);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async i =>
        {
            var reference = new CaseRef("smiltene", $"c{i}");
            await store.AppendAsync(reference, "received", TestCases.Received() with { IntakeId = $"i{i}", MessageId = $"{i}@residents.example" });
            await store.AppendAsync(reference, "assigned:1", new CaseAssigned(i % 2 == 0 ? "anna" : "berta", null, "Slodze.", "head"));
            if (i > 6)
            {
                await store.AppendAsync(reference, "closed", new CaseClosed(new DateOnly(2026, 6, 30)));
            }
        }));

        (await store.Board.LoadsAsync("smiltene", Now)).Sum(l => l.Open).ShouldBe(6);
        (await store.Board.PageAsync(All, Now)).Rows.Select(r => r.Case.CaseId).ShouldBe(["c1", "c2", "c3", "c4", "c5", "c6"], ignoreOrder: true);
        (await store.Board.PageAsync(All with { Owner = new BoardOwner(["anna"], []) }, Now)).Rows.Count.ShouldBe(3);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    /// <summary>Whoever is always second gives up in the end; the append stays pending, and the sweep writes the row (<see cref="CaseStoreFaultTests"/>).</summary>
    [Fact]
    public async Task Row_OvertakenAtEveryTry_IsGivenUp()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", TestCases.Received());
        var row = (await store.Tables.Board.FindAsync("smiltene", TableKeys.Of(TestCases.Reference.CaseId), Now))!;
        var tries = 0;
        store.Transport.Fault = line => line.Contains("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref tries) > 0 ? Fault.Answers(412, "UpdateConditionNotSatisfied") : null;

        (await Should.ThrowAsync<StorageConflictException>(() => new BoardWriter(store.Tables).WriteAsync(TestCases.Reference, row, Now))).Message.ShouldContain("too many at once");

        tries.ShouldBeInRange(10, 30);
        store.Transport.Fault = line => line.Contains("$batch", StringComparison.Ordinal) && Interlocked.Decrement(ref tries) > 10 ? Fault.Answers(412, "UpdateConditionNotSatisfied") : null;
        await new BoardWriter(store.Tables).WriteAsync(TestCases.Reference, row, Now);
        store.Transport.Fault = null;
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_RowOfOneCaseOvertakenWithoutEnd_TheOthersAreNudged()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        var other = new CaseRef("smiltene", "c2");
        await store.AppendAsync(other, "received", TestCases.Received() with { MessageId = "2@x.example" });
        var row = TableKeys.Of(TestCases.Reference.CaseId);
        store.Transport.Fault = line => line.Contains("Board(", StringComparison.Ordinal) && line.Contains(row, StringComparison.Ordinal) ? Fault.Answers(412, "UpdateConditionNotSatisfied") : null;
        await store.AppendAsync("received", TestCases.Received());

        var marks = await store.Journal.ReadMarksAsync(Now);

        marks.Select(m => m.Case).ShouldContain(other);
        store.Transport.Fault = null;
        (await store.Tables.Board.FindAsync("smiltene", row, Now)).ShouldBeNull("only its journal was written");
        await store.Journal.ReadMarksAsync(Now);
        (await store.Tables.Board.FindAsync("smiltene", row, Now)).ShouldNotBeNull();
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    /// <summary>A program of before the index rewrites the case's row as it knows it: what the index held of it is nobody's any more.</summary>
    [Fact]
    public async Task Destroy_RowRewrittenByAnOlderProgram_LeavesNoNameInTheIndex()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.Board.PageAsync(All, Now);
        var row = (await store.Tables.Board.FindAsync("smiltene", TableKeys.Of(TestCases.Reference.CaseId), Now))!;
        row[BoardIndex.Listed] = null;
        await store.Tables.Board.PutAsync(row, Now);
        (await store.Tables.Board.ListAsync(TableFilter.Is("CaseId", TestCases.Reference.CaseId), Now)).Count.ShouldBe(3);

        (await store.Shredder.DestroyAsync(TestCases.Reference, 1, Now)).ShouldBeTrue();

        (await store.Tables.Board.ListAsync(TableFilter.Is("CaseId", TestCases.Reference.CaseId), Now)).ShouldBeEmpty();
    }

    private static async Task<List<BoardPage>> PagesAsync(AzuriteHouse store, IEnumerable<BoardQuery> queries)
    {
        List<BoardPage> pages = [];
        foreach (var query in queries)
        {
            pages.Add(await store.Board.PageAsync(query with { Known = new HashSet<CaseRef>() }, Now));
        }

        return pages;
    }

    /// <summary>Rows as a version without an index wrote them.</summary>
    private static async Task FillAsync(AzuriteHouse store)
    {
        foreach (var some in Enumerable.Range(0, Many).Chunk(TableLimits.BatchOperations))
        {
            var batch = new TableBatch("smiltene");
            foreach (var i in some)
            {
                var id = $"c{i:D5}";
                batch.Insert(new TableEntity("smiltene", id)
                {
                    ["CaseId"] = id,
                    ["Version"] = 3L,
                    ["ApplicantName"] = "Berta Izdomātā",
                    ["Stage"] = "registered",
                    ["WaitsFor"] = Steps.Documents,
                    ["Role"] = i % 10 == 0 ? Roles.Registrar : Roles.Worker,
                    ["Assignee"] = (i % 3) switch { 0 => "anna", 1 => "berta", _ => null },
                    ["ReceivedOn"] = "2026-01-01",
                    ["SafeDue"] = i % 7 == 0 ? null : BoardIndex.Day(new DateOnly(2026, 1, 1).AddDays(i * 37 % 365)),
                    ["Urgent"] = i % 50 == 0,
                    ["Closed"] = false,
                    ["Provisional"] = false,
                });
            }

            await store.Tables.Board.SubmitAsync(batch, Now);
        }
    }
}
