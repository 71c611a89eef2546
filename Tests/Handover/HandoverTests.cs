using System.Net;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Functions.Handover;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Handover;

/// <summary>Hand-over files over the running product: what is in them, once; corrections; receipts; everything pressed twice.</summary>
public sealed class HandoverTests
{
    private const string Head = "sm-vaditaja";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_FromMakingToCorrection_HasEachRowOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var (granted, restricted) = (await DecideAsync(house, "hand-a", "=Anna", "000150-10021", "granted"), await DecideAsync(house, "hand-b", "Vizma", "000151-10022", "refused"));
        await house.OpenCaseAsync(Residents.Application("hand-open", house.Now, Residents.Person("hand-open", "Zane", "Gaidītāja", "000152-10023")));
        await house.DoAsAsync(house.Person(Roles.Head), restricted, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        using var head = await CounterBrowser.SignInAsync(house, Head);

        var first = await MakeAsync(head, house);
        var content = await DownloadAsync(head, first);

        var rows = Rows(content);
        rows.Length.ShouldBe(2, "the open request is not handed over");
        rows.ShouldAllBe(r => r[0] == "SW-HANDOVER-1" && r[1] == first && r[3] == "new");
        rows.Select(r => r[12]).ShouldBe(["granted", "refused"], ignoreOrder: true);
        rows.ShouldContain(r => r[7] == "000150-10021" && r[8] == "'=Anna", "a cell that would be calculated is made inert");
        var book = house.Get<HandoverBook>();
        var made = (await book.FindAsync("smiltene", first, Cancellation))!.Made;
        made.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        (await house.Get<IRecordBooks>().ReadAsync("smiltene", HandoverBook.Name, Cancellation)).ShouldAllBe(e => !e.Body.Contains("10021", StringComparison.Ordinal) && !e.Body.Contains("Anna", StringComparison.Ordinal));

        (await house.Get<ILooks>().ListAsync("smiltene", restricted.CaseId, null, 50, Cancellation)).ShouldContain(l => l.What == first, "who takes the file has seen the restricted case");
        (await house.Get<ILooks>().ListAsync("smiltene", granted.CaseId, null, 50, Cancellation)).ShouldNotContain(l => l.What == first);

        // What waits for a receipt is not handed over a second time, and what was refused is.
        (await PostMakeAsync(head, house)).ShouldContain("nav nekā, ko nodot");
        await ReceiveAsync(head, first, house, HandoverResults.Partly, "SPOLIS atbilde", (await house.StateAsync(restricted)).Number!);
        var second = await MakeAsync(head, house);
        Rows(await DownloadAsync(head, second)).ShouldHaveSingleItem()[5].ShouldBe((await house.StateAsync(restricted)).Number);
        await ReceiveAsync(head, second, house, HandoverResults.Accepted, "SPOLIS atbilde", null);
        (await PostMakeAsync(head, house)).ShouldContain("nav nekā, ko nodot");

        // Something changes after the hand-over: a correction, which names the file it corrects. The former file stays what it was.
        await house.DoAsync(granted, Verbs.StartService, ("startedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Līgums noslēgts."));
        var third = await MakeAsync(head, house);
        var correction = Rows(await DownloadAsync(head, third)).ShouldHaveSingleItem();
        (correction[3], correction[4], correction[5]).ShouldBe(("correction", first, (await house.StateAsync(granted)).Number!));
        correction[17].ShouldBe(WayHouse.Day(house.Terms.DayOf(house.Now)));
        (await DownloadAsync(head, first)).ShouldBe(content, "the same bytes from the journal as it was");
    }

    [Fact]
    public async Task Making_OfTheNextDays_TakesWhatWasEnteredAfterTheFileOfItsDay()
    {
        await using var house = await WayHouse.StartAsync();
        await DecideAsync(house, "hand-early", "Anna", "000150-10041", "granted");
        var desk = house.Get<HandoverDesk>();
        var (head, day) = (house.Person(Roles.Head), house.Terms.DayOf(house.Now));
        (await desk.MakeAsync(head, day.AddDays(-30), day, 0, Cancellation)).Problem.ShouldBe(HandoverProblem.None);
        var late = await DecideAsync(house, "hand-late", "Vizma", "000151-10042", "refused");
        await house.OpenCaseAsync(Residents.Application("hand-still-open", house.Now, Residents.Person("hand-still-open", "Zane", "Gaidītāja", "000152-10043")));
        house.Terms.DayOf(house.Now).ShouldBe(day, "it ended on a day that was handed over already");
        await house.MoveAsync(TimeSpan.FromDays(2));

        var (selection, counted) = (Selection(house, out var reads), house.Get<HandoverBook>());
        var end = house.Terms.DayOf(house.Now);
        var found = await selection.OfAsync("smiltene", (await counted.ReadAsync("smiltene", Cancellation)).Items, day.AddDays(1), (end, house.Terms.EndOf(end)), TimeSpan.FromMinutes(1), Cancellation);
        found.Rows.ShouldHaveSingleItem();
        reads.Cases.ShouldBe([late.CaseId], "neither the open request nor the one that waits for a receipt is read");

        var next = await desk.MakeAsync(head, day.AddDays(1), house.Terms.DayOf(house.Now), 1, Cancellation);

        var made = (await house.Get<HandoverBook>().FindAsync("smiltene", next.Id!, Cancellation))!.Made;
        (await house.Get<HandoverBook>().RowsAsync(made, Cancellation)).ShouldHaveSingleItem().CaseId.ShouldBe(late.CaseId);
    }

    [Fact]
    public async Task Making_OutOfTimeOverCasesWithoutARow_GoesOnWhereItStoppedAndEnds()
    {
        await using var house = await WayHouse.StartAsync();
        await DecideAsync(house, "hand-before-a", "Anna", "000150-10061", "granted");
        await DecideAsync(house, "hand-before-b", "Vizma", "000151-10062", "refused");
        var day = house.Terms.DayOf(house.Now).AddDays(1);
        var reads = new Reads(house.Get<ICaseJournal>());
        var selection = new HandoverSelection(house.Get<HandoverBook>(), house.Get<ICaseBoard>(), reads, new SecondsTime());

        (await MakeAsync(day)).ShouldBe((0, 1));
        (await MakeAsync(day)).ShouldBe((0, 0));
        reads.Cases.Distinct().Count().ShouldBe(2, "the second goes on with the other case");
        (await MakeAsync(day)).ShouldBe((0, 0));
        reads.Cases.Count.ShouldBe(2, "what gave nothing is not read again");
        (await MakeAsync(day.AddDays(-1))).ShouldBe((1, 1), "other days ask anew");

        async Task<(int Rows, int Left)> MakeAsync(DateOnly from)
        {
            var found = await selection.OfAsync("smiltene", [], from, (day, house.Terms.EndOf(day)), TimeSpan.FromSeconds(1.5), Cancellation);
            return (found.Rows.Count, found.Left);
        }
    }

    [Fact]
    public async Task Making_TwiceAtOnceOrOutOfTime_MakesOneFileOrTellsWhatIsLeft()
    {
        await using var house = await WayHouse.StartAsync();
        await DecideAsync(house, "hand-twice", "Anna", "000150-10031", "granted");
        await DecideAsync(house, "hand-thrice", "Vizma", "000151-10032", "refused");
        var desk = house.Get<HandoverDesk>();
        var (head, day) = (house.Person(Roles.Head), house.Terms.DayOf(house.Now));

        var part = await new HandoverSelection(house.Get<HandoverBook>(), house.Get<ICaseBoard>(), house.Get<ICaseJournal>(), new SecondsTime())
            .OfAsync("smiltene", [], day.AddDays(-300), (day, house.Terms.EndOf(day)), TimeSpan.FromSeconds(1.5), Cancellation);
        (part.Rows.Count, part.Left).ShouldBe((1, 1), "the second after the first case the time is over");
        var hurried = new HandoverDesk(
            house.Get<HandoverBook>(), house.Get<ICaseBoard>(), house.Get<ICaseJournal>(), house.Get<SocialWorkflows.Casework.Documents.IDocumentStore>(), house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>(), house.Time)
        {
            Budget = TimeSpan.Zero,
        };
        (await hurried.MakeAsync(head, day.AddDays(-300), day, 0, Cancellation)).ShouldBe((null, HandoverProblem.Late));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.MakeAsync(head, day.AddDays(-300), day, 0, Cancellation)));

        answers.Count(a => a.Problem == HandoverProblem.None).ShouldBe(1);
        answers.ShouldAllBe(a => a.Problem == HandoverProblem.None || a.Problem == HandoverProblem.Stale || a.Problem == HandoverProblem.Busy);
        (await desk.MakeAsync(head, day.AddDays(-300), day, 0, Cancellation)).Problem.ShouldBe(HandoverProblem.Stale, "the first tap is over");
        (await house.Get<HandoverBook>().ReadAsync("smiltene", Cancellation)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Receipt_BadSecondOrForeign_ChangesNothing()
    {
        await using var house = await WayHouse.StartAsync();
        var number = (await house.StateAsync(await DecideAsync(house, "hand-bad", "Anna", "000150-10041", "granted"))).Number!;
        using var head = await CounterBrowser.SignInAsync(house, Head);
        var id = await MakeAsync(head, house);
        var (today, tomorrow) = (WayHouse.Day(house.Terms.DayOf(house.Now)), WayHouse.Day(house.Terms.DayOf(house.Now).AddDays(1)));

        (await PostReceiptAsync(head, id, ("result", "maybe"), ("on", today), ("reference", "R"))).Body.ShouldContain("Izvēlieties atbildi");
        (await PostReceiptAsync(head, id, ("result", "accepted"), ("on", tomorrow), ("reference", "R"))).Body.ShouldContain("Atbildes diena");
        (await PostReceiptAsync(head, id, ("result", "accepted"), ("on", "x"), ("reference", "R"))).Body.ShouldContain("Atbildes diena");
        (await PostReceiptAsync(head, id, ("result", "accepted"), ("on", today), ("reference", " "))).Body.ShouldContain("atsauces numuru");
        (await PostReceiptAsync(head, id, ("result", "refused"), ("on", today), ("reference", "R"))).Body.ShouldContain("Iemesls vajadzīgs");
        (await PostReceiptAsync(head, id, ("result", "partly"), ("on", today), ("reference", "R"), ("reason", "Nav"), ("refused", number))).Body.ShouldContain("ne visas", customMessage: "all rows refused is refused");
        (await PostReceiptAsync(head, id, ("result", "refused"), ("on", today), ("reference", "R"), ("reason", "Nav"), ("refused", "SD-1999/1"))).Body.ShouldContain("no šīs datnes");
        (await house.Get<HandoverBook>().FindAsync("smiltene", id, Cancellation))!.Receipt.ShouldBeNull();

        (await PostReceiptAsync(head, id, ("result", "refused"), ("on", today), ("reference", "R-1"), ("reason", "Nav 000150-10041"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await house.Get<HandoverBook>().FindAsync("smiltene", id, Cancellation))!.Receipt!.Reason!.ShouldNotContain("10041");
        (await head.ReadAsync($"/handover/{id}")).ShouldContain("noraidīta");
        (await house.Get<HandoverDesk>().ReceiveAsync(house.Person(Roles.Head), new HandoverReceipt(id, HandoverResults.Accepted, house.Terms.DayOf(house.Now), "R-2", null, []), Cancellation)).ShouldBe(HandoverProblem.Twice);

        using var foreign = await CounterBrowser.SignInAsync(house, "ie-vaditaja");
        foreach (var path in new[] { $"/handover/{id}", $"/handover/{id}?handler=File", "/handover/0123456789abcdef" })
        {
            (await foreign.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var auditor = await CounterBrowser.SignInAsync(house, "sm-revidente");
        (await auditor.ReadAsync($"/handover/{id}")).ShouldNotContain("handler=File");
        (await auditor.GetAsync($"/handover/{id}?handler=File")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>Of a file nothing personal is kept, so what is destroyed cannot be downloaded again; its receipt can still be entered.</summary>
    [Fact]
    public async Task Download_AfterACaseOfItWasDestroyed_IsToldAndTheReceiptStays()
    {
        await using var house = await WayHouse.StartAsync();
        await DecideAsync(house, "hand-gone", "Anna", "000150-10051", "granted");
        using var head = await CounterBrowser.SignInAsync(house, Head);
        var id = await MakeAsync(head, house);
        var gone = new HandoverDesk(house.Get<HandoverBook>(), house.Get<ICaseBoard>(), new NoCases(), house.Get<SocialWorkflows.Casework.Documents.IDocumentStore>(), house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>(), house.Time);

        (await gone.ContentAsync("smiltene", (await house.Get<HandoverBook>().FindAsync("smiltene", id, Cancellation))!.Made, Cancellation)).ShouldBeNull();

        await ReceiveAsync(head, id, house, HandoverResults.Accepted, "R", null);
        (await house.Get<HandoverBook>().FindAsync("smiltene", id, Cancellation))!.Receipt!.Result.ShouldBe(HandoverResults.Accepted);
    }

    private static async Task<CaseRef> DecideAsync(WayHouse house, string id, string given, string code, string outcome)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now, Residents.Person(id, given, "Nodotā", code)));
        await house.DecideAsync(reference, outcome == "granted" ? house.Grant(("reviewOn", WayHouse.Day(house.Terms.DayOf(house.Now).AddDays(150)))) : [("outcome", outcome), ("reason", "Nav pamata."), ("hearing", "Uzklausīta.")]);
        return reference;
    }

    private static async Task<string> MakeAsync(CounterBrowser head, WayHouse house)
    {
        using var answer = await PostAsync(head, house);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString().Split('/', '?')[2];
    }

    private static async Task<string> PostMakeAsync(CounterBrowser head, WayHouse house) => WebUtility.HtmlDecode(await (await PostAsync(head, house)).Content.ReadAsStringAsync());

    private static async Task<HttpResponseMessage> PostAsync(CounterBrowser head, WayHouse house)
    {
        var today = house.Terms.DayOf(house.Now);
        var after = (await house.Get<HandoverBook>().ReadAsync("smiltene", Cancellation)).After;
        return await head.PostAsync("/handover", "/handover", [("from", WayHouse.Day(today.AddDays(-300))), ("until", WayHouse.Day(today)), ("after", $"{after}")]);
    }

    private static async Task ReceiveAsync(CounterBrowser head, string id, WayHouse house, string result, string reference, string? refused) =>
        (await PostReceiptAsync(head, id, [("result", result), ("on", WayHouse.Day(house.Terms.DayOf(house.Now))), ("reference", reference), .. refused is null ? Array.Empty<(string, string)>() : [("reason", "Nav tāda koda."), ("refused", refused)]]))
            .Status.ShouldBe(HttpStatusCode.Redirect);

    private static async Task<(HttpStatusCode Status, string Body)> PostReceiptAsync(CounterBrowser head, string id, params (string, string)[] fields)
    {
        using var answer = await head.PostAsync($"/handover/{id}", $"/handover/{id}?handler=Receipt", fields);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<byte[]> DownloadAsync(CounterBrowser head, string id)
    {
        using var answer = await head.GetAsync($"/handover/{id}?handler=File");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"nodosana-{id}.csv");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string[][] Rows(byte[] content) => [.. Encoding.UTF8.GetString(content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(';').Select(c => c.Trim('"')).ToArray())];

    private static HandoverSelection Selection(WayHouse house, out Reads reads) =>
        new(house.Get<HandoverBook>(), house.Get<ICaseBoard>(), reads = new Reads(house.Get<ICaseJournal>()), house.Time);

    /// <summary>Every look at it is a second later.</summary>
    private sealed class SecondsTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_now;
    }

    private sealed class Reads(ICaseJournal journal) : ICaseJournal
    {
        public List<string> Cases { get; } = [];

        public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation)
        {
            Cases.Add(reference.CaseId);
            return journal.ReadAsync(reference, cancellation);
        }

        public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class NoCases : ICaseJournal
    {
        public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation) => Task.FromResult<CaseRecord?>(null);

        public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
