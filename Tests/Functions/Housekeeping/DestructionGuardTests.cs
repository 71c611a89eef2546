using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>What must not be destroyed: by a wrong clock, by a line nobody approved, before somebody's hold is let go, or a second time.</summary>
public sealed class DestructionGuardTests : IDisposable
{
    private const string Head = "sm-vaditaja";

    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task Night_LongAfterTheLastAnchor_DestroysNothingUntilAnOperatorConfirmsTheClock()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "clock-1");
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        house.Time.Advance(TimeSpan.FromDays(30));

        await house.Get<NightRound>().RunAsync(most: null, Now);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Get<NightRound>().RunAsync(most: null, Now);

        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Approved, "the second night has an anchor of yesterday, and the clock is doubted still");
        (await house.TasksAsync()).Where(t => t.Kind == ClockGuard.TaskKind).ShouldHaveSingleItem().Role.ShouldBe(Roles.Operator);

        using var head = await house.BrowseAsync(house.Person(Roles.Head));
        (await head.SendAsync("/operator", "/operator?handler=Clock")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        await house.Get<NightRound>().RunAsync(most: null, Now);

        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Destroyed);
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == ClockGuard.TaskKind);
    }

    [Fact]
    public async Task Night_UnderALegalHold_DestroysNothing()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "hold-all");
        var options = house.Get<IOptions<RetentionOptions>>().Value;
        options.LegalHold = true;

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);

        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Approved);
        (await house.Journal.ReadAsync(reference, Now)).ShouldNotBeNull();
        options.LegalHold = false;
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
    }

    [Fact]
    public async Task Clock_SetBack_IsNoLongerDoubted()
    {
        await using var house = await StartAsync(_packs);
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        await house.Get<IMailboxMemory>().WriteAsync("clock-doubt", house.Now.AddYears(3).ToString("O", System.Globalization.CultureInfo.InvariantCulture), Now);

        (await house.Get<ClockGuard>().MayDestroyAsync(Now)).ShouldBeTrue();
        (await house.Get<ClockGuard>().DoubtedSinceAsync(Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Line_ApprovedInItsTableAlone_DestroysNothing()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "book-1");
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        var line = await LineAsync(house, reference);
        await house.Get<IRetentionLedger>().ReplaceAsync(line.Then(RetentionStates.Approved, house.Now, Head), Now);
        house.Time.Advance(TimeSpan.FromDays(31));

        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);

        line = await LineAsync(house, reference);
        (line.State, line.Steps[^1].By).ShouldBe((RetentionStates.Held, "machine"));
        (await house.Journal.ReadAsync(reference, Now)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Line_WhoseApproverWasChanged_IsFoundAfterTheDestruction()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "book-2");
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
        (await house.Get<ApprovalCheck>().Begin().LookAsync(reference, Now)).ShouldBeNull();
        var line = await LineAsync(house, reference);
        await house.Get<IRetentionLedger>().ReplaceAsync(line with { Steps = [.. line.Steps.Select(s => s.By == Head ? s with { By = "sm-cits" } : s)] }, Now);

        (await house.Get<ApprovalCheck>().Begin().LookAsync(reference, Now)).ShouldNotBeNull();
    }

    /// <summary>An earlier version kept no book; what it destroyed has its line alone.</summary>
    [Fact]
    public async Task Case_DestroyedBeforeTheBookBegan_IsNoFinding()
    {
        await using var house = await StartAsync(_packs);
        var former = await ClosedAsync(house, "book-3");
        var later = await ClosedAsync(house, "book-4", Residents.Person("later", "Zane", "Izdomātā", "000160-10016"));
        var (list, shredder) = (house.Get<IRetentionLedger>(), house.Get<ICaseShredder>());
        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        await DestroyAsync(former);
        (await LookAsync(former)).ShouldBeNull("there is no book yet");

        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Get<DestructionDesk>().HoldAsync("smiltene", RetentionKinds.Case, later.CaseId, Head, "Tiesvedība.", Now);
        house.Time.Advance(TimeSpan.FromDays(1));
        await DestroyAsync(later);

        (await LookAsync(former)).ShouldBeNull();
        (await LookAsync(later)).ShouldNotBeNull("the book says that it is held");

        Task<string?> LookAsync(CaseRef reference) => house.Get<ApprovalCheck>().Begin().LookAsync(reference, Now);

        async Task DestroyAsync(CaseRef reference)
        {
            await list.ReplaceAsync((await LineAsync(house, reference)).Then(RetentionStates.Approved, house.Now, Head).Then(RetentionStates.Destroyed, house.Now, "machine"), Now);
            await shredder.DestroyAsync(reference, (await house.ReadAsync(reference)).Version, Now);
        }
    }

    /// <summary>A hundred destroyed cases, and the book is asked for once.</summary>
    [Fact]
    public async Task Look_AtManyDestroyedCases_ReadsTheBookOnce()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "book-5");
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
        var books = new CountedBooks(house.Get<IRecordBooks>());
        var reading = new ApprovalCheck(house.Get<ICaseShredder>(), house.Get<IRetentionLedger>(), new DestructionBook(books)).Begin();

        for (var i = 0; i < 100; i++)
        {
            (await reading.LookAsync(reference, Now)).ShouldBeNull();
        }

        books.Reads.ShouldBe(1);
    }

    /// <summary>Between line and key the page says no: then the book must not say that it is held, or the round would believe it.</summary>
    [Fact]
    public async Task HoldEarly_OfALineThatIsBeingDestroyed_LeavesTheBookAlone()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ApprovedAsync(house, "book-6");
        var number = (await house.StateAsync(reference)).Number!;
        await house.Get<IRetentionLedger>().ReplaceAsync((await LineAsync(house, reference)).Then(RetentionStates.Destroying, house.Now, "machine"), Now);

        (await house.Get<DestructionDesk>().HoldEarlyAsync("smiltene", number, Head, "Tiesvedība.", Now)).ShouldBeFalse();

        (await house.Get<IRecordBooks>().ReadAsync("smiltene", "destruction", Now)).Count.ShouldBe(1);
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
        (await house.Get<ApprovalCheck>().Begin().LookAsync(reference, Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Hold_OfAnOpenCaseBeforeItsTerm_KeepsItUntilItIsLetGo()
    {
        await using var house = await StartAsync(_packs);
        var reference = await house.OpenCaseAsync(Residents.Application("early", house.Now));
        var number = (await house.StateAsync(reference)).Number!;
        var desk = house.Get<DestructionDesk>();
        (await desk.HoldEarlyAsync("smiltene", "2026/9999", Head, "Tiesvedība.", Now)).ShouldBeFalse("there is no such case");

        using var head = await house.BrowseAsync(house.Person(Roles.Head));
        (await head.SendAsync("/destruction", "/destruction?handler=HoldEarly", ("number", number), ("reason", "Tiesvedība."))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Held);
        (await desk.HoldEarlyAsync("smiltene", number, Head, "Vēlreiz.", Now)).ShouldBeFalse("it is held");

        await house.DoAsync(reference, SocialWorkflows.Casework.Cases.Commands.Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Lūgums."), ("channel", "registered"), ("address", "Izdomu iela 1, Smiltene"));
        await CloseAsync(house, reference);
        (await desk.ReleaseAsync("smiltene", RetentionKinds.Case, reference.CaseId, Head, "Beidzās.", Now)).ShouldBeTrue();
        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Waiting, "its term runs");
        (await desk.ApproveAsync("smiltene", RetentionKinds.Case, reference.CaseId, Head, Now)).ShouldBeFalse();
        (await desk.HoldEarlyAsync("smiltene", number, Head, "Jauna prasība.", Now)).ShouldBeTrue();

        house.Time.Advance(TimeSpan.FromDays(3 * 366));
        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0, "it is held");
        (await desk.ReleaseAsync("smiltene", RetentionKinds.Case, reference.CaseId, Head, "Beidzās.", Now)).ShouldBeTrue();
        (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Proposed, "its term is over");
    }

    [Fact]
    public async Task Case_LetGoBeforeItsTerm_IsProposedWhenThatIsOver()
    {
        await using var house = await StartAsync(_packs);
        var reference = await ClosedAsync(house, "early-2");
        var desk = house.Get<DestructionDesk>();
        await desk.HoldEarlyAsync("smiltene", (await house.StateAsync(reference)).Number!, Head, "Tiesvedība.", Now);
        await desk.ReleaseAsync("smiltene", RetentionKinds.Case, reference.CaseId, Head, "Beidzās.", Now);
        house.Time.Advance(TimeSpan.FromDays(3 * 366));

        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(1);

        var line = await LineAsync(house, reference);
        line.State.ShouldBe(RetentionStates.Proposed);
        line.GraceUntil.ShouldBe(house.Terms.DayOf(house.Now).AddDays(30));
        line.Steps.Select(s => s.State).ShouldBe([RetentionStates.Held, RetentionStates.Waiting, RetentionStates.Proposed]);
    }

    [Fact]
    public async Task Mail_DestroyedHereAndKeptByTheMailbox_IsKnownByAKeyedHash()
    {
        await using var house = await StartAsync(_packs);
        var destroyed = house.Get<DestroyedMails>();

        await destroyed.AddAsync("AAMkAG-kept", Now);

        (await destroyed.IsOneAsync("AAMkAG-kept", Now)).ShouldBeTrue();
        (await destroyed.IsOneAsync("AAMkAG-other", Now)).ShouldBeFalse();
        (await destroyed.IsOneAsync(DestroyedMails.Short("AAMkAG-kept"), Now)).ShouldBeTrue();
    }

    [Fact]
    public async Task Anchors_OneTakenFromTheMiddle_IsMissed()
    {
        await using var house = await StartAsync(_packs);
        for (var day = 0; day < 12; day++)
        {
            await house.Get<AnchorKeeper>().AnchorAsync(Now);
            house.Time.Advance(TimeSpan.FromDays(1));
        }

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldBeEmpty();
        var gone = Directory.GetFiles(house.Data.Anchors).Order(StringComparer.Ordinal).ElementAt(2);
        File.SetAttributes(gone, FileAttributes.Normal);
        File.Delete(gone);

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain(Path.GetFileName(gone));
    }

    [Fact]
    public async Task Anchors_ANightThatDidNotRun_IsToldForAWeek()
    {
        await using var house = await StartAsync(_packs);
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        house.Time.Advance(TimeSpan.FromDays(3));
        await house.Get<AnchorKeeper>().AnchorAsync(Now);

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain("no anchor was written");
        for (var day = 0; day < 8; day++)
        {
            house.Time.Advance(TimeSpan.FromDays(1));
            await house.Get<AnchorKeeper>().AnchorAsync(Now);
        }

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldBeEmpty();
    }

    private sealed class CountedBooks(IRecordBooks inner) : IRecordBooks
    {
        public int Reads { get; private set; }

        public Task<IReadOnlyList<BookEntry>> ReadAsync(string municipality, string book, CancellationToken cancellation)
        {
            Reads++;
            return inner.ReadAsync(municipality, book, cancellation);
        }

        public Task<BookEntry> AppendAsync(string municipality, string book, long after, string by, string body, CancellationToken cancellation) =>
            inner.AppendAsync(municipality, book, after, by, body, cancellation);
    }
}
