using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Tests.Lists;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>A list of people at the end of its retention.</summary>
public sealed class ListDestructionTests : IDisposable
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task List_ApprovedAndPastItsGrace_GoesWithFilesLettersLooksAndWhatItsMailsSaid()
    {
        await using var house = await StartAsync(_packs);
        var list = await SentAsync(house, "1");
        var kept = await SentAsync(house, "2");
        (await LeftOfAsync(house, list)).ShouldBe("record, 2 files, 1 mails with content, 1 bundles, looks");
        house.Time.Advance(TimeSpan.FromDays(2 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var page = await head.ReadAsync("/destruction");
        page.ShouldContain($"<a href=\"/lists/{list.Id}\">Ziemassvētku dāvanu paciņa");
        (await head.PostAsync("/destruction", "/destruction?handler=Approve", [("kind", RetentionKinds.List), ("subject", list.Id)])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0, "the days for objections are not over");
        house.Time.Advance(TimeSpan.FromDays(31));
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);

        (await LeftOfAsync(house, list)).ShouldBe("nothing");
        (await LeftOfAsync(house, kept)).ShouldBe("record, 2 files, 1 mails with content, 1 bundles, looks", "nobody approved it");
        var line = (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.List, list.Id, Now))!;
        (line.State, line.FilesGone > 3).ShouldBe((RetentionStates.Destroyed, true));
        (await house.SendsAsync()).Count(s => SendList.IdIn(s.SubjectId) == list.Id && s.State == SendStates.Sent).ShouldBe(1, "that something was sent stays");
        (await house.Get<SendLists>().ListAsync("smiltene", Now)).ShouldHaveSingleItem().Id.ShouldBe(kept.Id);
        (await head.GetAsync($"/lists/{list.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await house.Get<StoreSelfCheck>().RunAsync(DateTimeOffset.MaxValue, Now);
        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.ShouldAllBe(f => f.Text.StartsWith("Between ", StringComparison.Ordinal), "the test jumped over nights, and nothing else is found");
    }

    [Fact]
    public async Task List_OfWhichAnotherHasTheSameFile_LeavesItThere()
    {
        await using var house = await StartAsync(_packs);
        var list = await BroughtAsync(house, "1", "3");
        var other = await BroughtAsync(house, "2", "3");
        other.FileId.ShouldBe(list.FileId);

        await DestroyAsync(house, list);

        (await house.Get<SendLists>().FindAsync("smiltene", list.Id, Now)).ShouldBeNull();
        (await house.Get<IDocumentStore>().GetAsync(other.FileId, Now)).ShouldNotBeEmpty();
    }

    /// <summary>The same occasion has the same id: what was destroyed under it once is no reason to keep what comes later for ever.</summary>
    [Fact]
    public async Task List_BroughtAgainAfterItWasDestroyed_IsProposedAnewAfterItsOwnTerm()
    {
        await using var house = await StartAsync(_packs);
        var list = await BroughtAsync(house, "1", "1");
        await DestroyAsync(house, list);
        var again = await BroughtAsync(house, "1", "2");
        again.Id.ShouldBe(list.Id);
        await house.Get<DestructionList>().ProposeAsync(Now);
        (await LineAsync(house, list)).State.ShouldBe(RetentionStates.Destroyed, "its term runs");

        await DestroyAsync(house, again);

        (await house.Get<SendLists>().FindAsync("smiltene", list.Id, Now)).ShouldBeNull();
        (await LineAsync(house, list)).Steps.Count(s => s.State == RetentionStates.Destroyed).ShouldBe(2);
    }

    [Fact]
    public async Task List_WithWhichSomethingIsDoneAfterItsApproval_StaysAndSaysWhy()
    {
        await using var house = await StartAsync(_packs);
        var list = await BroughtAsync(house, "1", "1");
        await ApproveAsync(house, list);
        await BroughtAsync(house, "1", "2");

        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);

        var line = await LineAsync(house, list);
        (line.State, line.Steps[^1].Note!.Contains("termiņš", StringComparison.Ordinal)).ShouldBe((RetentionStates.Held, true));
        (await house.Get<SendLists>().FindAsync("smiltene", list.Id, Now)).ShouldNotBeNull();
    }

    /// <summary>In the packs as they are shipped no term of a list is confirmed.</summary>
    [Fact]
    public async Task List_WithoutAConfirmedTerm_IsNeverProposed()
    {
        await using var house = await WayHouse.StartAsync();
        var list = await BroughtAsync(house, "1", "1");
        house.Time.Advance(TimeSpan.FromDays(20 * 366));

        (await house.Get<DestructionList>().ProposeAsync(Now)).ShouldBe(0);

        (await house.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.List, list.Id, Now)).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, 900, false)]
    [InlineData(false, 364, false)]
    [InlineData(false, 366, true)]
    public void Term_OfAList_RunsFromTheLastThingDoneAndNotWhileMailsAreGiven(bool isUnderWay, int days, bool mayGo)
    {
        var rule = new RetentionClass { Id = RetentionKinds.List, Years = 1, Confirmed = true, ValidFrom = new DateOnly(2026, 1, 1), Source = "tests" };
        var last = new DateOnly(2026, 3, 1);

        RetentionTerm.OfList(isUnderWay, last, rule, last.AddDays(days)).MayBeDestroyed.ShouldBe(mayGo);
        RetentionTerm.OfList(isUnderWay, last, rule with { Confirmed = false }, last.AddDays(days)).MayBeDestroyed.ShouldBeFalse();
    }

    /// <summary>A list of one mail and one letter that went its way, past its term and approved, with its grace over.</summary>
    internal static async Task<SendList> ApprovedAsync(WayHouse house, string occasion)
    {
        var list = await SentAsync(house, occasion);
        await ApproveAsync(house, list);
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        return list;
    }

    /// <summary>What the stores still have of a list, in words.</summary>
    internal static async Task<string> LeftOfAsync(WayHouse house, SendList list)
    {
        List<string> left = [];
        if (await house.Get<SendLists>().FindAsync(list.Municipality, list.Id, Now) is not null)
        {
            left.Add("record");
        }

        async Task<int> CountAsync(IEnumerable<string> files)
        {
            var count = 0;
            foreach (var file in files)
            {
                try
                {
                    await house.Get<IDocumentStore>().GetAsync(file, Now);
                    count++;
                }
                catch (DocumentStoreException)
                {
                    continue;
                }
            }

            return count;
        }

        void Say(int count, string what)
        {
            if (count > 0)
            {
                left.Add($"{count} {what}");
            }
        }

        var sends = (await house.Get<ISendLedger>().ListAsync(list.Municipality, null, Now)).Where(s => SendList.IdIn(s.SubjectId) == list.Id).ToList();
        Say(await CountAsync([list.FileId, .. list.Letters.Select(b => b.RowsId)]), "files");
        Say(sends.Count(s => s.ContentId is not null || s.ProviderId is not null || s.Detail is not null), "mails with content");
        Say(await CountAsync(list.Letters.Select(b => b.FileId)), "bundles");
        if ((await house.Get<ILooks>().ListAsync(list.Municipality, list.Id, null, 9, Now)).Count > 0)
        {
            left.Add("looks");
        }

        return left.Count == 0 ? "nothing" : string.Join(", ", left);
    }

    private static async Task<SendList> SentAsync(WayHouse house, string occasion)
    {
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await ListSteps.UploadAsync(head, $"vārds;e-pasts;adrese\nAnna;anna{occasion}@pasts.example;\nŅina Ķēniņa;;Izdomu iela {occasion}\n", occasion: occasion);
        (await ListSteps.ConfirmAsync(house, path, 2)).ShouldBe(HttpStatusCode.Redirect);
        await house.SettleAsync();
        await house.MoveAsync(TimeSpan.FromMinutes(2));
        var list = (await house.Get<SendLists>().FindAsync("smiltene", path.Split('/')[^1], Now))!;
        (list.IsGiven, list.Letters.Count).ShouldBe((true, 1));
        return list;
    }

    /// <summary>Uploaded and never let go.</summary>
    private static async Task<SendList> BroughtAsync(WayHouse house, string occasion, string number)
    {
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await ListSteps.UploadAsync(head, $"vārds;e-pasts\nAnna;anna{number}@pasts.example\n", occasion: occasion);
        return (await house.Get<SendLists>().FindAsync("smiltene", path.Split('/')[^1], Now))!;
    }

    private static async Task ApproveAsync(WayHouse house, SendList list)
    {
        house.Time.Advance(TimeSpan.FromDays(2 * 366));
        await house.Get<DestructionList>().ProposeAsync(Now);
        (await house.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.List, list.Id, "sm-vaditaja", Now)).ShouldBeTrue();
        house.Time.Advance(TimeSpan.FromDays(31));
    }

    private static async Task DestroyAsync(WayHouse house, SendList list)
    {
        await ApproveAsync(house, list);
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        (await house.Get<DestructionRound>().RunAsync(Now)).ShouldBe(1);
    }

    private static async Task<RetentionRow> LineAsync(WayHouse house, SendList list) =>
        (await house.Get<IRetentionLedger>().FindAsync(list.Municipality, RetentionKinds.List, list.Id, Now))!;
}
