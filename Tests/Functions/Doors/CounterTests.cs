using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Doors;

/// <summary>Paper at the counter, by the page a registrar uses, without JavaScript.</summary>
public sealed class CounterTests
{
    private const string Registrar = "sm-lietvede";

    private static readonly byte[] Scan = "%PDF-1.4 skenējums"u8.ToArray();

    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Register_PaperTakenAtAParishThreeDaysAgo_CountsFromThatDay()
    {
        await using var house = await WayHouse.StartAsync();

        var (row, reference) = await RegisterAsync(house, [.. Paper("2026-06-04"), ("place", "parish"), ("which", "Variņu pagasta pārvalde")]);

        var state = await house.StateAsync(reference!.Value);
        state.Received!.Channel.ShouldBe("counter");
        state.Received.ReceivedOn.ShouldBe(new DateOnly(2026, 6, 4));
        state.Registration!.RegisteredOn.ShouldBe(new DateOnly(2026, 6, 4));
        state.Registration.OuterLimit.ShouldBe(house.Terms.OuterLimit(new DateOnly(2026, 6, 4)).Due);
        var entry = state.Received.Entry!;
        (entry.By, entry.PlaceName, entry.DeclaredAddress, entry.HouseholdSize).ShouldBe((Registrar, "Pagasta pārvalde, Variņu pagasta pārvalde", "Izdomu iela 1, Smiltene", 2));
        state.Contact.ShouldBe(new Contact("registered", "Izdomu iela 1, Smiltene"));
        var file = state.Files.ShouldHaveSingleItem();
        (file.MediaType, file.Scanner, file.Name).ShouldBe(("application/pdf", "test scanner", "iesniegums.pdf"));
        (row.Disposition, row.By).ShouldBe((Dispositions.NewCase, "machine"));
        (await house.WaitsAsync(reference.Value)).ShouldBe([Steps.Documents]);

        await house.ReviewAsync(reference.Value);
        (await house.StateAsync(reference.Value)).DecisionClock!.CompleteOn.ShouldBe(new DateOnly(2026, 6, 4));
    }

    [Fact]
    public async Task Entry_LookedAt_IsWrittenDownByWhomAndAnotherMunicipalitySeesNothing()
    {
        await using var house = await WayHouse.StartAsync();
        var (row, _) = await RegisterAsync(house, [.. Paper("2026-06-08")]);
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Worker).Id);
        using var foreigner = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head, "iecava").Id);

        (await foreigner.GetAsync($"/counter/{row.IntakeId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await worker.ReadAsync($"/counter/{row.IntakeId}");

        var look = (await house.Get<ILooks>().ListAsync("smiltene", row.IntakeId, null, 10, CancellationToken.None)).ShouldHaveSingleItem();
        (look.PersonId, look.Kind).ShouldBe((house.Person(Roles.Worker).Id, LookKinds.Message));
        (await house.Get<ILooks>().ListAsync("iecava", row.IntakeId, null, 10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_FormSentTwice_IsOneCase()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);
        (string, string)[] fields = [.. Paper("2026-06-08"), ("form", "the-same-form")];

        var first = await browser.PostAsync("/counter", "/counter", fields, [("iesniegums.pdf", Scan)]);
        house.Time.AdvanceTo(house.Now.AddMinutes(1));
        var second = await browser.PostAsync("/counter", "/counter", fields, [("iesniegums.pdf", Scan)]);
        await house.SettleAsync();

        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().Disposition.ShouldBe(Dispositions.NewCase);
    }

    [Fact]
    public async Task Register_WithMistakes_TellsEachBesideItsFieldAndKeepsTheFiles()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);
        (string, string)[] bad = [("place", "moon"), ("takenOn", "2026-06-30"), ("given", ""), ("surname", "Izdomātā"), ("code", "12"), ("email", "a@b@c"), ("householdSize", "0"), ("serviceId", "NAV_TADA")];

        var answer = await browser.PostAsync("/counter", "/counter", bad, [("iesniegums.pdf", Scan)]);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "place", "takenOn", "given", "code", "email", "householdSize", "serviceId", "signed" })
        {
            page.ShouldContain($"href=\"#{field}\"", customMessage: field);
        }

        page.ShouldContain("value=\"Izdomātā\"");
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldBeEmpty("nothing is registered by halves");
        var again = await browser.PostAsync("/counter", "/counter", [.. Paper("2026-06-08"), ("kept", CounterBrowser.Hidden(page, "kept"))]);
        again.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        (await house.StateAsync(new CaseRef("smiltene", row.CaseId!))).Files.ShouldHaveSingleItem().Name.ShouldBe("iesniegums.pdf");
    }

    [Theory]
    [InlineData("Anna\r\nBcc: a@b.lv")]
    [InlineData("A\u0001nna")]
    [InlineData("Anna\u202Ek")]
    [InlineData("An\u2028na")]
    public async Task Register_NameWithSignsNobodySees_IsRefused(string given)
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);

        var answer = await browser.PostAsync("/counter", "/counter", [.. Paper("2026-06-08").Where(f => f.Item1 != "given"), ("given", given)], [("iesniegums.pdf", Scan)]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("href=\"#given\"");
    }

    [Fact]
    public async Task Register_KeptFilesOfAnotherPerson_AreNotTaken()
    {
        await using var house = await WayHouse.StartAsync();
        using var own = await CounterBrowser.SignInAsync(house, Registrar);
        using var foreign = await CounterBrowser.SignInAsync(house, "ie-darbiniece");
        var page = await (await own.PostAsync("/counter", "/counter", [], [("iesniegums.pdf", Scan)])).Content.ReadAsStringAsync();

        var answer = await foreign.PostAsync("/counter", "/counter", [.. Paper("2026-06-08"), ("kept", CounterBrowser.Hidden(page, "kept"))]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("href=\"#files\"");
    }

    [Fact]
    public async Task Register_ScannerSilent_WaitsAndIsNotLost()
    {
        await using var house = await WayHouse.StartAsync();
        house.Scanner.Verdict = ScanVerdict.Unavailable;
        var (row, _) = await RegisterAsync(house, Paper("2026-06-08"));
        row.Disposition.ShouldBe(Dispositions.Pending);
        using (var browser = await CounterBrowser.SignInAsync(house, Registrar))
        {
            (await browser.ReadAsync($"/counter/{row.IntakeId}")).ShouldContain("Failus pārbauda");
        }

        house.Scanner.Verdict = ScanVerdict.Clean;
        await house.MoveAsync(TimeSpan.FromMinutes(6));

        (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!.Disposition.ShouldBe(Dispositions.NewCase);
    }

    [Fact]
    public async Task Register_InfectedScan_ReviewAndNoCase()
    {
        await using var house = await WayHouse.StartAsync();
        house.Scanner.Verdict = ScanVerdict.Infected;

        var (row, _) = await RegisterAsync(house, Paper("2026-06-08"));

        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "infected", null));
    }

    [Fact]
    public async Task Register_ScanThatIsAProgram_IsKeptBlocked()
    {
        await using var house = await WayHouse.StartAsync();

        var (_, reference) = await RegisterAsync(house, Paper("2026-06-08"), ("iesniegums.pdf", [.. "MZ"u8, .. new byte[300]]));

        var file = (await house.StateAsync(reference!.Value)).Files.ShouldHaveSingleItem();
        file.Blocked.ShouldBeTrue();
        file.MediaType.ShouldBe("application/octet-stream");
    }

    [Fact]
    public async Task Register_ByAWorker_IsForbidden()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, "sm-darbiniece");

        (await browser.ReadAsync("/counter")).ShouldContain("reģistrē lietvedis");
        (await browser.PostAsync("/counter", "/counter", Paper("2026-06-08"), [("a.pdf", Scan)])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_WithoutToken_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);

        (await browser.PostAsync("/counter", "/counter", Paper("2026-06-08"), [("a.pdf", Scan)], withToken: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Entry_OfAnotherMunicipality_IsNotFound()
    {
        await using var house = await WayHouse.StartAsync();
        var (row, _) = await RegisterAsync(house, Paper("2026-06-08"));
        using var foreign = await CounterBrowser.SignInAsync(house, "ie-darbiniece");

        (await foreign.GetAsync($"/counter/{row.IntakeId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task B70_PaperWithThreeRequests_PersonSplitsThem()
    {
        await using var house = await WayHouse.StartAsync();

        var (_, reference) = await RegisterAsync(house, [.. Paper("2026-06-08"), ("also", "ASIST_PILNG"), ("also", "PAB_MAJOKLIS")]);

        (await house.WaitsAsync(reference!.Value)).ShouldBe([Steps.Registration]);
        (await house.StateAsync(reference.Value)).Received!.Candidates.ShouldBe(["APR_MAJAS", "ASIST_PILNG", "PAB_MAJOKLIS"]);
    }

    [Fact]
    public async Task B95_MailFirstThenEarlierPaper_RegistrarJoinsAndTheEarlierDayWins()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("twice", At));
        await house.ReviewAsync(reference);
        (await house.StateAsync(reference)).DecisionClock!.CompleteOn.ShouldBe(new DateOnly(2026, 6, 8));

        var (row, _) = await RegisterAsync(house, [.. Paper("2026-06-03"), ("place", "parish"), ("which", "Variņi")]);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, DoorFiling.SamePerson));
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);
        (await browser.ReadAsync($"/counter/{row.IntakeId}")).ShouldContain("Tas pats: pievienot šai lietai");
        (await browser.PostAsync($"/counter/{row.IntakeId}", $"/counter/{row.IntakeId}", [("joinCaseId", reference.CaseId)])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await house.SettleAsync();

        var state = await house.StateAsync(reference);
        state.FirstReceivedOn.ShouldBe(new DateOnly(2026, 6, 3));
        state.Registration!.OuterLimit.ShouldBe(house.Terms.OuterLimit(new DateOnly(2026, 6, 3)).Due);
        state.DecisionClock!.CompleteOn.ShouldBe(new DateOnly(2026, 6, 3));
        state.Merged!.ShouldHaveSingleItem().By.ShouldBe(Registrar);
        var end = (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!;
        (end.Disposition, end.CaseId, end.By).ShouldBe((Dispositions.ExistingCase, reference.CaseId, Registrar));
        (await browser.PostAsync($"/counter/{row.IntakeId}", $"/counter/{row.IntakeId}", [("joinCaseId", reference.CaseId)])).StatusCode.ShouldBe(HttpStatusCode.OK, "a second tap changes nothing");
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is ReceiptMerged).ShouldBe(1);
    }

    [Fact]
    public async Task B95_PaperFirstThenMail_OneCaseAndOneNumber()
    {
        await using var house = await WayHouse.StartAsync();
        var (_, reference) = await RegisterAsync(house, Paper("2026-06-08"));
        await house.MoveAsync(TimeSpan.FromHours(1));

        var mail = Residents.Application("mailed", house.Now);
        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.CaseId).ShouldBe((Dispositions.ExistingCase, reference!.Value.CaseId));
        var state = await house.StateAsync(reference.Value);
        (state.FirstReceivedOn, state.OpenMessages.Count).ShouldBe((new DateOnly(2026, 6, 8), 1));
        state.Files.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Resolve_AnotherApplication_OpensItsOwnCase()
    {
        await using var house = await WayHouse.StartAsync();
        var first = await house.OpenCaseAsync(Residents.Application("one", At));
        var (row, _) = await RegisterAsync(house, Paper("2026-06-08"));
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);

        await browser.PostAsync($"/counter/{row.IntakeId}", $"/counter/{row.IntakeId}", []);
        await house.SettleAsync();

        var end = (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!;
        end.Disposition.ShouldBe(Dispositions.NewCase);
        end.CaseId.ShouldNotBe(first.CaseId);
        (await house.StateAsync(new CaseRef("smiltene", end.CaseId!))).Registration.ShouldNotBeNull();
    }

    [Fact]
    public async Task Mail_ThatClaimsToBeFromTheCounter_IsAMailLikeAnyOther()
    {
        await using var house = await WayHouse.StartAsync();
        var (row, _) = await RegisterAsync(house, Paper("2026-06-08"));
        var genuine = MimeReader.Read(await house.Get<IDocumentStore>().GetAsync(row.ContentHash, CancellationToken.None));
        var forged = Residents.Letter("forged", At) with
        {
            Headers = [.. genuine.Headers.Fields.Where(f => f.Name.StartsWith("SocialWorkflows-Door", StringComparison.Ordinal)).Select(f => new KeyValuePair<string, string>(f.Name, f.Text))],
        };
        forged.Headers.Count.ShouldBe(2);

        house.Deliver(forged);
        await house.SettleAsync();

        (await house.RowOfAsync(forged.MessageId)).Reason.ShouldBe("unsigned");
    }

    internal static (string, string)[] Paper(string takenOn) =>
    [
        ("place", "service"),
        ("takenOn", takenOn),
        ("given", "Berta"),
        ("surname", "Izdomātā"),
        ("code", "000155-10015"),
        ("declaredAddress", "Izdomu iela 1, Smiltene"),
        ("household", "Māte un dēls"),
        ("householdSize", "2"),
        ("serviceId", "APR_MAJAS"),
        ("channel", "registered"),
        ("address", "Izdomu iela 1, Smiltene"),
        ("signed", "true"),
    ];

    /// <summary>Later values of the same field replace earlier ones, but for the list of further services.</summary>
    internal static async Task<(IntakeRow Row, CaseRef? Case)> RegisterAsync(WayHouse house, (string Name, string Value)[] fields, (string Name, byte[] Content)? file = null)
    {
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);
        var answer = await browser.PostAsync(
            "/counter", "/counter", fields.GroupBy(f => f.Name).SelectMany(g => g.Key == "also" ? g : g.TakeLast(1)), [file ?? ("iesniegums.pdf", Scan)]);
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, page);
        await house.SettleAsync();
        var row = (await house.Intake.FindAsync(answer.Headers.Location!.ToString().Split('/')[^1], CancellationToken.None))!;
        return (row, row.CaseId is { } id ? new CaseRef(row.Municipality, id) : null);
    }
}
