using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>What staff type and tap, at its worst (B82–B89).</summary>
public sealed class WorkplaceBadInputTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";

    /// <summary>A script, a formula, templates of three kinds, Markdown, and what Word puts into the clipboard.</summary>
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "=HYPERLINK(\"https://evil.example\",\"x\")", "{{decision.reason}}", "{0} {1:D} ${x} <%= 7*7 %>", "[paga](https://evil.example) ![x](https://evil.example/p.png)",
        "<p class=MsoNormal><span style='mso-fareast-language:LV'>Teksts</span><o:p></o:p></p><!--[if gte mso 9]><xml></xml><![endif]-->",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task B82_TwoPeopleAtTwoDoorsInOneMoment_OneDecisionAndTheOtherIsTold()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("moment", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Worker, Verbs.ReviewDocuments);
        var other = await CommandAsync(house.Way, house.Way.Get<SocialWorkflows.Functions.StaffDirectory>().Find(Registrar)!, reference, Verbs.ReviewDocuments, WayHouse.Review());

        var tap = Task.Run(() => house.TapAsync(Worker, card, Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (JsonNode?)i.Value))]), Cancellation);
        var page = Task.Run(() => house.Way.Get<CommandDoor>().CarryOutAsync(other, UiTexts.Latvian, Cancellation), Cancellation);
        await Task.WhenAll(tap, page);

        var decided = (await house.RecordAsync(reference)).Entries.Select(e => e.Event).OfType<DocumentsReviewed>().ShouldHaveSingleItem();
        var name = house.Way.Get<SocialWorkflows.Functions.StaffDirectory>().Find(decided.By)!.Name;
        (decided.By == Registrar ? TeamsHouse.Text((await tap)["value"]!) : (await page).Message).ShouldContain(name);
    }

    [Fact]
    public async Task B82_ApprovedAndReturnedInTwoBrowsersAtOnce_IsOneDecisionAndTheOtherIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("two-browsers", house.Now));
        await house.PrepareAsync(reference);
        await house.ProposeAsync(reference);
        using var desktop = await StaffBrowser.SignInAsync(house.Address, "sm-vaditaja");
        using var phone = await StaffBrowser.SignInAsync(house.Address, "sm-vaditaja");
        var seen = await house.ReadAsync(reference);

        var answers = await Task.WhenAll(
            Task.Run(() => desktop.CommandAsync(seen, 1, Verbs.Approve), Cancellation),
            Task.Run(() => phone.CommandAsync(seen, 1, Verbs.Return, ("comment", "Papildiniet izvērtējumu.")), Cancellation));

        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is DecisionApproved or ProposalReturned).ShouldBe(1);
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadFromJsonAsync<JsonObject>(Cancellation)));
        bodies.Count(b => b!["status"]!.GetValue<string>() == CommandStatuses.Done).ShouldBe(1);
        var other = bodies.Single(b => b!["status"]!.GetValue<string>() != CommandStatuses.Done)!;
        other["status"]!.GetValue<string>().ShouldBeOneOf(CommandStatuses.DecidedBefore, CommandStatuses.Stale);
        other["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    /// <summary>What the messages' cards ask for, and the reasons of duty and looks: text wherever it comes out again.</summary>
    [Fact]
    public async Task B86_HostileTextInTheFieldsOfTheOffice_IsInertOnEveryPageAndCard()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var text = string.Join(' ', Hostile);
        house.Way.Deliver(Residents.Letter("hostile-letter", house.Way.Now) with
        {
            From = new SocialWorkflows.Mail.MailAddress("<script>alert(1)</script>", "a@inbox.example"),
            Subject = text,
            Text = text,
        });
        var reference = await house.Way.OpenCaseAsync(Residents.Application("hostile-office", house.Way.Now));
        await house.Way.DoAsAsync(house.Staff("sm-vaditaja"), reference, Verbs.Reassign, ("to", Registrar), ("reason", text));
        await house.Way.DoAsAsync(house.Staff("sm-vaditaja"), reference, Verbs.Restrict, ("labels", "violence"), ("reason", text));
        var row = await house.Way.RowOfAsync("hostile-letter@residents.example");
        await house.Messages.CatchUpAsync(Cancellation);
        house.Connector.Cards.ShouldHaveSingleItem().Card.ToJsonString().ShouldSatisfyAllConditions(c => c.ShouldNotContain("]("), c => c.ShouldNotContain("evil.example"));
        await house.TapRawAsync(Registrar, WhoseMessageCard.SettleVerb, new JsonObject { ["intakeId"] = row.IntakeId, ["note"] = text });
        using var worker = await CounterBrowser.SignInAsync(house.Way, Worker);
        await worker.PostAsync($"/cases/{reference.CaseId}", $"/cases/{reference.CaseId}?handler=Look", [("reason", text)]);

        using var head = await CounterBrowser.SignInAsync(house.Way, "sm-vaditaja");
        foreach (var path in new[] { $"/cases/{reference.CaseId}", $"/cases/{reference.CaseId}/looks", "/tasks", "/duty", "/review", $"/looks?number={Uri.EscapeDataString(text[..40])}", "/?tab=all" })
        {
            var raw = await (await head.GetAsync(path)).Content.ReadAsStringAsync();
            raw.ShouldNotContain("<script>alert(1)", customMessage: path);
            raw.ShouldNotContain("<o:p>", customMessage: path);
        }

        (await (await head.GetAsync($"/cases/{reference.CaseId}/looks")).Content.ReadAsStringAsync()).ShouldContain("&lt;script&gt;alert(1)");
        (await File.ReadAllTextAsync(Path.Combine(house.Way.Data.Demo, "log.txt"), Cancellation)).ShouldNotContain("evil.example");
    }

    [Fact]
    public async Task B82_SameTapTenTimesAtOnce_IsOneDecision()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("ten", house.Now));
        var command = await CommandAsync(house, house.Person(Roles.Worker), reference, Verbs.ReviewDocuments, WayHouse.Review());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => house.Get<CommandDoor>().CarryOutAsync(command, UiTexts.Latvian, Cancellation), Cancellation)));

        outcomes.ShouldAllBe(o => o.Status == CommandStatuses.Done);
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is DocumentsReviewed).ShouldBe(1);
    }

    [Fact]
    public async Task B83_TapOnACardOfAWithdrawnCase_IsExplainedAndChangesNothing()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("withdrawn", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Worker, Verbs.ReviewDocuments);
        await house.Way.DoAsync(
            reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Way.Terms.DayOf(house.Way.Now))), ("note", "Persona lūdza."), ("channel", "registered"), ("address", "Izdomu iela 1, Smiltene"));
        var before = (await house.RecordAsync(reference)).Version;

        var answer = await house.TapAsync(Worker, card, Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (JsonNode?)i.Value))]);

        TeamsHouse.Text(answer["value"]!).ShouldContain("mainījusies");
        TeamsHouse.Actions(answer["value"]!).ShouldAllBe(a => a["verb"] == null);
        (await house.RecordAsync(reference)).Version.ShouldBe(before);
    }

    [Theory]
    [InlineData("reason", "", "missing-field")]
    [InlineData("reason", " \t\u00a0\n ", "missing-field")]
    [InlineData("reasoning", "", "missing-field")]
    [InlineData("reason", "ĀĀĀĀ*2000", "too-long")]
    public void B86_ReasonThatSaysNothingOrTooMuch_IsRefusedInWords(string field, string typed, string code)
    {
        var bench = CardBench.Assessed();
        var text = typed.EndsWith("*2000", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat(typed[..4], 2000)) : typed;
        var data = bench.Answer(CardBench.Worker, Steps.Proposal, Verbs.Propose);
        (data["outcome"], data["reason"], data["hearing"], data["norm"]) = ("refused", "Iemesls.", "Uzklausīta.", WayHouse.Norm);
        data[field] = text;

        var refused = Should.Throw<CommandRefusedException>(() => bench.Decide(CardBench.Worker, Verbs.Propose, data));

        refused.Code.ShouldBe(code);
    }

    [Fact]
    public async Task B86_HostileTextInEveryField_IsInertWhereverItIsShown()
    {
        await using var house = await WayHouse.StartAsync();
        var text = string.Join(' ', Hostile);
        var reference = await house.OpenCaseAsync(Residents.Application("hostile", house.Now, Residents.Person("hostile", "[Ieva](https://evil.example)", "<b>Slīpā</b>", "000188-10018")) with { Subject = text });
        await house.PrepareAsync(reference);
        await house.DoAsync(
            reference, Verbs.Propose, ("outcome", "refused"), ("findings", text), ("reasoning", text), ("reason", text), ("hearing", text));

        using var head = await CounterBrowser.SignInAsync(house, "sm-vaditaja");
        var raw = await (await head.GetAsync($"/cases/{reference.CaseId}")).Content.ReadAsStringAsync();
        raw.ShouldNotContain("<script>alert(1)");
        raw.ShouldNotContain("<b>Slīpā");
        raw.ShouldNotContain("<o:p>");
        raw.ShouldContain("&lt;b&gt;Slīpā");

        var context = await house.Get<CaseCards>().ContextAsync(await house.ReadAsync(reference), house.Person(Roles.Head), UiTexts.Latvian, wasAsked: false, Cancellation);
        var card = StepCards.Find(context, Steps.Approval)!.Card.ToJson();
        card.ShouldNotContain("](");
        JsonNode.Parse(card)!["body"]!.ToJsonString().ShouldContain("{{decision.reason}}");

        if (Repository.OnPath("pdftotext") is not null)
        {
            var record = await house.ReadAsync(reference);
            var letter = PdfTools.Text(house.Get<LetterDesk>().PreviewDecision(record.Case, record.State, house.Terms.DayOf(house.Now))!);
            letter.ShouldContain("{{decision.reason}}");
            letter.ShouldContain("<script>alert(1)</script>");
        }

        foreach (var mail in house.Sender.Left)
        {
            (mail.Subject + mail.Text + mail.Html).ShouldNotContain("evil.example");
        }

        (await File.ReadAllTextAsync(Path.Combine(house.Data.Demo, "log.txt"), Cancellation)).ShouldNotContain("evil.example");
    }

    [Fact]
    public void B88_CardTooLargeForTeams_IsASummaryWithTheWayToThePage()
    {
        var context = CardBench.Proposed().Context(CardBench.Head);
        var many = Enumerable.Range(0, 400).Select(i => new Fact($"Fails {i}", new string('ļ', 60))).ToList();
        var large = new StepCard(Steps.Approval, 1, IsActive: true, AdaptiveCard.Create("lv", [new FactSet(many)], [context.Action(Verbs.Approve, 1)]));
        var reader = new TeamsConversation { PersonId = "p", ServiceUrl = new Uri("https://smba.trafficmanager.net/emea/"), ConversationId = "a", UserId = "29:p", BotId = "28:b" };

        var shown = JsonNode.Parse(new TeamsCards(new TeamsOptions { Workplace = new Uri("https://darbs.example/") }).Open(context, large, reader).ToJson())!;

        TeamsHouse.Text(shown).ShouldContain(UiTexts.Latvian["teams.too-large"]);
        TeamsHouse.Text(shown).ShouldContain(context.State.Number!);
        TeamsHouse.Actions(shown).ShouldHaveSingleItem()["url"]!.GetValue<string>().ShouldEndWith(context.Record.Case.CaseId);
        large.Card.ToPageJson().Length.ShouldBeGreaterThan(AdaptiveCard.MaximumBytes / 2);
    }

    [Fact]
    public async Task B89_CodeInAComment_IsStoredMaskedAndTheWriterIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("code", house.Now));
        await house.PrepareAsync(reference);
        await house.ProposeAsync(reference);
        var command = await CommandAsync(house, house.Person(Roles.Head), reference, Verbs.Return, ("comment", "Skatīt arī 000166-20026."));

        var outcome = await house.Get<CommandDoor>().CarryOutAsync(command, UiTexts.Latvian, Cancellation);

        outcome.Message.ShouldContain("personas kods");
        (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<ProposalReturned>().ShouldHaveSingleItem().Comment.ShouldBe("Skatīt arī ******-*0026.");
    }

    private static async Task<CaseCommand> CommandAsync(WayHouse house, StaffMember actor, CaseRef reference, string verb, params (string Name, string Value)[] data)
    {
        var record = await house.ReadAsync(reference);
        return new CaseCommand
        {
            Case = reference,
            Version = record.Version,
            Round = record.Standing.Find(CommandRules.Find(verb)!.Step!)!.Round,
            Verb = verb,
            Actor = actor,
            Data = JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value)),
        };
    }
}
