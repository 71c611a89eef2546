using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What journal and board promise, whatever they are stored in.</summary>
public abstract class JournalContract
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Append_SameKeyTwice_FirstResultAndDecidedOnce()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        var decided = 0;
        var append = new Append
        {
            Case = TestCases.Reference,
            Key = "message:a",
            Decide = _ =>
            {
                decided++;
                return [TestCases.Filed("a")];
            },
        };

        var first = await store.Journal.AppendAsync(append, Now);
        var second = await store.Journal.AppendAsync(append with { ExpectedVersion = 1 }, Now);

        (first.Repeated, second.Repeated, decided).ShouldBe((false, true, 1));
        second.Entries.Select(e => e.Hash).ShouldBe(first.Entries.Select(e => e.Hash));
        second.Case.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Append_SeveralFacts_TogetherUnderOneKey()
    {
        await using var store = await OpenAsync();

        var result = await store.AppendAsync("received", TestCases.Received(), TestCases.Filed("a"), TestCases.Filed("b"));

        result.Entries.Select(e => (e.Version, e.Key)).ShouldBe([(1, "received"), (2, "received"), (3, "received")]);
        var read = (await store.Journal.ReadAsync(TestCases.Reference, Now))!;
        read.Entries.Select(e => e.Hash).ShouldBe(result.Entries.Select(e => e.Hash));
        JournalChain.WriteState(read.State).ShouldBe(JournalChain.WriteState(result.Case.State));
    }

    [Fact]
    public async Task Append_NothingDecided_KeyStaysFree()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());

        await store.AppendAsync("message:a");
        var later = await store.AppendAsync("message:a", TestCases.Filed("a"));

        (later.Repeated, later.Case.Version).ShouldBe((false, 2));
    }

    [Fact]
    public async Task Append_NothingDecidedOnNoCase_NoCase()
    {
        await using var store = await OpenAsync();

        (await store.AppendAsync("received")).Case.Version.ShouldBe(0);

        (await store.Journal.ReadAsync(TestCases.Reference, Now)).ShouldBeNull();
        (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_OtherVersion_RefusedAndNothingStored()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        var append = new Append { Case = TestCases.Reference, Key = "k", ExpectedVersion = 7, Decide = _ => [TestCases.Filed("a")] };

        (await Should.ThrowAsync<StaleVersionException>(() => store.Journal.AppendAsync(append, Now))).Current.ShouldBe(1);

        (await store.Journal.ReadAsync(TestCases.Reference, Now))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Append_DecisionThrows_NothingOfItRemains()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        var append = new Append
        {
            Case = TestCases.Reference,
            Key = "k",
            Decide = context =>
            {
                context.NextNumber("SD-2026");
                throw new InvalidOperationException("no");
            },
        };

        await Should.ThrowAsync<InvalidOperationException>(() => store.Journal.AppendAsync(append, Now));

        long number = 0;
        await store.Journal.AppendAsync(
            append with
            {
                Decide = context =>
                {
                    number = context.NextNumber("SD-2026");
                    return [];
                },
            },
            Now);
        number.ShouldBe(1);
    }

    [Fact]
    public async Task Append_OlderGeneration_Fenced()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("generation:2", new GenerationRaised(2, "test"));
        var append = new Append { Case = TestCases.Reference, Key = "k", Generation = 1, Decide = _ => [TestCases.Filed("a")] };

        await Should.ThrowAsync<StaleGenerationException>(() => store.Journal.AppendAsync(append, Now));
        (await store.Journal.AppendAsync(append with { Generation = 2 }, Now)).Case.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Append_SameCaseInParallel_EveryOneOnceInOneChain()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => store.AppendAsync($"message:{i % 12}", TestCases.Filed($"m{i % 12}"))));

        var read = (await store.Journal.ReadAsync(TestCases.Reference, Now))!;
        read.Version.ShouldBe(13);
        read.Entries.Select(e => e.Key).Distinct().Count().ShouldBe(13);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_200InParallel_NumbersUniqueAndChainWhole()
    {
        await using var store = await OpenAsync();

        await Parallel.ForAsync(0, 200, async (i, _) =>
        {
            var reference = new CaseRef("smiltene", $"c{i:x16}");
            await store.AppendAsync(reference, "received", TestCases.Received());
            await store.Journal.AppendAsync(
                new Append
                {
                    Case = reference,
                    Key = "register",
                    Decide = append => [new ApplicationRegistered($"SD-2026/{append.NextNumber("SD-2026")}", "APR_MAJAS", new DateOnly(2026, 6, 8), "w") { OuterLimit = new DateOnly(2026, 7, 8) }],
                },
                Now);
        });

        var rows = await store.Board.ListAsync("smiltene", null, includeClosed: true, Now);
        rows.Select(r => r.Number).Distinct().Count().ShouldBe(200);
        var verified = await store.Verifier.VerifyAsync(Now);
        verified.Problems.ShouldBeEmpty();
        verified.Entries.ShouldBe(400);
    }

    [Fact]
    public async Task Append_LastPlaceWantedByMany_OneGetsIt()
    {
        await using var store = await OpenAsync();
        var cases = Enumerable.Range(0, 8).Select(i => new CaseRef("smiltene", $"c{i:x16}")).ToList();
        foreach (var reference in cases)
        {
            await store.AppendAsync(reference, "received", TestCases.Received() with { AdmitFirst = true });
        }

        await Task.WhenAll(cases.Select(reference => store.Journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = "admission:1",
                Decide = context => context.PlacesTaken("TRAPENE") < 1
                    ? [new PersonAdmitted("TRAPENE", new DateOnly(2026, 6, 8), "krīze", new Contact("post", "x"), "w")]
                    : [],
            },
            Now)));

        var holders = new List<CaseRef>();
        foreach (var reference in cases)
        {
            if ((await store.Journal.ReadAsync(reference, Now))!.Entries.Any(e => e.Event is PersonAdmitted))
            {
                holders.Add(reference);
            }
        }

        holders.ShouldHaveSingleItem();
        (await store.PlacesTakenAsync("TRAPENE")).ShouldBe(1);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_VeryLongMessage_ReadBackAsItWas()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        var texts = new[] { new string('x', 31_999) + "😀" + new string('ā', 40_000), string.Concat(Enumerable.Repeat("Labdien! 😀 ", 120_000)) };

        await store.AppendAsync("message:a", TestCases.Filed("a") with { Text = texts[0] });
        await store.AppendAsync("message:b", TestCases.Filed("b") with { Text = texts[1] });

        var read = (await store.Journal.ReadAsync(TestCases.Reference, Now))!;
        read.Entries.Select(e => e.Event).OfType<MessageFiled>().Select(m => m.Text).ShouldBe(texts);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Marks_NameWhatWasWaitedFor_UntilCleared()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received() with { ServiceId = null });
        await store.AppendAsync("registration:1", new ServiceChosen("APR_MAJAS", AdmitFirst: false, "r"));

        var marks = await store.Journal.ReadMarksAsync(Now);

        marks.Select(m => (m.Version, m.StartsInstance, string.Join(',', m.EventNames))).ShouldBe([(1, true, ""), (2, false, "registration:1")]);
        await store.Journal.ClearMarkAsync(marks[0], Now);
        await store.Journal.ClearMarkAsync(marks[0], Now);
        (await store.Journal.ReadMarksAsync(Now)).ShouldHaveSingleItem().Version.ShouldBe(2);
        await using var again = await store.AgainAsync();
        (await again.Journal.ReadMarksAsync(Now)).ShouldHaveSingleItem().Case.ShouldBe(TestCases.Reference);
    }

    [Fact]
    public async Task MarksOf_OneCase_NotThoseOfTheOthers()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received() with { ServiceId = null });
        await store.AppendAsync("registration:1", new ServiceChosen("APR_MAJAS", AdmitFirst: false, "r"));
        var other = new CaseRef(TestCases.Reference.Municipality, "cffffffffffffffff");
        await store.Journal.AppendAsync(new Append { Case = other, Key = "received", Wakes = true, Decide = _ => [TestCases.Received()] }, Now);

        (await store.Journal.ReadMarksOfAsync(TestCases.Reference, Now)).Select(m => (m.Case, m.Version)).ShouldBe([(TestCases.Reference, 1), (TestCases.Reference, 2)]);
        (await store.Journal.ReadMarksOfAsync(other, Now)).ShouldHaveSingleItem().StartsInstance.ShouldBeTrue();
        (await store.Journal.ReadMarksOfAsync(other with { Municipality = "iecava" }, Now)).ShouldBeEmpty();
        (await store.Journal.ReadMarksAsync(Now)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Marks_AppendThatWakesNobody_None()
    {
        await using var store = await OpenAsync();

        await store.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received()] }, Now);

        (await store.Journal.ReadMarksAsync(Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_FoundByNumberAndBySender_OwnMunicipalityOnly()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received() with { ReplyTo = "Berta@Inbox.example" });
        await store.AppendAsync("register", new ApplicationRegistered("SM-2026/7", "APRUPE_MAJAS", new DateOnly(2026, 6, 8), "sm-darbiniece") { OuterLimit = new DateOnly(2026, 7, 8) });

        (await store.Board.FindByNumberAsync("smiltene", "SM-2026/7", Now)).ShouldBe(TestCases.Reference);
        (await store.Board.FindByNumberAsync("smiltene", "SM-2026/77", Now)).ShouldBeNull();
        (await store.Board.FindByNumberAsync("smiltene", "SM-2026/", Now)).ShouldBeNull();
        (await store.Board.FindByNumberAsync("iecava", "SM-2026/7", Now)).ShouldBeNull();
        (await store.Board.FindBySenderAsync("smiltene", "berta@inbox.EXAMPLE", Now)).ShouldBe([TestCases.Reference]);
        (await store.Board.FindBySenderAsync("smiltene", "berta@inbox.exampl", Now)).ShouldBeEmpty();
        (await store.Board.FindBySenderAsync("iecava", "berta@inbox.example", Now)).ShouldBeEmpty();
    }

    /// <summary>The former address may be that of whoever the person fled from: the case is no longer found by it.</summary>
    [Fact]
    public async Task Board_AddressChanged_FoundByTheNewOneOnly()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("address", new ReplyAddressChanged("berta@new.example", "w"));

        (await store.Board.FindBySenderAsync("smiltene", "berta@new.example", Now)).ShouldBe([TestCases.Reference]);
        (await store.Board.FindBySenderAsync("smiltene", "berta@inbox.example", Now)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_OtherCodeAndMembersOfTheHousehold_EachFindsTheCase()
    {
        await using var store = await OpenAsync();
        string[] codes = [TestCases.Code, "000166-20026", "000177-10037", "000288-20048"];
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync(
            "identity:1",
            new IdentityRecorded { Round = 1, Residence = new Residence(Residences.Here), Competence = Competences.Ours, CompetenceExplanation = "x", OtherCode = codes[1], By = "w" });
        await store.AppendAsync("income:1", new IncomeAssessed(400, 3, "none", "x", "w") { MemberCodes = codes[2..] });

        foreach (var code in codes)
        {
            (await store.Board.FindByPersonAsync("smiltene", code, Now)).ShouldBe([TestCases.Reference], code);
        }

        (await store.ProblemsAsync()).ShouldBeEmpty();
        await store.LoseBoardAsync();
        await store.Rebuild.RebuildAsync(Now);
        (await store.Board.FindByPersonAsync("smiltene", codes[3], Now)).ShouldBe([TestCases.Reference]);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_PersonWithoutACode_OnTheBoardAndTheNudgesOfOthersGoOn()
    {
        await using var store = await OpenAsync();
        var other = new CaseRef("smiltene", "c2");
        await store.AppendAsync("received", TestCases.Received() with { Applicant = new Applicant("Olha", "Izdomska", "") { Document = "passport UA 1" }, ReplyTo = "" });
        await store.AppendAsync(other, "received", TestCases.Received() with { MessageId = "2@residents.example" });

        (await store.Board.ListAsync("smiltene", null, includeClosed: false, Now)).Count.ShouldBe(2);
        (await store.Journal.ReadMarksAsync(Now)).Select(m => m.Case).ShouldBe([TestCases.Reference, other], ignoreOrder: true);
        (await store.Board.FindByPersonAsync("smiltene", TestCases.Code, Now)).ShouldBe([other]);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_OtherMunicipality_SeesAndFindsNothing()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        await store.Sends.PlanAsync(LedgerContract.Send("o1") with { SubjectId = TestCases.Reference.CaseId, MessageId = "sent@smiltene.lv" }, Now);

        (await store.Board.ListAsync("iecava", null, includeClosed: true, Now)).ShouldBeEmpty();
        (await store.Board.FindByPersonAsync("iecava", TestCases.Code, Now)).ShouldBeEmpty();
        (await store.Board.FindByMessageAsync("iecava", ["first@residents.example", "sent@smiltene.lv"], Now)).ShouldBeNull();
        (await store.Board.FindByAddressTokenAsync("iecava", $"t{TestCases.Reference.CaseId}", Now)).ShouldBeNull();
        (await store.Journal.ReadAsync(TestCases.Reference with { Municipality = "iecava" }, Now)).ShouldBeNull();
        (await store.Board.FindByPersonAsync("smiltene", TestCases.Code, Now)).ShouldBe([TestCases.Reference]);
        (await store.Board.FindByMessageAsync("smiltene", ["first@residents.example"], Now)).ShouldBe(TestCases.Reference);
        (await store.Board.FindByMessageAsync("smiltene", ["unknown@residents.example", "sent@smiltene.lv"], Now)).ShouldBe(TestCases.Reference);
        (await store.Board.FindByAddressTokenAsync("smiltene", $"t{TestCases.Reference.CaseId}", Now)).ShouldBe(TestCases.Reference);
    }

    [Theory]
    [InlineData("smil", "tene|c1")]
    [InlineData("smiltene|c1", "")]
    [InlineData("smilten", "ec1")]
    [InlineData("SMILTENE", "c1")]
    public async Task Cases_NamesThatRunTogether_StayApart(string municipality, string caseId)
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(new CaseRef("smiltene", "c1"), "received", TestCases.Received());

        (await store.Journal.ReadAsync(new CaseRef(municipality, caseId), Now)).ShouldBeNull();
        (await store.Board.ListAsync(municipality, null, includeClosed: true, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindByMessage_AboutNoCase_NotFound()
    {
        await using var store = await OpenAsync();
        await store.Sends.PlanAsync(LedgerContract.Send("o1") with { SubjectId = "an-intake-id", MessageId = "sent@smiltene.lv" }, Now);

        (await store.Board.FindByMessageAsync("smiltene", ["sent@smiltene.lv"], Now)).ShouldBeNull();
    }

    [Fact]
    public async Task FindByMessage_TwoCases_NewestFirst()
    {
        await using var store = await OpenAsync();
        var newer = new CaseRef("smiltene", "c0000000000000000");
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync(newer, "received", TestCases.Received() with { ReceivedOn = new DateOnly(2026, 6, 9) });

        (await store.Board.FindByMessageAsync("smiltene", ["first@residents.example"], Now)).ShouldBe(newer);
        (await store.Board.FindByPersonAsync("smiltene", TestCases.Code, Now)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task List_Order_UrgentThenDueThenReceived()
    {
        await using var store = await OpenAsync();
        await Add("c3", new DateOnly(2026, 6, 8), urgent: false, null);
        await Add("c1", new DateOnly(2026, 6, 9), urgent: false, new DateOnly(2026, 7, 9));
        await Add("c2", new DateOnly(2026, 6, 9), urgent: false, new DateOnly(2026, 7, 8));
        await Add("c4", new DateOnly(2026, 6, 10), urgent: true, null);
        await store.AppendAsync(new CaseRef("smiltene", "c2"), "closed", new CaseClosed(new DateOnly(2026, 6, 20)));

        (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).Select(r => r.Case.CaseId).ShouldBe(["c4", "c1", "c3", "c2"]);
        (await store.Board.ListAsync("smiltene", null, includeClosed: false, Now)).Select(r => r.Case.CaseId).ShouldBe(["c4", "c1", "c3"]);
        (await store.Board.ListAsync("smiltene", "w-c1", includeClosed: true, Now)).Select(r => r.Case.CaseId).ShouldBe(["c1"]);
        var row = (await store.Board.ListAsync("smiltene", "w-c2", includeClosed: true, Now)).ShouldHaveSingleItem();
        (row.Closed, row.Number, row.ApplicantName, row.Version).ShouldBe((true, "SD/c2", "Berta Izdomātā", 3));

        async Task Add(string id, DateOnly received, bool urgent, DateOnly? limit)
        {
            var reference = new CaseRef("smiltene", id);
            await store.AppendAsync(reference, "received", TestCases.Received() with { ReceivedOn = received, Urgent = urgent, MessageId = $"{id}@x.example" });
            if (limit is { } day)
            {
                await store.AppendAsync(reference, "register", new ApplicationRegistered($"SD/{id}", "APR_MAJAS", received, $"w-{id}") { OuterLimit = day });
            }
        }
    }

    [Fact]
    public async Task Rebuild_BoardLost_AsItWasBefore()
    {
        await using var store = await OpenAsync();
        foreach (var id in new[] { "c1", "c2", "c3" })
        {
            await store.AppendAsync(new CaseRef("smiltene", id), "received", TestCases.Received() with { MessageId = $"{id}@x.example", AdmitFirst = true });
            await store.AppendAsync(
                new CaseRef("smiltene", id), "admission:1", new PersonAdmitted("TRAPENE", new DateOnly(2026, 6, 8), "krīze", new Contact("post", "x"), "w"));
        }

        var before = await store.Board.ListAsync("smiltene", null, includeClosed: true, Now);
        var marks = (await store.Journal.ReadMarksAsync(Now)).Select(m => (m.Case, m.Version)).ToList();
        await store.LoseBoardAsync();
        (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldNotBeEmpty();

        (await store.Rebuild.RebuildAsync(Now)).ShouldBe(3);

        (await store.Board.ListAsync("smiltene", null, includeClosed: true, Now)).ShouldBe(before);
        (await store.Board.FindByMessageAsync("smiltene", ["c2@x.example"], Now)).ShouldBe(new CaseRef("smiltene", "c2"));
        (await store.PlacesTakenAsync("TRAPENE")).ShouldBe(3);
        (await store.Journal.ReadMarksAsync(Now)).Select(m => (m.Case, m.Version)).ShouldBe(marks, ignoreOrder: true);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ThroughAnotherOpening_TheSameCase()
    {
        await using var store = await OpenAsync();
        var written = await store.AppendAsync("received", TestCases.Received());
        await using var again = await store.AgainAsync();

        var read = (await again.Journal.ReadAsync(TestCases.Reference, Now))!;

        read.Entries.ShouldHaveSingleItem().Hash.ShouldBe(written.Entries[0].Hash);
        read.Entries[0].At.ShouldBe(written.Entries[0].At);
    }
}
