using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What paged lists and books promise, whatever they are stored in.</summary>
public abstract class BoardContract
{
    private static readonly BoardQuery All = new() { Municipality = "smiltene" };

    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Page_EveryFilter_TakesWhatTheOneRuleTakes()
    {
        await using var store = await OpenAsync();
        await FillAsync(store);
        var rows = await store.Board.ListAsync("smiltene", null, includeClosed: true, CancellationToken.None);
        rows.Count.ShouldBe(6);
        BoardQuery[] queries =
        [
            All, All with { ByDue = true }, All with { IncludeClosed = true }, All with { Unassigned = true }, All with { Assignee = "anna" }, All with { ServiceId = "ASISTENTS" },
            All with { Stage = "registered" }, All with { Step = Steps.Documents }, All with { Step = "doc" }, All with { DueBy = new DateOnly(2026, 7, 9) },
            All with { Owner = new BoardOwner(["anna"], []) }, All with { Owner = new BoardOwner(["nobody"], [Roles.Registrar]) }, All with { Owner = new BoardOwner(["nobody"], [Roles.Worker]) },
            All with { Owner = new BoardOwner([], []) }, All with { Cases = [new("smiltene", "c2"), new("smiltene", "c4")] }, All with { Cases = [] }, All with { Known = new HashSet<CaseRef> { new("smiltene", "c1"), new("iecava", "c3") } }, All with { Known = new HashSet<CaseRef> { new("smiltene", "c3") }, Words = [new("izdom", [])] }, All with { Cases = [new("iecava", "c2")] },
            All with { Words = [new("abele", [])] }, All with { Words = [new("sd-2026/3", [])] }, All with { Words = [new("%", [])] }, All with { Words = [new("xyz", ["ASISTENTS"]), new("izdom", [])] },
            All with { IncludeClosed = true, Unassigned = true, Stage = "received" }, All with { ServiceId = "APR_MAJAS", Assignee = "berta", DueBy = new DateOnly(2027, 1, 1), Step = Steps.Documents },
        ];
        foreach (var query in queries)
        {
            var page = await store.Board.PageAsync(query, CancellationToken.None);

            page.Rows.Select(r => r.Case.CaseId).ShouldBe(rows.Where(query.Takes).Select(r => r.Case.CaseId), ignoreOrder: true, query.ToString());
            page.Total.ShouldBe(page.Rows.Count);
        }

        queries.Count(q => rows.Any(q.Takes)).ShouldBeGreaterThan(15, "most filters let something pass");
    }

    [Fact]
    public async Task Page_InOrderAndCut_EveryCaseOnceAcrossPages()
    {
        await using var store = await OpenAsync();
        await FillAsync(store);

        (await IdsAsync(All with { ByDue = true })).ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
        (await IdsAsync(All)).ShouldBe(["c4", "c1", "c2", "c3", "c5"], "the urgent one first");
        var paged = new List<string>();
        for (var skip = 0; skip < 6; skip += 2)
        {
            var page = await store.Board.PageAsync(All with { ByDue = true, Skip = skip, Take = 2 }, CancellationToken.None);
            page.Total.ShouldBe(5);
            paged.AddRange(page.Rows.Select(r => r.Case.CaseId));
        }

        paged.ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
        (await store.Board.PageAsync(All with { Municipality = "iecava" }, CancellationToken.None)).ShouldSatisfyAllConditions(p => p.Total.ShouldBe(0), p => p.Rows.ShouldBeEmpty());

        async Task<IEnumerable<string>> IdsAsync(BoardQuery query) => (await store.Board.PageAsync(query, CancellationToken.None)).Rows.Select(r => r.Case.CaseId);
    }

    [Fact]
    public async Task Loads_Counted_OpenCasesByPersonAndTurn()
    {
        await using var store = await OpenAsync();
        await FillAsync(store);

        (await store.Board.LoadsAsync("smiltene", CancellationToken.None)).OrderBy(l => l.Assignee, StringComparer.Ordinal).ShouldBe(
            [new BoardLoad(null, Roles.Registrar, 1), new BoardLoad("anna", Roles.Worker, 2), new BoardLoad("berta", Roles.Worker, 2)]);
        (await store.Board.LoadsAsync("iecava", CancellationToken.None)).ShouldBeEmpty();
        await store.AppendAsync(new CaseRef("smiltene", "c1"), "assigned:2", new CaseAssigned("berta", "anna", "Prombūtne.", "head"));
        (await store.Board.LoadsAsync("smiltene", CancellationToken.None)).ShouldContain(new BoardLoad("berta", Roles.Worker, 3));
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Book_TwoWriters_SecondIsToldAndNothingIsLost()
    {
        await using var store = await OpenAsync();
        var first = await store.Books.AppendAsync("smiltene", "duty", 0, "anna", """{"a":"ā\n"}""", CancellationToken.None);

        await Should.ThrowAsync<StaleBookException>(() => store.Books.AppendAsync("smiltene", "duty", 0, "berta", "{}", CancellationToken.None));
        await store.Books.AppendAsync("smiltene", "duty", 1, "berta", "{}", CancellationToken.None);
        await store.Books.AppendAsync("smiltene", "duty-2", 0, "x", "{}", CancellationToken.None);
        await store.Books.AppendAsync("iecava", "duty", 0, "x", "{}", CancellationToken.None);

        var entries = await store.Books.ReadAsync("smiltene", "duty", CancellationToken.None);
        entries.Select(e => (e.Number, e.By)).ShouldBe([(1L, "anna"), (2L, "berta")]);
        entries[0].ShouldBe(first);
        (await store.Books.ReadAsync("kraslava", "duty", CancellationToken.None)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Book_ManyWritersAtOnce_OneForEachNumber()
    {
        await using var store = await OpenAsync();

        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryAsync(store, i))));

        won.Count(w => w).ShouldBe(1);
        (await store.Books.ReadAsync("smiltene", "duty", CancellationToken.None)).ShouldHaveSingleItem();

        static async Task<bool> TryAsync(StoreHouse store, int i)
        {
            try
            {
                await store.Books.AppendAsync("smiltene", "duty", 0, $"w{i}", "{}", CancellationToken.None);
                return true;
            }
            catch (StaleBookException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData("{}", "[]")]
    public void Chain_BodyChangedAfterwards_Named(string body, string changed)
    {
        var first = BookChain.Next("smiltene", "duty", null, DateTimeOffset.UnixEpoch, "anna", body);
        var second = BookChain.Next("smiltene", "duty", first, DateTimeOffset.UnixEpoch, "anna", body);

        BookChain.Problems([first, second]).ShouldBeEmpty();
        BookChain.Problems([first with { Body = changed }, second]).ShouldHaveSingleItem().ShouldContain("entry 1");
        BookChain.Problems([second]).ShouldNotBeEmpty("the first is gone");
    }

    /// <summary>Whatever becomes of a case, what the lists keep of it lets in whom its journal lets in, and nothing of it but ids of staff is told.</summary>
    [Fact]
    public async Task Restricted_AnyHistory_LetsInWhomTheJournalLetsIn()
    {
        await using var store = await OpenAsync();
        foreach (var seed in Enumerable.Range(1, 6))
        {
            var (random, reference) = (new Random(seed), new CaseRef("smiltene", $"c{seed}"));
            for (var step = 0; step < 8; step++)
            {
                var fact = step == 0 ? TestCases.Received() with { IntakeId = $"i{seed}", MessageId = $"{seed}@residents.example" } : RestrictionSteps.Next(random, step);
                await store.AppendAsync(reference, $"k{step}", fact);
                var state = (await store.Journal.ReadAsync(reference, CancellationToken.None))!.State;
                var told = (await store.Board.RestrictedAsync("smiltene", CancellationToken.None)).SingleOrDefault(c => c.Case == reference);
                (told is not null).ShouldBe(state.IsRestricted);
                var row = (await store.Board.ListAsync("smiltene", null, true, CancellationToken.None)).Single(r => r.Case == reference);
                row.Readers.ShouldBe(told?.Readers);
                foreach (var (person, acting) in RestrictionSteps.Everybody)
                {
                    (told is null || NeedToKnow.IsFor(told.Assignee, told.Readers!, person, acting)).ShouldBe(NeedToKnow.IsFor(state, person, acting), $"seed {seed}, step {step}, {person.Id} while {acting} acts");
                }
            }
        }

        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    /// <summary>A row that a version without readers wrote says nothing of them, until the boards are written anew.</summary>
    [Fact]
    public async Task Restricted_RowOfBefore_HasNoReadersUntilRebuilt()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("restricted", new CaseRestricted(1, [NeedToKnowLabels.Violence], ["berta"], "Lūdza.", "anna"));
        await store.ForgetReadersAsync(TestCases.Reference);
        (await store.Board.RestrictedAsync("smiltene", CancellationToken.None)).ShouldHaveSingleItem().Readers.ShouldBeNull();
        (await store.ProblemsAsync()).ShouldNotBeEmpty("the verification says what to run");

        await store.Rebuild.RebuildAsync(CancellationToken.None);

        (await store.Board.RestrictedAsync("smiltene", CancellationToken.None)).ShouldHaveSingleItem().Readers.ShouldBe(["berta", "anna"]);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    /// <summary>Five open cases by their day, the third restricted, the fourth urgent, the fifth not registered; the sixth closed.</summary>
    private static async Task FillAsync(StoreHouse store)
    {
        for (var i = 1; i <= 6; i++)
        {
            var reference = new CaseRef("smiltene", $"c{i}");
            var service = i == 2 ? "ASISTENTS" : "APR_MAJAS";
            await store.AppendAsync(reference, "received", TestCases.Received() with
            {
                IntakeId = $"i{i}",
                MessageId = $"{i}@residents.example",
                ServiceId = i == 5 ? null : service,
                Urgent = i == 4,
                Applicant = new Applicant(i == 3 ? "Ābele" : "Berta", "Izdomātā", TestCases.Code),
                ReceivedOn = new DateOnly(2026, 6, 8).AddDays(i),
            });
            if (i != 5)
            {
                var (worker, limit) = (i is 1 or 2 ? "anna" : "berta", new DateOnly(2026, 7, 8).AddDays(i));
                await store.Journal.AppendAsync(
                    new Append
                    {
                        Case = reference,
                        Key = "register",
                        Decide = append => [new ApplicationRegistered($"SD-2026/{append.NextNumber("SD-2026")}", service, new(2026, 6, 8), worker) { OuterLimit = limit }],
                    },
                    CancellationToken.None);
            }

            if (i == 3)
            {
                await store.AppendAsync(reference, "restricted", new CaseRestricted(1, [NeedToKnowLabels.Colleague], [], "Lūdza.", "anna"));
            }

            if (i == 6)
            {
                await store.AppendAsync(reference, "closed", new CaseClosed(new(2026, 6, 30)));
            }
        }
    }
}
