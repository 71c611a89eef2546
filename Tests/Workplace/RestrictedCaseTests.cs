using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A restricted case at every door of the page: its number for everybody, the rest for those who work on it, and a look with a reason for the others.</summary>
public sealed class RestrictedCaseTests(RestrictedCaseTests.TheHouse the) : IClassFixture<RestrictedCaseTests.TheHouse>
{
    private const string Colleague = "sm-dezurante";
    private const string Registrar = "sm-registratore";
    private const string Auditor = "sm-revidente";
    private const string Assignee = "sm-darbiniece";
    private const string Substitute = "sm-lietvede";
    private const string Head = "sm-vaditaja";
    private const string Why = "Zvana policija, persona ir apdraudēta.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Colleague)]
    [InlineData(Auditor)]
    public async Task Case_Restricted_ShowsItsNumberAloneToWhomeverItIsNoneOfTheWorkOf(string person)
    {
        var reference = await the.OpenAsync("closed", 41);
        using var browser = await CounterBrowser.SignInAsync(the.House, person);
        var (number, file) = ((await the.House.StateAsync(reference)).Number!, (await the.House.StateAsync(reference)).Files[0].FileId);
        await the.RestrictAsync(reference, Assignee, "violence");

        var page = await browser.ReadAsync($"/cases/{reference.CaseId}");

        page.ShouldContain($"Lieta {number} ir ierobežota");
        await the.TellsNothingAsync(page, reference);
        foreach (var path in new[] { "preview", "cover", $"files/{file}", $"view/{file}", "contests/1" })
        {
            (await browser.GetAsync($"/cases/{reference.CaseId}/{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Case_Restricted_IsOpenToTheSubstituteOfThisAssigneeOnlyWhileTheyStandIn()
    {
        var reference = await the.OpenAsync("standing-in", 49);
        await the.RestrictAsync(reference, Assignee, "violence");
        var (path, name) = ($"/cases/{reference.CaseId}", (await the.House.StateAsync(reference)).Received!.Applicant.FullName);
        var today = the.House.Terms.DayOf(the.House.Now);
        var book = the.House.Get<DutyBook>();
        using var substitute = await CounterBrowser.SignInAsync(the.House, Substitute);
        (await substitute.ReadAsync(path)).ShouldNotContain(name, customMessage: "the role alone is not a reason to know");

        (await book.EnterAsync(the.Person(Assignee), new AbsenceEntered(Assignee, today, today, Colleague), Cancellation)).ShouldBe(AbsenceProblem.None);
        (await substitute.ReadAsync(path)).ShouldNotContain(name, customMessage: "somebody else stands in");
        using (var colleague = await CounterBrowser.SignInAsync(the.House, Colleague))
        {
            (await colleague.ReadAsync(path)).ShouldContain(name);
        }

        var absence = (await book.RosterAsync("smiltene", Cancellation)).Absences.Single(a => a.PersonId == Assignee);
        await book.EndAsync(the.Person(Assignee), new AbsenceEnded(absence.Id, today), Cancellation);
        using var again = await CounterBrowser.SignInAsync(the.House, Colleague);
        (await again.ReadAsync(path)).ShouldNotContain(name, customMessage: "the assignee is back");
    }

    [Theory]
    [InlineData(Assignee)]
    [InlineData(Head)]
    public async Task Case_Restricted_IsOpenToThoseWhoWorkOnIt(string person)
    {
        var reference = await the.OpenAsync("working", 42);
        await the.RestrictAsync(reference, Assignee, "protected-address");
        using var browser = await CounterBrowser.SignInAsync(the.House, person);

        var page = await browser.ReadAsync($"/cases/{reference.CaseId}");

        page.ShouldContain((await the.House.StateAsync(reference)).Received!.Applicant.FullName);
        page.ShouldContain("Ierobežota: slēpjama adrese");
    }

    [Fact]
    public async Task Board_AndSearch_TellNothingOfARestrictedCaseButItsNumber()
    {
        var reference = await the.OpenAsync("board", 43);
        await the.RestrictAsync(reference, Assignee, "violence");
        var state = await the.House.StateAsync(reference);
        using var browser = await CounterBrowser.SignInAsync(the.House, Colleague);

        var board = await browser.ReadAsync("/?tab=all");
        board.ShouldContain(state.Number!);
        board.ShouldContain("Ierobežota lieta");
        await the.TellsNothingAsync(board, reference);
        foreach (var text in new[] { state.Received!.Applicant.Surname, state.Received.Applicant.PersonalCode })
        {
            var found = await TheHouse.SearchAsync(browser, text);
            found.ShouldNotContain(reference.CaseId, customMessage: text);
            found.ShouldNotContain(state.Number!, customMessage: text);
        }

        (await TheHouse.SearchAsync(browser, state.Number!)).ShouldContain(reference.CaseId);
        using var own = await CounterBrowser.SignInAsync(the.House, Assignee);
        (await TheHouse.SearchAsync(own, state.Received.Applicant.Surname)).ShouldContain(reference.CaseId);
    }

    [Fact]
    public async Task Review_LetterThatBelongsToARestrictedCase_DoesNotTellWhichToTheOthers()
    {
        var reference = await the.OpenAsync("review", 51);
        var receipt = the.House.Sender.Left[^1];
        the.House.Deliver(Residents.Letter("review-spouse", the.House.Now) with
        {
            To = [receipt.ReplyTo!],
            Subject = "Izziņa",
            InReplyTo = receipt.MessageId,
            From = new MailAddress("Jānis Citādais", "janis.citadais@inbox.example"),
            Text = "Sūtu izziņu.",
        });
        await the.House.SettleAsync();
        var row = await the.House.RowOfAsync("review-spouse@residents.example");
        await the.RestrictAsync(reference, Assignee, "violence");
        var number = (await the.House.StateAsync(reference)).Number!;
        using var colleague = await CounterBrowser.SignInAsync(the.House, Colleague);
        using var own = await CounterBrowser.SignInAsync(the.House, Assignee);

        var page = await colleague.ReadAsync($"/review/{row.IntakeId}");

        page.ShouldContain("var piederēt ierobežotai lietai");
        page.ShouldNotContain(reference.CaseId);
        page.ShouldNotContain(number);
        (await own.ReadAsync($"/review/{row.IntakeId}")).ShouldContain($"/cases/{reference.CaseId}");
    }

    [Fact]
    public async Task Places_RestrictedCaseInTheQueue_IsAPlaceInItOnly()
    {
        var reference = await the.OpenAsync("places", 52);
        await the.House.Get<ICaseJournal>().AppendAsync(
            new Append { Case = reference, Key = "proposed-for-the-queue", Decide = _ => [CapacitySteps.Proposal(Outcomes.Queued)] },
            Cancellation);
        (await CapacitySteps.ApproveAsync(the.House.Get<ICaseJournal>(), reference)).ShouldBeTrue();
        using var colleague = await CounterBrowser.SignInAsync(the.House, Colleague);
        (await colleague.ReadAsync("/places")).ShouldContain($"/cases/{reference.CaseId}");
        await the.RestrictAsync(reference, Assignee, "violence");

        var page = await colleague.ReadAsync("/places");

        page.ShouldNotContain(reference.CaseId);
        page.ShouldNotContain((await the.House.StateAsync(reference)).Number!);
        page.ShouldContain("Ierobežota lieta");
    }

    [Fact]
    public async Task Command_OnARestrictedCase_IsRefusedToTheOthers()
    {
        var reference = await the.OpenAsync("command", 44);
        await the.RestrictAsync(reference, Assignee, "violence");
        var before = (await the.House.ReadAsync(reference)).Version;

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => the.House.DoAsAsync(the.Person(Colleague), reference, Verbs.ReviewDocuments, WayHouse.Review()));

        refused.Code.ShouldBe("restricted");
        (await the.House.ReadAsync(reference)).Version.ShouldBe(before);
    }

    [Theory]
    [InlineData(Colleague)]
    [InlineData(Auditor)]
    public async Task Glass_BrokenWithAReason_OpensForAnHourIsWrittenDownAndAcknowledgedByTheHead(string person)
    {
        var reference = await the.OpenAsync($"glass-{person}", person == Auditor ? 45 : 46);
        await the.RestrictAsync(reference, Assignee, "violence");
        var path = $"/cases/{reference.CaseId}";
        using var browser = await CounterBrowser.SignInAsync(the.House, person);

        foreach (var reason in new[] { "", "   ", "īss", new string('x', CaseAccess.LongestReason + 1) })
        {
            (await browser.PostAsync(path, $"{path}?handler=Look", [("reason", reason)])).StatusCode.ShouldBe(HttpStatusCode.OK, reason);
        }

        (await the.LooksAsync(reference)).ShouldNotContain(l => l.PersonId == person);
        (await browser.PostAsync(path, $"{path}?handler=Look", [("reason", $"{Why} 000155-10015")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.ReadAsync(path)).ShouldContain((await the.House.StateAsync(reference)).Received!.Applicant.FullName);

        var looks = (await the.LooksAsync(reference)).Where(l => l.PersonId == person).ToList();
        looks.Select(l => l.Kind).ShouldBe([LookKinds.Case, LookKinds.Glass]);
        looks[1].Reason.ShouldBe($"{Why} ******-*0015");
        var task = (await the.House.TasksAsync()).Single(t => t.Kind == CaseAccess.TaskKind && t.SubjectId == reference.CaseId);
        task.Role.ShouldBe(Roles.Head);
        using (var worker = await CounterBrowser.SignInAsync(the.House, Substitute))
        {
            (await worker.PostAsync("/tasks", "/tasks", [("key", task.Key), ("note", "Skatīts.")])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var head = await CounterBrowser.SignInAsync(the.House, Head);
        var shown = await head.ReadAsync($"{path}/looks");
        shown.ShouldContain($"Pamatojums: {Why}");
        shown.ShouldContain(the.Person(person).Name);
        (await head.PostAsync("/tasks", "/tasks", [("key", task.Key), ("note", "Pamatoti.")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await the.House.TasksAsync()).ShouldNotContain(t => t.Key == task.Key);

        the.House.Time.AdvanceTo(the.House.Now + CaseAccess.Glass);
        (await browser.ReadAsync(path)).ShouldContain("ir ierobežota");
    }

    [Fact]
    public async Task Restriction_LiftedByTheHeadOnly_AndTheHeadLetsSomebodyIn()
    {
        var reference = await the.OpenAsync("lift", 47);
        await the.RestrictAsync(reference, Assignee, "violence,protected-address");

        (await Should.ThrowAsync<CommandRefusedException>(() => the.RestrictAsync(reference, Assignee, "violence"))).Code.ShouldBe("restriction-head");
        (await Should.ThrowAsync<CommandRefusedException>(() => the.RestrictAsync(reference, Head, "secret"))).Code.ShouldBe("bad-choice");
        (await Should.ThrowAsync<CommandRefusedException>(() => the.RestrictAsync(reference, Head, "violence", "ie-darbiniece"))).Code.ShouldBe("bad-choice");

        await the.RestrictAsync(reference, Head, "violence", Colleague);
        using var colleague = await CounterBrowser.SignInAsync(the.House, Colleague);
        (await colleague.ReadAsync($"/cases/{reference.CaseId}")).ShouldContain("Ierobežota: vardarbība");
        await the.RestrictAsync(reference, Assignee, "violence", Substitute);
        (await the.House.StateAsync(reference)).Restriction!.Named.ShouldBe([Colleague], "only the head names");

        await the.RestrictAsync(reference, Head, "");
        (await the.House.StateAsync(reference)).IsRestricted.ShouldBeFalse();
    }

    [Fact]
    public async Task Family_ChildrenWithADisability_AreShownToThoseWhoMayRecordThemOnly()
    {
        const string label = "No tiem bērni ar invaliditāti";
        var reference = await the.OpenAsync("family", 53);
        var path = $"/cases/{reference.CaseId}";
        await the.House.DoAsAsync(the.Person(Assignee), reference, Verbs.RecordFamily, ("children", "3"), ("childrenWithDisability", "2"), ("socialWorkFrom", "2026-01-05"));

        foreach (var (person, sees) in new[] { (Assignee, true), (Head, true), (Registrar, false), (Auditor, false) })
        {
            using var browser = await CounterBrowser.SignInAsync(the.House, person);
            var page = await browser.ReadAsync(path);
            page.Contains(label, StringComparison.Ordinal).ShouldBe(sees, person);
            page.ShouldContain("Pierakstīti ģimenes dati pārskatiem.");
        }

        using var worker = await CounterBrowser.SignInAsync(the.House, Assignee);
        (await worker.ReadAsync(path)).ShouldContain("Sociālais darbs ar ģimeni");
        (await worker.ReadAsync("/?tab=all")).ShouldNotContain(label);
    }

    [Fact]
    public async Task Look_AtCaseFileLetterAndMessage_IsWrittenDownAndShownToHeadAndAuditorOnly()
    {
        var reference = await the.OpenAsync("looks", 48);
        var state = await the.House.StateAsync(reference);
        var path = $"/cases/{reference.CaseId}";
        using var worker = await CounterBrowser.SignInAsync(the.House, Assignee);

        (await worker.ReadAsync(path)).ShouldNotContain("Kas skatījies");
        (await worker.GetAsync($"{path}/files/{state.Files[0].FileId}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await worker.GetAsync($"{path}/looks")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var auditor = await CounterBrowser.SignInAsync(the.House, Auditor);
        var page = await auditor.ReadAsync(path);
        page.ShouldContain("Kas skatījies");
        page.ShouldContain($"fails: {state.Files[0].Name}");
        (await the.LooksAsync(reference)).Select(l => (l.PersonId, l.Kind, l.What)).ShouldBe(
            [(Auditor, LookKinds.Case, null), (Assignee, LookKinds.File, state.Files[0].FileId), (Assignee, LookKinds.Case, null)]);
    }

    [Fact]
    public async Task Looks_AtAMessage_AreFoundByItsNumberAfterItWasFiledAndByHeadAndAuditorOnly()
    {
        var letter = Residents.Letter($"looked-{Guid.NewGuid():N}", the.House.Now) with { From = new MailAddress(null, "jautatajs@inbox.example"), Subject = "Jautājums", Text = "Kad strādājat?" };
        the.House.Deliver(letter);
        await the.House.SettleAsync();
        var row = await the.House.RowOfAsync(letter.MessageId);
        using var worker = await CounterBrowser.SignInAsync(the.House, Assignee);
        await worker.ReadAsync($"/review/{row.IntakeId}");
        await worker.PostAsync($"/review/{row.IntakeId}", $"/review/{row.IntakeId}", [("note", "Atbildēju.")]);
        var path = $"/looks?number={Uri.EscapeDataString(row.Number)}";

        using var auditor = await CounterBrowser.SignInAsync(the.House, Auditor);
        var page = await auditor.ReadAsync(path);
        page.ShouldContain($"Apskates: {row.Number}");
        page.ShouldContain(the.Person(Assignee).Name);
        (await auditor.ReadAsync("/looks?number=I-1999%2F1")).ShouldContain("Tāda numura nav.");
        (await auditor.ReadAsync("/looks?list=../../x")).ShouldContain("Tāda numura nav.");
        (await worker.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var foreign = await CounterBrowser.SignInAsync(the.House, "ie-vaditaja");
        (await foreign.ReadAsync(path)).ShouldContain("Tāda numura nav.", customMessage: "another municipality's number is none");
    }

    /// <summary>Sample people, a duty officer who is nobody's substitute, and an auditor.</summary>
    public sealed class TheHouse : IAsyncLifetime
    {
        private int _opened;

        internal WayHouse House { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var root = Directory.CreateTempSubdirectory("socialworkflows-restricted-").FullName;
            var people = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json")))!.AsArray();
            people.Add(Member(Colleague, "Dace Dežurante", Roles.Duty));
            people.Add(Member(Registrar, "Rūta Reģistratore", Roles.Registrar));
            await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), people.ToJsonString());
            House = await WayHouse.StartAsync(root);
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();

        internal Task<CaseRef> OpenAsync(string id, int person) => House.OpenCaseAsync(Residents.Application(
            $"restricted-{id}-{++_opened}", House.Now, Residents.Person($"restricted{person}-{_opened}", "Vizma", $"Slēpjamā{(char)('a' + _opened)}", $"00{1 + (_opened % 9):00}60-2{person:000}{_opened % 10}")));

        internal StaffMember Person(string id) => House.Get<StaffDirectory>().Find(id)!;

        internal Task<CaseRecord> RestrictAsync(CaseRef reference, string by, string labels, string named = "") =>
            House.DoAsAsync(Person(by), reference, Verbs.Restrict, ("labels", labels), ("named", named), ("reason", "Persona lūdza."));

        internal Task<IReadOnlyList<Look>> LooksAsync(CaseRef reference) => House.Get<ILooks>().ListAsync(reference.Municipality, reference.CaseId, null, 100, Cancellation);

        internal static async Task<string> SearchAsync(CounterBrowser browser, string text) =>
            WebUtility.HtmlDecode(await (await browser.PostAsync("/", "/?handler=Search", [("text", text)])).Content.ReadAsStringAsync())
                .Replace($"value=\"{text}\"", "", StringComparison.Ordinal);

        internal async Task TellsNothingAsync(string page, CaseRef reference)
        {
            var applicant = (await House.StateAsync(reference)).Received!.Applicant;
            page.ShouldNotContain(applicant.Surname);
            page.ShouldNotContain(applicant.PersonalCode[^4..]);
        }

        private static JsonObject Member(string id, string name, string role) =>
            new() { ["id"] = id, ["municipality"] = "smiltene", ["name"] = name, ["position"] = "Darbinieks", ["roles"] = new JsonArray(role) };
    }
}
