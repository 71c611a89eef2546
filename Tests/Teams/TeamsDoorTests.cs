using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Teams as the second door of the running product.</summary>
public sealed class TeamsDoorTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";

    private static DateTimeOffset At => DemoFolder.Beginning;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Card_OfANewCase_ReachesTheOneWhoIsAskedAndTellsNothingInItsNotification()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Head);
        await house.Way.OpenCaseAsync(Residents.Application("one", At));

        await house.Courier.CatchUpAsync(Cancellation);

        var shown = house.Connector.Cards.ShouldHaveSingleItem();
        shown.Conversation.ShouldBe(TeamsWire.ConversationOf(Worker));
        shown.Summary.ShouldStartWith("SD-2026/");
        shown.Summary.ShouldNotContain("Berta");
        shown.Card.ToJsonString().ShouldNotContain("000155-10015");
        TeamsHouse.Actions(shown.Card).Select(a => a["verb"]?.GetValue<string>()).ShouldContain(Verbs.ReviewDocuments);
        TeamsHouse.Actions(shown.Card).ShouldContain(a => a["url"] != null && a["url"]!.GetValue<string>().StartsWith("https://darbs.example/cases/c"));
        Encoding.UTF8.GetByteCount(shown.Card.ToJsonString()).ShouldBeLessThan(AdaptiveCard.MaximumBytes);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Case_DecidedByTeams_HasTheJournalOfOneDecidedOnThePage()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar, Worker, Head);
        var application = Residents.Application("teams", At);
        var byTeams = await house.Way.OpenCaseAsync(application);
        await using var other = await WayHouse.StartAsync();
        var byPage = await other.OpenCaseAsync(application);

        foreach (var (person, verb, inputs) in TeamsSteps.Decisions(house.Way))
        {
            await house.Courier.CatchUpAsync(Cancellation);
            var answer = await house.TapAsync(person, house.CardOf(person, verb), verb, [.. inputs.Select(i => (i.Name, (JsonNode?)i.Value))]);
            answer["type"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive", answer.ToJsonString());

            using var browser = await StaffBrowser.SignInAsync(other.Address, person);
            var seen = await other.ReadAsync(byPage);
            (await browser.CommandAsync(seen, seen.Standing.Find(CommandRules.Find(verb)!.Step!)!.Round, verb, inputs)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await other.SettleAsync();
        }

        (await house.Way.WaitsAsync(byTeams)).ShouldBe([Steps.Signing]);
        Story(await house.RecordAsync(byTeams)).ShouldBe(Story(await other.ReadAsync(byPage)), "the journal does not know the door");

        // Everything that is stored: keys, instants, and every member of every event.
        static List<string> Story(CaseRecord record) => [.. record.Entries.Select(e => $"{e.Version} {e.Key} {e.At:O} {JsonSerializer.Serialize(e.Event)}")];
    }

    [Fact]
    public async Task Copies_OfADecidedStep_AllSayWhoDidItAndAskNothing()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar, Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("two", At) with { Subject = "Iesniegums", Text = "Labdien! Iesniegums pielikumā." });
        await house.Courier.CatchUpAsync(Cancellation);
        house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).ShouldHaveSingleItem();

        await house.Way.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"));
        await house.Courier.CatchUpAsync(Cancellation);

        var copy = house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).First();
        copy.Updates.ShouldBe(1);
        copy.Card["actions"]!.AsArray().ShouldAllBe(a => a!["type"]!.GetValue<string>() == "Action.OpenUrl");
        TeamsHouse.Text(copy.Card).ShouldContain("Izdarīja Līga Paraudziņa");
    }

    [Fact]
    public async Task F28_InvokeSentAgain_IsOneCommandAndAnsweredAsTheFirst()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("again", At));
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Worker, Verbs.ReviewDocuments);
        var inputs = WayHouse.Review().Select(i => (i.Name, (JsonNode?)i.Value)).ToArray();

        var first = await house.TapAsync(Worker, card, Verbs.ReviewDocuments, inputs);
        var second = await house.TapAsync(Worker, card, Verbs.ReviewDocuments, inputs);

        TeamsHouse.Text(second["value"]!).Split('\n')[0].ShouldBe(TeamsHouse.Text(first["value"]!).Split('\n')[0]);
        TeamsHouse.Text(second["value"]!).ShouldContain("Izdarīja Anna Piemēre-Ķīse");
        (await house.RecordAsync(reference)).Entries.Count(e => e.Event is DocumentsReviewed).ShouldBe(1);
    }

    [Fact]
    public async Task B83_TapOnACardWhoseStepIsOver_SaysWhoDidIt()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("over", At));
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Worker, Verbs.ReviewDocuments);
        await house.Way.ReviewAsync(reference);
        var before = (await house.RecordAsync(reference)).Version;

        var answer = await house.TapAsync(Worker, card, Verbs.ReviewDocuments, [.. WayHouse.Review("IENAKUMI").Select(i => (i.Name, (JsonNode?)i.Value))]);

        TeamsHouse.Text(answer["value"]!).ShouldContain("Anna Piemēre-Ķīse");
        (await house.RecordAsync(reference)).Version.ShouldBe(before);
    }

    [Fact]
    public async Task F29_OldCardLookedAtAgain_ShowsThePresentState()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("old", At));
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Worker, Verbs.ReviewDocuments);
        card["refresh"]!["userIds"]!.AsArray().Single()!.GetValue<string>().ShouldBe($"29:{Worker}");
        var refresh = card["refresh"]!["action"]!;
        await house.Way.ReviewAsync(reference);

        var answer = await house.TapRawAsync(Worker, refresh["verb"]!.GetValue<string>(), refresh["data"]!.DeepClone().AsObject());

        TeamsHouse.Actions(answer["value"]!).ShouldAllBe(a => a["verb"] == null);
        TeamsHouse.Text(answer["value"]!).ShouldContain("Izdarīja");
    }

    [Fact]
    public async Task Tap_OnAnOlderVersion_ShowsTheFreshCardAndChangesNothing()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("stale", At));
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Worker, Verbs.ReviewDocuments);
        house.Way.Deliver(Residents.Letter("more", At) with { InReplyTo = "stale@residents.example" });
        await house.Way.SettleAsync();
        var before = (await house.RecordAsync(reference)).Version;
        before.ShouldBeGreaterThan(TeamsHouse.Actions(card).First()["data"]!["version"]!.GetValue<long>());

        var answer = await house.TapAsync(Worker, card, Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (JsonNode?)i.Value))]);

        TeamsHouse.Text(answer["value"]!).ShouldContain("mainījusies");
        TeamsHouse.Actions(answer["value"]!).First(a => a["verb"] != null)["data"]!["version"]!.GetValue<long>().ShouldBe(before);
        (await house.RecordAsync(reference)).Version.ShouldBe(before);
    }

    [Fact]
    public async Task Tap_WithoutAReason_IsRefusedInWordsAndTheCardKeepsItsInputs()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        await house.Way.OpenCaseAsync(Residents.Application("empty", At));
        await house.Courier.CatchUpAsync(Cancellation);

        var answer = await house.TapAsync(Worker, house.CardOf(Worker, Verbs.ReviewDocuments), Verbs.ReviewDocuments);

        answer["type"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.error");
        answer["value"]!["message"]!.GetValue<string>().ShouldStartWith("Aizpildiet");
    }

    [Fact]
    public async Task Tap_ByAnotherMunicipality_IsAnsweredAsForAnUnknownCase()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, "ie-vaditaja");
        var reference = await house.Way.OpenCaseAsync(Residents.Application("foreign", At));
        await house.Courier.CatchUpAsync(Cancellation);
        var data = TeamsHouse.Actions(house.CardOf(Worker, Verbs.ReviewDocuments)).First()["data"]!.AsObject();
        var unknown = data.DeepClone().AsObject();
        unknown["caseId"] = "c0123456789abcdef";

        var foreign = await house.TapRawAsync("ie-darbiniece", Verbs.ReviewDocuments, data.DeepClone().AsObject());
        var nowhere = await house.TapRawAsync("ie-darbiniece", Verbs.ReviewDocuments, unknown);

        foreign.ToJsonString().ShouldBe(nowhere.ToJsonString());
        foreign["statusCode"]!.GetValue<int>().ShouldBe(400);
        (await house.RecordAsync(reference)).Entries.ShouldNotContain(e => e.Event is DocumentsReviewed);
    }

    [Fact]
    public async Task Tap_ByAStrangerOfTheTenant_IsRefused()
    {
        await using var house = await TeamsHouse.StartAsync();

        var answer = await house.TapRawAsync("nobody", Verbs.Approve, new JsonObject { ["caseId"] = "c1", ["version"] = 1, ["round"] = 1 });

        answer["statusCode"]!.GetValue<int>().ShouldBe(403);
        answer["value"]!["message"]!.GetValue<string>().ShouldContain("darbinieku sarakstā");
    }

    [Theory]
    [InlineData("""{"caseId":1,"version":1,"round":1}""")]
    [InlineData("""{"caseId":"c1","version":"1","round":1}""")]
    [InlineData("""{"caseId":"c1","version":1e99,"round":1}""")]
    [InlineData("""{"caseId":"c1","version":1,"round":99999999999}""")]
    [InlineData("""{"caseId":"../../x","version":1,"round":1,"step":["a"]}""")]
    [InlineData("{}")]
    public async Task Tap_WithMalformedData_IsAnErrorInWords(string data)
    {
        await using var house = await TeamsHouse.StartAsync();
        foreach (var verb in new[] { Verbs.Approve, TeamsCards.RefreshVerb, "no-such-verb" })
        {
            var answer = await house.TapRawAsync(Head, verb, JsonNode.Parse(data)!.AsObject());

            answer["type"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.error");
        }
    }

    [Fact]
    public async Task Call_FromAnotherTenant_IsForbidden()
    {
        await using var house = await TeamsHouse.StartAsync();
        var activity = TeamsWire.Activity(Worker, "message");
        activity["channelData"]!["tenant"]!["id"] = Guid.NewGuid().ToString();

        (await house.PostAsync(activity)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await house.Way.Get<ITeamsDoor>().FindAsync(Worker, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Call_WithAServiceAddressElsewhere_IsForbiddenAndOurTokenNeverGoesThere()
    {
        await using var house = await TeamsHouse.StartAsync();
        var activity = TeamsWire.Activity(Worker, "message");
        activity["serviceUrl"] = "https://evil.example/";
        using var keys = new ConnectorKeys();

        (await house.PostAsync(activity)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await house.PostAsync(TeamsWire.Activity(Worker, "message"), keys.Good(house.Way.Now.UtcDateTime))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await house.Way.Get<ITeamsDoor>().FindAsync(Worker, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Call_WithoutTokenOrSense_IsRefusedByItsStatus()
    {
        await using var house = await TeamsHouse.StartAsync();
        var activity = TeamsWire.Activity(Worker, "message").ToJsonString();

        (await house.PostRawAsync(new StringContent(activity), withToken: false)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await house.PostRawAsync(new StringContent("{"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await house.PostRawAsync(new StringContent("null"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await house.PostRawAsync(new StringContent(new string(' ', 300_000) + activity))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task F27_ConnectorThrottles_WaitsAsToldThenSends()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        await house.Way.OpenCaseAsync(Residents.Application("busy", At));
        var busy = FakeConnector.Answer(HttpStatusCode.TooManyRequests, "TooManyRequests");
        busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(7));
        house.Connector.Trouble(() => busy, () => FakeConnector.Answer(HttpStatusCode.BadGateway, "x"));

        var round = house.Courier.CatchUpAsync(Cancellation);
        await PassTimeUntilAsync(house, round);

        house.Connector.Cards.ShouldHaveSingleItem();
        house.Connector.Calls.ShouldBe(3);
        (house.Way.Now - DemoFolder.Beginning).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task F27_ConnectorDown_LeavesTheCardToTheNextRound()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        await house.Way.OpenCaseAsync(Residents.Application("down", At));
        house.Connector.Trouble([.. Enumerable.Repeat(() => FakeConnector.Answer(HttpStatusCode.ServiceUnavailable, "x"), 4)]);

        await PassTimeUntilAsync(house, house.Courier.CatchUpAsync(Cancellation));
        house.Connector.Cards.ShouldBeEmpty();

        await house.Courier.CatchUpAsync(Cancellation);
        house.Connector.Cards.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task F27_PersonBlockedTheBot_TheSubstituteIsAsked()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        await house.Way.OpenCaseAsync(Residents.Application("blocked", At));
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.Forbidden, "MessageWritesBlocked"));

        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Way.Get<ITeamsDoor>().FindAsync(Worker, Cancellation)).ShouldBeNull();
        await house.Courier.CatchUpAsync(Cancellation);

        house.Connector.Cards.ShouldHaveSingleItem().Conversation.ShouldBe(TeamsWire.ConversationOf(Registrar));
    }

    [Fact]
    public async Task Card_OfACaseThatIsRestricted_IsTakenBackFromTheOthersAndTheirTapsAreRefused()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("restricted", At));
        await house.Courier.CatchUpAsync(Cancellation);
        var old = house.CardOf(Worker, Verbs.ReviewDocuments).DeepClone();
        old.ToJsonString().ShouldContain("Berta");
        await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Reassign, ("to", Registrar), ("reason", "Atvaļinājums."));
        await house.Courier.CatchUpAsync(Cancellation);

        var record = await house.Way.DoAsAsync(house.Staff(Registrar), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        await house.Courier.CatchUpAsync(Cancellation);

        foreach (var shown in house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)))
        {
            TeamsHouse.Text(shown.Card).ShouldBe($"Ierobežota lieta\n{record.State.Number}");
            shown.Card.ToJsonString().ShouldNotContain("Berta");
        }

        house.CardOf(Registrar, Verbs.ReviewDocuments).ToJsonString().ShouldContain("Berta", customMessage: "whose work it is keeps the card");
        var before = (await house.RecordAsync(reference)).Version;
        var tapped = await house.TapAsync(Worker, old, Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (JsonNode?)i.Value))]);
        (tapped["statusCode"]!.GetValue<int>(), tapped["value"]!["code"]!.GetValue<string>()).ShouldBe((400, "restricted"));
        tapped.ToJsonString().ShouldNotContain("Berta");
        var looked = await house.TapRawAsync(Worker, TeamsCards.RefreshVerb, old["refresh"]!["action"]!["data"]!.DeepClone().AsObject());
        looked.ToJsonString().ShouldNotContain("Berta");
        (await house.RecordAsync(reference)).Version.ShouldBe(before);
    }

    [Fact]
    public async Task Card_OfABlockedFile_ReachesTheHeadAloneAndReleasesItWithAReason()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Head);
        var mail = Residents.Application("blocked-file", At);
        var document = Zips.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/styles.xml", "<x/>"u8.ToArray()), ("word/vbaProject.bin", "x"u8.ToArray()));
        var reference = await house.Way.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment("izzina.docx", "application/octet-stream", document)] });
        await house.Courier.CatchUpAsync(Cancellation);
        var card = house.CardOf(Head, Verbs.ReleaseFile);
        house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)).ShouldAllBe(c => TeamsHouse.Actions(c.Card).All(a => a["verb"] == null || a["verb"]!.GetValue<string>() != Verbs.ReleaseFile));
        var file = (await house.Way.StateAsync(reference)).Files.Single(f => f.Blocked);

        var refused = await house.TapAsync(Head, card, Verbs.ReleaseFile, ("fileId", file.FileId), ("reason", "ok"));
        refused["value"]!["code"]!.GetValue<string>().ShouldBe("no-reason");
        var done = await house.TapAsync(Head, card, Verbs.ReleaseFile, ("fileId", file.FileId), ("reason", "Zvanīju iesniedzējam, makro ir veidlapas daļa."));

        TeamsHouse.Text(done["value"]!).ShouldContain("Izdarīja Māra Lēmēja");
        (await house.Way.StateAsync(reference)).Files.ShouldAllBe(f => !f.Blocked);
        await house.Courier.CatchUpAsync(Cancellation);
        house.Connector.CardsOf(TeamsWire.ConversationOf(Head)).ShouldAllBe(c => TeamsHouse.Actions(c.Card).All(a => a["verb"] == null));
    }

    [Fact]
    public async Task Morning_OfAWorkingDay_ReachesEachOnceAndNamesNobody()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Head, "ie-darbiniece");
        var reference = await house.Way.OpenCaseAsync(Residents.Application("morning", At));
        var due = (await house.Way.Get<ICaseBoard>().PageAsync(new BoardQuery { Municipality = reference.Municipality }, Cancellation)).Rows.ShouldHaveSingleItem().SafeDue!.Value;

        // The Monday after the day was missed, half past six and eight in the morning; the Sunday before it nobody is written to.
        var monday = due.AddDays(8 - (int)due.DayOfWeek);
        house.Way.Time.AdvanceTo(new DateTimeOffset(monday.AddDays(-1).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));
        (await house.Mornings.CatchUpAsync(Cancellation)).ShouldBe(0);
        house.Way.Time.AdvanceTo(new DateTimeOffset(monday.ToDateTime(new TimeOnly(3, 30)), TimeSpan.Zero));
        (await house.Mornings.CatchUpAsync(Cancellation)).ShouldBe(0);
        house.Way.Time.AdvanceTo(new DateTimeOffset(monday.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero));
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.NotFound, "ConversationNotFound"));
        await house.Mornings.CatchUpAsync(Cancellation);
        await house.InstallAsync(Worker, Head);
        await house.Mornings.CatchUpAsync(Cancellation);

        (await ActivatorUtilities.CreateInstance<MorningCourier>(house.Way.Get<IServiceProvider>()).CatchUpAsync(Cancellation)).ShouldBe(0, "who had it stands in the store");
        foreach (var person in new[] { Worker, Head })
        {
            var shown = house.Connector.CardsOf(TeamsWire.ConversationOf(person)).ShouldHaveSingleItem();
            shown.Summary.ShouldBe("Rīta pārskats");
            TeamsHouse.Text(shown.Card).ShouldContain($"{(await house.RecordAsync(reference)).State.Number} · termiņš pagājis");
            shown.Card.ToJsonString().ShouldNotContain("Berta");
        }

        house.Connector.CardsOf(TeamsWire.ConversationOf("ie-darbiniece")).ShouldBeEmpty("nothing is theirs");
        house.Way.Time.AdvanceTo(house.Way.Now.AddDays(1));
        (await house.Mornings.CatchUpAsync(Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task Card_ClosedInARestrictedCase_LosesTheNameWhenTheCaseIsPassedOn()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Head);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("restricted-on", At));
        await house.Way.DoAsAsync(house.Way.Person(Roles.Worker), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        await house.Courier.CatchUpAsync(Cancellation);
        await house.Way.PrepareAsync(reference);
        await house.Way.ProposeAsync(reference);
        await house.Courier.CatchUpAsync(Cancellation);
        Shown().ShouldContain("Berta", customMessage: "the worker's own cards, the closed ones too");

        await house.Way.DoAsAsync(house.Way.Person(Roles.Head), reference, Verbs.Reassign, ("to", house.Way.Person(Roles.Substitute).Id), ("reason", "Prombūtne."));
        await house.Courier.CatchUpAsync(Cancellation);

        Shown().ShouldNotContain("Berta");

        string Shown() => string.Concat(house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)).Select(c => c.Card.ToJsonString()));
    }

    [Fact]
    public async Task Tap_ByAnAuditor_IsRefused()
    {
        await using var house = await TeamsHouse.StartAsync();
        var reference = await house.Way.OpenCaseAsync(Residents.Application("auditor", At));

        var answer = await house.TapRawAsync("sm-revidente", "refresh", new JsonObject { ["caseId"] = reference.CaseId, ["step"] = "documents", ["round"] = 1 });

        answer["statusCode"]!.GetValue<int>().ShouldBe(403);
    }

    [Fact]
    public async Task Removal_OfTheBot_EndsTheConversation()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);

        await house.PostAsync(TeamsWire.Activity(Worker, "installationUpdate", ("action", "remove")));

        (await house.Way.Get<ITeamsDoor>().FindAsync(Worker, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task L10_ManyCasesAtOnce_AreSentInRounds()
    {
        await using var house = await TeamsHouse.StartAsync();
        for (var i = 0; i < CardCourier.NewCardsPerRound + 5; i++)
        {
            house.Way.Deliver(Residents.Application($"many{i}", At));
        }

        await house.Way.SettleAsync();
        await house.InstallAsync(Worker);

        await house.Courier.CatchUpAsync(Cancellation);
        house.Connector.Cards.Count.ShouldBe(CardCourier.NewCardsPerRound);
        await house.Courier.CatchUpAsync(Cancellation);
        house.Connector.Cards.Count.ShouldBe(CardCourier.NewCardsPerRound + 5);
    }

    private static async Task PassTimeUntilAsync(TeamsHouse house, Task round)
    {
        while (!round.IsCompleted)
        {
            await Task.Yield();
            house.Way.Time.AdvanceTo(house.Way.Now + TimeSpan.FromMilliseconds(100));
        }

        await round;
    }

    /// <summary>Of an input named twice nobody could say which the person saw.</summary>
    [Theory]
    [InlineData("\"level\":\"2\"", "\"level\":\"4\",\"level\":\"2\"")]
    [InlineData("\"version\":", "\"version\":1,\"version\":")]
    [InlineData("\"verb\":\"assess-needs\"", "\"verb\":\"approve\",\"verb\":\"assess-needs\"")]
    public async Task Tap_WithAMemberNamedTwice_IsRefusedAndNothingChanges(string once, string twice)
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("twice", At));
        await house.Way.ReviewAsync(reference);
        await house.Courier.CatchUpAsync(Cancellation);
        var data = TeamsHouse.Actions(house.CardOf(Worker, Verbs.AssessNeeds)).First(a => a["verb"]?.GetValue<string>() == Verbs.AssessNeeds)["data"]!.DeepClone().AsObject();
        (data["level"], data["findings"]) = ("2", "Vajag palīdzību.");
        var tap = TeamsWire.Tap(Worker, Verbs.AssessNeeds, data).ToJsonString();
        var before = (await house.RecordAsync(reference)).Version;

        (await house.PostRawAsync(new StringContent(tap.Replace(once, twice, StringComparison.Ordinal)))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await house.Way.SettleAsync();
        (await house.RecordAsync(reference)).Version.ShouldBe(before);

        (await house.PostRawAsync(new StringContent(tap))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await house.RecordAsync(reference)).Entries.ShouldContain(e => e.Event is NeedsAssessed, "named once it is done");
    }
}
