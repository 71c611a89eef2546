using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What the stores promise about being checked in pieces, about destroying a case, and about anchors, whatever they are made of.</summary>
public abstract class KeepingContract
{
    private static readonly CancellationToken Now = CancellationToken.None;
    private static readonly CaseRef Second = new("smiltene", "c0000000000000002");

    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Forget_SendsOfSubjectsThatBeginSo_EmptiesTheseAndTheirTasksAndNoOthers()
    {
        await using var store = await OpenAsync();
        foreach (var (subject, municipality) in new[] { ("list-00ff-a", "smiltene"), ("list-00ff-b", "smiltene"), ("list-00fe-a", "smiltene"), ("list-00fg-a", "smiltene"), ("list-00ff-a", "iecava") })
        {
            await store.Sends.PlanAsync(LedgerContract.Send($"{municipality}.{subject}") with { Municipality = municipality, SubjectId = subject, Detail = "servera vārdi", ContentId = "content", ProviderId = "provider" }, Now);
            await store.Tasks.RaiseAsync(new PersonTask { Key = subject, Municipality = municipality, Role = "r", Kind = "list", SubjectId = subject, Text = new("Teksts", "Words"), RaisedAt = store.Time.GetUtcNow() }, Now);
        }

        await store.Sends.ForgetAsync("smiltene", "list-00ff-", Now);
        await store.Sends.ForgetAsync("smiltene", "list-00ff-", Now);

        foreach (var municipality in new[] { "smiltene", "iecava" })
        {
            var rows = await store.Sends.ListAsync(municipality, null, Now);
            rows.ShouldAllBe(r => (r.ContentId == null && r.Detail == null && r.ProviderId == null) == (municipality == "smiltene" && r.SubjectId.StartsWith("list-00ff-")));
            rows.Count.ShouldBe(municipality == "smiltene" ? 4 : 1, "that something was sent stays");
        }

        (await store.Tasks.ListOpenAsync("smiltene", Now)).Select(t => t.SubjectId).ShouldBe(["list-00fe-a", "list-00fg-a"], ignoreOrder: true);
        (await store.Tasks.ListOpenAsync("iecava", Now)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Destroy_Case_NothingOfThePersonIsLeftAndTheChainIsWhole()
    {
        await using var store = await OpenAsync();
        await TwoCasesAsync(store);
        await store.AppendAsync("message:private", TestCases.Filed("private") with { Text = "Ļoti privāts stāsts" });
        var message = await store.Intake.AcceptAsync(LedgerContract.Message("offered-name", "h1") with { MessageId = "berta.private@inbox.example" }, Now);
        await store.Intake.DisposeAsync(message.IntakeId, Dispositions.NewCase, TestCases.Reference.CaseId, "r", "machine", Now);
        await store.Tasks.RaiseAsync(new PersonTask { Key = "k", Municipality = "smiltene", Role = "r", Kind = "offer", SubjectId = TestCases.Reference.CaseId, Text = new("Teksts par lietu", "Words on the case"), RaisedAt = store.Time.GetUtcNow() }, Now);
        var card = new CardCopy { Case = TestCases.Reference, Step = "documents", Round = 1, PersonId = "p", ActivityId = "1:x", Version = 1, Open = true };
        await store.Teams.SaveAsync(card, Now);
        await store.Teams.SaveAsync(card with { Case = Second }, Now);
        store.Time.Advance(TimeSpan.FromDays(1));

        await store.Tasks.RaiseAsync(new PersonTask { Key = "u", Municipality = "smiltene", Role = "r", Kind = "urgent", SubjectId = message.IntakeId, Text = new("Teksts par vēstuli", "Words on the letter"), RaisedAt = store.Time.GetUtcNow() }, Now);
        await store.Sends.PlanAsync(LedgerContract.Send("refusal") with { SubjectId = message.IntakeId, Detail = "servera vārdi", ContentId = "content-of-refusal" }, Now);

        (await store.Shredder.DestroyAsync(TestCases.Reference, 2, Now)).ShouldBeFalse("something was added since");
        (await store.Shredder.DestroyAsync(Second with { CaseId = "c000000000000000f" }, 0, Now)).ShouldBeFalse("there is no such case");
        (await store.Journal.ReadAsync(TestCases.Reference, Now))!.Version.ShouldBe(3);
        (await store.Shredder.DestroyAsync(TestCases.Reference, 3, Now)).ShouldBeTrue();
        (await store.Shredder.DestroyAsync(TestCases.Reference, 0, Now)).ShouldBeTrue("a repeat goes on");
        (await store.Intake.FindDeliveryAsync("offered-name", Now)).ShouldNotBeNull("another case may need the message");
        await store.Intake.ForgetAsync(message.IntakeId, Now);

        (await store.Teams.CopiesAsync(TestCases.Reference, Now)).ShouldBeEmpty();
        (await store.Teams.CopiesAsync(Second, Now)).Count.ShouldBe(1);
        (await store.Journal.ReadAsync(TestCases.Reference, Now)).ShouldBeNull();
        (await store.Shredder.DestroyedAtAsync(TestCases.Reference, Now)).ShouldBe(DemoFolder.Beginning.AddDays(1));
        (await store.Shredder.DestroyedAtAsync(Second, Now)).ShouldBeNull();
        (await store.ProblemsAsync()).ShouldBeEmpty();
        (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).ShouldHaveSingleItem().Case.ShouldBe(Second);
        (await store.Board.FindByPersonAsync("smiltene", TestCases.Code, Now)).ShouldBe([Second]);
        (await store.Tasks.ListOpenAsync("smiltene", Now)).ShouldBeEmpty();
        var row = (await store.Intake.FindAsync(message.IntakeId, Now))!;
        (row.Disposition, row.MessageId).ShouldBe((Dispositions.NewCase, string.Empty));
        (await store.Intake.FindDeliveryAsync("offered-name", Now)).ShouldBeNull();
        var dump = await store.DumpAsync();
        foreach (var word in new[] { "Ļoti privāts stāsts", "berta.private", "Teksts par lietu", "Teksts par vēstuli", "Words on the case", "Words on the letter", "servera vārdi", "content-of-refusal", "offered-name", "c0000000000000001@residents.example" })
        {
            dump.ShouldNotContain(word);
        }
    }

    [Fact]
    public async Task Destroy_CaseOfAnOlderVersion_PlainEntriesAreEmptiedAndTheChainIsWhole()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("message:a", TestCases.Filed("a") with { Text = "Ļoti privāts stāsts" });
        await store.WriteInTheOpenAsync(TestCases.Reference);
        (await store.ProblemsAsync()).ShouldBeEmpty("older data must still read");
        (await store.DumpAsync()).ShouldContain("Ļoti privāts stāsts");
        await store.AppendAsync("message:b", TestCases.Filed("b"));
        (await store.Journal.ReadAsync(TestCases.Reference, Now))!.Version.ShouldBe(3);

        (await store.Shredder.DestroyAsync(TestCases.Reference, 3, Now)).ShouldBeTrue();

        (await store.DumpAsync()).ShouldNotContain("Ļoti privāts stāsts");
        (await store.ProblemsAsync()).ShouldBeEmpty();
        (await store.Check.CheckCaseAsync(TestCases.Reference, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_ToADestroyedCase_RefusedAndNothingStored()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.Shredder.DestroyAsync(TestCases.Reference, 1, Now);

        await Should.ThrowAsync<CaseDestroyedException>(() => store.AppendAsync("message:a", TestCases.Filed("a")));

        (await store.Rebuild.RebuildAsync(Now)).ShouldBe(0);
        (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_NothingWrong_NothingFound()
    {
        await using var store = await OpenAsync();
        await TwoCasesAsync(store);

        (await store.Check.CheckCaseAsync(TestCases.Reference, Now)).ShouldBeEmpty();
        (await store.Check.CheckCaseAsync(Second, Now)).ShouldBeEmpty();
        (await store.Check.CheckChainsAsync(Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_OneEntryChanged_NamedWithItsCaseAndVersion()
    {
        await using var store = await OpenAsync();
        await TwoCasesAsync(store);

        await store.ChangeEntryAsync(Second, 2);

        (await store.Check.CheckCaseAsync(Second, Now)).ShouldContain($"{Second} version 2: the content does not match its hash.");
        (await store.Check.CheckCaseAsync(TestCases.Reference, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_OneBoardRowChanged_NamedWithItsCase()
    {
        await using var store = await OpenAsync();
        await TwoCasesAsync(store);

        await store.ChangeBoardAsync(Second);

        (await store.Check.CheckCaseAsync(Second, Now)).ShouldHaveSingleItem().ShouldStartWith($"{Second}: its row");
        (await store.Check.CheckCaseAsync(TestCases.Reference, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_OneLinkChanged_NamedWithItsEntry()
    {
        await using var store = await OpenAsync();
        await TwoCasesAsync(store);

        await store.ChangeLinkAsync(TestCases.Reference);

        (await store.Check.CheckChainsAsync(Now)).ShouldContain($"{TestCases.Reference} version 1: the municipality's chain is broken before or at this entry.");
    }

    [Fact]
    public async Task Cases_FromOneOn_TheOthersInOrder()
    {
        await using var store = await OpenAsync();
        var all = Enumerable.Range(0, 5).Select(i => new CaseRef("smiltene", $"c{i:x16}")).ToList();
        foreach (var reference in all)
        {
            await store.AppendAsync(reference, "received", TestCases.Received());
        }

        await store.Shredder.DestroyAsync(all[3], 1, Now);

        (await store.Check.CasesAsync(null, Now).ToListAsync(Now)).ShouldBe(all);
        (await store.Check.CasesAsync(all[2], Now).ToListAsync(Now)).ShouldBe(all[3..]);
    }

    [Fact]
    public async Task Links_OfTheHead_AreThoseOfTheChain()
    {
        await using var store = await OpenAsync();
        await TwoCasesAsync(store);

        var head = (await store.Check.HeadsAsync(Now)).ShouldHaveSingleItem();

        (head.Municipality, head.Entries).ShouldBe(("smiltene", 4));
        var links = await store.Check.LinksAtAsync("smiltene", [4, 2, 9], Now);
        links.Keys.Order().ShouldBe([2, 4]);
        links[4].ShouldBe(head.Link);
    }

    [Fact]
    public async Task Anchor_WrittenTwice_TheFirstStays()
    {
        await using var store = await OpenAsync();

        (await store.Anchors.AddAsync("2026-06-08.json", "one"u8.ToArray(), Now)).ShouldBeTrue();
        (await store.Anchors.AddAsync("2026-06-08.json", "two"u8.ToArray(), Now)).ShouldBeFalse();

        (await store.Anchors.FindAsync("2026-06-08.json", Now)).ShouldBe("one"u8.ToArray());
        (await store.Anchors.FindAsync("2026-06-09.json", Now)).ShouldBeNull();
        (await store.Anchors.NamesAsync(Now)).ShouldBe(["2026-06-08.json"]);
    }

    [Fact]
    public async Task Document_Deleted_IsGoneOnce()
    {
        await using var store = await OpenAsync();
        var id = await store.Documents.PutAsync("file"u8.ToArray(), Now);

        (await store.Documents.DeleteAsync(id, Now)).ShouldBeTrue();
        (await store.Documents.DeleteAsync(id, Now)).ShouldBeFalse();
    }

    [Fact]
    public async Task Retention_ChangedBySomebodyElse_Refused()
    {
        await using var store = await OpenAsync();
        var row = new RetentionRow
        {
            Municipality = "smiltene",
            Kind = "case",
            SubjectId = "c1",
            Number = "SD-2026/1",
            State = RetentionStates.Proposed,
            From = new DateOnly(2016, 1, 1),
            DueOn = new DateOnly(2026, 1, 1),
            GraceUntil = new DateOnly(2026, 3, 1),
            Rule = "r",
            Steps = [],
        };

        (await store.Retention.AddAsync(row, Now)).ShouldBeTrue();
        (await store.Retention.AddAsync(row with { Number = "other" }, Now)).ShouldBeFalse();
        var read = (await store.Retention.FindAsync("smiltene", "case", "c1", Now))!;
        (await store.Retention.ReplaceAsync(read.Then(RetentionStates.Held, DemoFolder.Beginning, "sm-vaditaja", "Tiesvedība."), Now)).ShouldBeTrue();
        (await store.Retention.ReplaceAsync(read.Then(RetentionStates.Approved, DemoFolder.Beginning, "sm-vaditaja"), Now)).ShouldBeFalse();

        (await store.Retention.ListAsync("smiltene", RetentionStates.Proposed, Now)).ShouldBeEmpty();
        var held = (await store.Retention.ListAsync("smiltene", RetentionStates.Held, Now)).ShouldHaveSingleItem();
        (held.Number, held.Steps[^1].Note).ShouldBe(("SD-2026/1", "Tiesvedība."));
        (await store.Retention.ListAsync("iecava", RetentionStates.Held, Now)).ShouldBeEmpty();
    }

    private static async Task TwoCasesAsync(StoreHouse store)
    {
        foreach (var reference in new[] { TestCases.Reference, Second })
        {
            await store.AppendAsync(reference, "received", TestCases.Received() with { MessageId = $"{reference.CaseId}@residents.example" });
            await store.AppendAsync(reference, "message:a", TestCases.Filed("a" + reference.CaseId));
        }
    }
}
