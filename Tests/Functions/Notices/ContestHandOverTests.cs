using System.IO.Compression;
using System.Security.Cryptography;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>A contest goes to its body with the letter and the files, in time or late, and what it does to the decision is data.</summary>
public sealed class ContestHandOverTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");

    [Fact]
    public async Task HandOver_InTime_PackageHasTheLetterAndEveryFileWithItsHash()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "package", Steps.Contest);
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now));

        var archive = (await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None))!;
        await house.DoAsync(reference, Verbs.HandOverContest, ("original", ContestOriginals.Paper), ("sentOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("evidence", "DVS 17"));

        var handed = (await house.StateAsync(reference)).Contests!.Single().HandedOver!.Files!;
        using var zip = new ZipArchive(new MemoryStream(archive));
        var letter = PdfTools.Words(Read(zip.Entries[0]));
        zip.Entries.Skip(1).Select(e => Convert.ToHexStringLower(SHA256.HashData(Read(e)))).ShouldBe(handed.Select(f => f.Sha256));
        handed.ShouldContain(f => f.Name == "lemums.pdf");
        handed.Count.ShouldBeGreaterThan(3);
        var together = letter.Replace(" ", "", StringComparison.Ordinal);
        handed.ShouldAllBe(f => together.Contains(f.Sha256, StringComparison.Ordinal));
        (await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None)).ShouldBe(archive);
        letter.ShouldContain("Smiltenes novada pašvaldības domē");
        letter.ShouldContain("Lēmuma darbība ar apstrīdēšanu ir apturēta");
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["contest"] = Read(zip.Entries[0]) }).ShouldContain("is a valid PDF/A-1b file");
        zip.Entries.ShouldAllBe(e => e.FullName == e.Name && !e.Name.Contains("..", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Package_BuiltTwiceThatDay_SameBytes()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "same", Steps.Contest);
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now));
        var record = await house.ReadAsync(reference);

        var first = await house.Get<ContestPackageDesk>().BuildAsync(record, 1, CancellationToken.None);
        var second = await house.Get<ContestPackageDesk>().BuildAsync(record, 1, CancellationToken.None);

        second.ShouldBe(first);
        (await house.Get<ContestPackageDesk>().BuildAsync(record, 2, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task HandOver_ContestCameByMail_TheMailItselfIsInThePackageUnderItsOwnNumber()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "by-mail", Steps.Contest);
        house.Deliver(Residents.Letter("contest", house.Now) with { InReplyTo = "by-mail@residents.example", References = ["by-mail@residents.example"], Text = "Apstrīdu lēmumu." });
        await house.SettleAsync();
        var row = await house.RowOfAsync("contest@residents.example");
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now), "applicant", ("intakeId", row.IntakeId));

        await house.DoAsync(reference, Verbs.HandOverContest, ("sentOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("evidence", "DVS 19"));

        var record = await house.ReadAsync(reference);
        var contest = record.State.Contests!.Single();
        (contest.Received.Number, contest.HandedOver!.Original).ShouldBe(("AP-2026/1", row.IntakeId));
        using var zip = new ZipArchive(new MemoryStream((await house.Get<ContestPackageDesk>().BuildAsync(record, 1, CancellationToken.None))!));
        Read(zip.Entries.Single(e => e.Name.EndsWith(".eml", StringComparison.Ordinal))).ShouldBe(await house.Get<IDocumentStore>().GetAsync(row.ContentHash, CancellationToken.None));
        var words = PdfTools.Words(Read(zip.Entries[0]));
        words.ShouldContain("AP-2026/1");
        words.Replace(" ", "", StringComparison.Ordinal).ShouldContain("apstridesanas-iesniegums.eml");
        words.ShouldNotContain("papīrā");
        new Timeline(house.Get<MunicipalityDirectory>().Get("smiltene").Pack, house.Get<StaffDirectory>(), UiTexts.Latvian).Of(record).ShouldContain(l => l.Text.Contains("Reģistrēts ar numuru AP-2026/1.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-such-message")]
    public async Task HandOver_NothingCarriesTheContest_IsRefusedWithWhatToDoAndNothingIsStored(string? original)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "nothing", Steps.Contest);
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now));
        var today = WayHouse.Day(house.Terms.DayOf(house.Now));

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.HandOverContest, ("original", original ?? ""), ("sentOn", today), ("evidence", "DVS 20")));

        refused.Code.ShouldBe("contest-missing");
        refused.Latvian.ShouldContain("Oriģināls papīrā");
        (await house.WaitsAsync(reference)).ShouldContain(Steps.ContestHandOver);
        await house.DoAsync(reference, Verbs.HandOverContest, ("original", ContestOriginals.Paper), ("sentOn", today), ("evidence", "DVS 20"));
        using var zip = new ZipArchive(new MemoryStream((await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None))!));
        PdfTools.Words(Read(zip.Entries[0])).ShouldContain("oriģināls papīrā");
    }

    [Fact]
    public async Task HandOver_Sealed_LetterAndArchiveStayTheSameBytesAfterTheResult()
    {
        var seal = LetterSealTests.Certificate(DemoFolder.Beginning.AddYears(1));
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seal:smiltene:File"] = seal.File,
            ["Seal:smiltene:Password"] = seal.Password,
        });
        var reference = await WayTests.AtAsync(house, "sealed", Steps.Contest);
        var today = house.Terms.DayOf(house.Now);
        await ReceiveAsync(house, reference, today);
        await house.DoAsync(reference, Verbs.HandOverContest, ("original", ContestOriginals.Paper), ("sentOn", WayHouse.Day(today)), ("evidence", "DVS 21"));
        var sent = await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None);

        await house.MoveAsync(TimeSpan.FromDays(2));
        await house.DoAsync(reference, Verbs.DecideContest, ("result", "annulled"), ("decidedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Domes lēmums."));

        (await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None)).ShouldBe(sent);
        var handed = (await house.StateAsync(reference)).Contests!.Single().HandedOver!;
        using var zip = new ZipArchive(new MemoryStream(sent!));
        Read(zip.Entries[0]).ShouldBe(await house.Get<IDocumentStore>().GetAsync(handed.LetterFileId!, CancellationToken.None));
        PdfTools.Words(Read(zip.Entries[0])).ShouldContain("APZĪMOGOTS");
    }

    [Fact]
    public void Files_SeveralRoundsOfLetters_EveryOneGoesAlong()
    {
        var day = new DateOnly(2026, 6, 15);
        CaseEvent[] facts =
        [
            new DocumentsRequested(1, [], Smiltene.Terms.Notice(day), day, "request1"),
            new DocumentsReminderDispatched(1, "reminder1", "registered"),
            new DocumentsRequested(2, [], Smiltene.Terms.Notice(day), day, "request2"),
            new DocumentsReminderDispatched(2, "reminder2", "registered"),
            new OfferDispatched(1, "offer1", "registered", day),
            new OfferDispatched(2, "offer2", "registered", day),
            new NoticeDispatched("registered", "o1") { CoverFileId = "cover1" },
            new NoticeDispatched("hand", "o2") { Round = 2, CoverFileId = "cover2" },
        ];
        var record = new CaseRecord(
            new CaseRef("smiltene", "c1"), facts.Length, CaseState.Empty, [.. facts.Select((f, i) => new JournalEntry { Version = i + 1, Key = "k", At = DemoFolder.Beginning, Event = f, Hash = "h" })]);

        ContestFiles.Of(record).Select(f => f.Sha256).ShouldBe(["request1", "reminder1", "request2", "reminder2", "offer1", "offer2", "cover1", "cover2"]);
        ContestFiles.Of(record).Select(f => f.Name).ShouldBeUnique();
    }

    [Fact]
    public async Task HandOver_OfAClosedCase_IsRecordedToItsResult()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.ClosedAsync(house, "closed");
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now));
        var today = WayHouse.Day(house.Terms.DayOf(house.Now));

        (await house.WaitsAsync(reference)).ShouldBe([Steps.ContestHandOver]);
        await house.DoAsync(reference, Verbs.HandOverContest, ("original", ContestOriginals.Paper), ("sentOn", today), ("evidence", "DVS 18"));
        await house.DoAsync(reference, Verbs.DecideContest, ("result", "annulled"), ("decidedOn", today), ("note", "Domes lēmums."));

        var state = await house.StateAsync(reference);
        (state.Contests!.Single().Decided!.Result, state.Contests!.Single().Received.Suspends, state.Closed is not null).ShouldBe(("annulled", false, true));
        (await house.WaitsAsync(reference)).ShouldBeEmpty();
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest-decided" && t.Role == Roles.Worker && t.Text.Latvian.Contains("atcēla", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("granted", "applicant", 0, true)]
    [InlineData("granted", "stranger", 0, false)]
    [InlineData("granted", "applicant", 1, false)]
    [InlineData("refused", "applicant", 0, false)]
    public async Task Receive_EffectOnTheDecision_FollowsTheDataWithItsNorm(string outcome, string from, int daysLate, bool suspends)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("effect", house.Now));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        await house.DoAsync(
            reference, Verbs.Propose, ("outcome", outcome), ("findings", "F"), ("reasoning", "I"), ("reason", "R"), ("hearing", "H"), ("from", outcome == "refused" ? "" : WayHouse.Day(house.Terms.DayOf(house.Now))));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);
        var until = (await house.StateAsync(reference)).Notice!.ContestTerm!.Due;
        await house.MoveToAsync(house.Terms.MorningOf(until.AddDays(daysLate)) + TimeSpan.FromHours(3));

        await ReceiveAsync(house, reference, until.AddDays(daysLate), from);

        (await house.StateAsync(reference)).Contests!.Single().Received.ShouldSatisfyAllConditions(
            c => c.Suspends.ShouldBe(suspends), c => c.SuspensionSource!.ShouldContain("80. pant"), c => c.DaysLate.ShouldBe(daysLate));
    }

    [Fact]
    public async Task Receive_LetterSaidNothingOfContesting_AYearInsteadOfAMonth()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.ClosedAsync(house, "year");
        var notice = (await house.StateAsync(reference)).Notice!;
        await house.MoveAsync(TimeSpan.FromDays(100));

        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now), "applicant", ("withoutInstruction", "true"));

        var contest = (await house.StateAsync(reference)).Contests!.Single().Received;
        (contest.WithoutInstruction, contest.DaysLate, contest.ContestUntil).ShouldBe((true, 0, YearAfter(notice.NotifiedOn)));
    }

    /// <summary>By hand: registered on 08.06.2026, notified on 15.06.2026; 15.06.2027 is a Tuesday.</summary>
    private static DateOnly YearAfter(DateOnly notifiedOn)
    {
        notifiedOn.ShouldBe(new DateOnly(2026, 6, 15));
        return new DateOnly(2027, 6, 15);
    }

    private static Task<CaseRecord> ReceiveAsync(WayHouse house, CaseRef reference, DateOnly on, string from = "applicant", params (string Name, string Value)[] more) => house.DoAsAsync(
        house.Person(Roles.Registrar), reference, Verbs.ReceiveContest, [("receivedOn", WayHouse.Day(on)), ("from", from), ("note", "Apstrīd."), .. more]);

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
