using System.IO.Compression;
using System.Security.Cryptography;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>A contest goes to its body with the letter and the files, in time or late, and what it does to the decision is data.</summary>
public sealed class ContestHandOverTests
{
    [Fact]
    public async Task HandOver_InTime_PackageHasTheLetterAndEveryFileWithItsHash()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "package", Steps.Contest);
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now));

        var archive = (await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None))!;
        await house.DoAsync(reference, Verbs.HandOverContest, ("sentOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("evidence", "DVS 17"));

        var handed = (await house.StateAsync(reference)).Contests!.Single().HandedOver!.Files!;
        using var zip = new ZipArchive(new MemoryStream(archive));
        var letter = PdfTools.Words(Read(zip.Entries[0]));
        zip.Entries.Skip(1).Select(e => Convert.ToHexStringLower(SHA256.HashData(Read(e)))).ShouldBe(handed.Select(f => f.Sha256));
        handed.ShouldContain(f => f.Name == "lemums.pdf");
        handed.Count.ShouldBeGreaterThan(3);
        var together = letter.Replace(" ", "", StringComparison.Ordinal);
        handed.ShouldAllBe(f => together.Contains(f.Sha256, StringComparison.Ordinal));
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
    public async Task HandOver_OfAClosedCase_IsRecordedToItsResult()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.ClosedAsync(house, "closed");
        await ReceiveAsync(house, reference, house.Terms.DayOf(house.Now));
        var today = WayHouse.Day(house.Terms.DayOf(house.Now));

        (await house.WaitsAsync(reference)).ShouldBe([Steps.ContestHandOver]);
        await house.DoAsync(reference, Verbs.HandOverContest, ("sentOn", today), ("evidence", "DVS 18"));
        await house.DoAsync(reference, Verbs.DecideContest, ("result", "annulled"), ("decidedOn", today), ("note", "Domes lēmums."));

        var state = await house.StateAsync(reference);
        (state.Contests!.Single().Decided!.Result, state.Contests!.Single().Received.Suspends, state.Closed is not null).ShouldBe(("annulled", false, true));
        (await house.WaitsAsync(reference)).ShouldBeEmpty();
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest-decided" && t.Role == Roles.Worker && t.Text.Contains("atcēla", StringComparison.Ordinal));
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
