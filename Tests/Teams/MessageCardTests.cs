using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>"Whose message is this?" in Teams.</summary>
public sealed class MessageCardTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";

    private static DateTimeOffset At => DemoFolder.Beginning;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Card_OfADoubtfulLetter_NamesTheCandidateAndFilesItThere()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar, Worker);
        var (reference, row) = await DoubtfulAsync(house);

        await house.Messages.CatchUpAsync(Cancellation);

        var shown = CardsOf(house, Registrar).ShouldHaveSingleItem();
        CardsOf(house, Worker).ShouldBeEmpty("registrars are asked");
        shown.Summary.ShouldBe($"{row.Number}: Kam pieder šī vēstule?");
        var json = shown.Card.ToJsonString();
        json.ShouldContain("janis@inbox.example");
        json.ShouldContain((await house.RecordAsync(reference)).State.Number!);
        json.ShouldNotContain("Slimības", customMessage: "the text may tell of health");
        json.ShouldContain($"https://darbs.example/review/{row.IntakeId}");
        (await house.Messages.CatchUpAsync(Cancellation)).ShouldBe(0);

        var answer = await house.TapAsync(Registrar, shown.Card, WhoseMessageCard.FileVerb, ("caseId", reference.CaseId));

        TeamsHouse.Text(answer["value"]!).ShouldContain("Vēstule pievienota lietai.");
        TeamsHouse.Text(answer["value"]!).ShouldContain("Izdarīja Līga Paraudziņa");
        (await house.RecordAsync(reference)).State.Messages.ShouldHaveSingleItem().By.ShouldBe(Registrar);
        (await house.Way.Intake.FindAsync(row.IntakeId, Cancellation))!.Disposition.ShouldBe(Dispositions.ExistingCase);
        await house.Messages.CatchUpAsync(Cancellation);
        CardsOf(house, Registrar).Single().Card["actions"].ShouldBeNull();
        (await house.Way.Get<ITeamsDoor>().CopiesAsync(MessageCourier.CopiesOf("smiltene"), Cancellation)).ShouldBeEmpty("what is settled is not read again");
        (await house.Way.Get<ILooks>().ListAsync("smiltene", row.IntakeId, null, 9, Cancellation)).ShouldContain(l => l.PersonId == Registrar && l.Kind == LookKinds.Card);
    }

    [Fact]
    public async Task Letter_SettledWhileAConversationIsClosed_IsToldWhenItOpens()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var (reference, row) = await DoubtfulAsync(house);
        await house.Messages.CatchUpAsync(Cancellation);
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.Forbidden, "MessageWritesBlocked"));
        await house.Way.Get<ReviewFiling>().FileAsync(row, reference.CaseId, house.Staff(Worker), Cancellation);
        (await house.Messages.CatchUpAsync(Cancellation)).ShouldBe(0);
        (await house.Messages.CatchUpAsync(Cancellation)).ShouldBe(0, "nobody is reached");
        CardsOf(house, Registrar).ShouldHaveSingleItem().Updates.ShouldBe(0);

        await house.InstallAsync(Registrar);
        (await house.Messages.CatchUpAsync(Cancellation)).ShouldBe(1);

        TeamsHouse.Text(CardsOf(house, Registrar).ShouldHaveSingleItem().Card).ShouldContain("Izdarīja Anna Piemēre-Ķīse");
        (await house.Way.Get<ITeamsDoor>().CopiesAsync(MessageCourier.CopiesOf("smiltene"), Cancellation)).ShouldBeEmpty();
        (await house.Messages.CatchUpAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Letter_SettledAfterItsCardWasDeletedInTeams_IsForgottenAndTheConversationStaysOpen()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var (reference, row) = await DoubtfulAsync(house);
        await house.Messages.CatchUpAsync(Cancellation);
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.NotFound, "ActivityNotFoundInConversation"));
        await house.Way.Get<ReviewFiling>().FileAsync(row, reference.CaseId, house.Staff(Worker), Cancellation);

        await house.Messages.CatchUpAsync(Cancellation);

        (await house.Way.Get<ITeamsDoor>().CopiesAsync(MessageCourier.CopiesOf("smiltene"), Cancellation)).ShouldBeEmpty();
        (await house.Way.Get<ITeamsDoor>().FindAsync(Registrar, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Letter_SettledAfterItsReaderLeftTheStaff_IsForgotten()
    {
        await using var house = await TeamsHouse.StartAsync("""{ "id": "sm-dezurants", "municipality": "smiltene", "name": "Otto Rezervists", "position": "Darbinieks", "roles": ["registrar"] }""");
        await house.InstallAsync("sm-dezurants");
        var (reference, row) = await DoubtfulAsync(house);
        await house.Messages.CatchUpAsync(Cancellation);
        await house.RestartWithoutAsync("sm-dezurants");
        await house.Way.Get<ReviewFiling>().FileAsync(row, reference.CaseId, house.Staff(Worker), Cancellation);

        await house.Messages.CatchUpAsync(Cancellation);

        (await house.Way.Get<ITeamsDoor>().CopiesAsync(MessageCourier.CopiesOf("smiltene"), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tap_AfterSomebodySettledItOnThePage_IsToldWhoAndChangesNothing()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var (reference, row) = await DoubtfulAsync(house);
        await house.Messages.CatchUpAsync(Cancellation);
        var card = CardsOf(house, Registrar).Single().Card;
        using (var page = await CounterBrowser.SignInAsync(house.Way, Worker))
        {
            await page.PostAsync($"/review/{row.IntakeId}", $"/review/{row.IntakeId}", [("note", "Piezvanīju sūtītājam.")]);
        }

        foreach (var (verb, field, value) in new[] { (WhoseMessageCard.FileVerb, "caseId", reference.CaseId), (WhoseMessageCard.SettleVerb, "note", "Slēdzu.") })
        {
            var answer = await house.TapAsync(Registrar, card, verb, (field, value));

            TeamsHouse.Text(answer["value"]!).ShouldContain("Šī vēstule vairs negaida");
            TeamsHouse.Text(answer["value"]!).ShouldContain("Izdarīja Anna Piemēre-Ķīse");
            TeamsHouse.Actions(answer["value"]!).ShouldBeEmpty();
        }

        (await house.RecordAsync(reference)).State.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tap_Nobodys_NeedsANoteAndClosesTheLetter()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var (_, row) = await DoubtfulAsync(house);
        await house.Messages.CatchUpAsync(Cancellation);
        var card = CardsOf(house, Registrar).Single().Card;

        var refused = await house.TapAsync(Registrar, card, WhoseMessageCard.SettleVerb, ("note", " \u00a0 "));
        (refused["statusCode"]!.GetValue<int>(), refused["value"]!["code"]!.GetValue<string>()).ShouldBe((400, "missing-field"));
        (await house.TapAsync(Registrar, card, WhoseMessageCard.SettleVerb, ("note", new string('ā', 501))))["value"]!["code"]!.GetValue<string>().ShouldBe("missing-field");
        await house.TapAsync(Registrar, card, WhoseMessageCard.SettleVerb, ("note", "Nav mums: 000166-20026."));

        var after = (await house.Way.Intake.FindAsync(row.IntakeId, Cancellation))!;
        (after.Disposition, after.By).ShouldBe((Dispositions.Settled, Registrar));
        after.Reason!.ShouldContain("Nav mums: ******-*0026.");
    }

    [Fact]
    public async Task Card_WithARestrictedCandidate_DoesNotNameItAndATapOnItIsRefused()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var (reference, row) = await DoubtfulAsync(house);
        await house.Way.DoAsAsync(house.Staff(Worker), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));

        await house.Messages.CatchUpAsync(Cancellation);

        var card = CardsOf(house, Registrar).Single().Card;
        card.ToJsonString().ShouldNotContain((await house.RecordAsync(reference)).State.Number!);
        card.ToJsonString().ShouldNotContain(reference.CaseId);
        TeamsHouse.Text(card).ShouldContain("Vēstule var piederēt ierobežotai lietai");
        var forged = await house.TapRawAsync(Registrar, WhoseMessageCard.FileVerb, new JsonObject { ["intakeId"] = row.IntakeId, ["caseId"] = reference.CaseId });
        forged["value"]!["code"]!.GetValue<string>().ShouldBe("restricted");
        (await house.Way.Intake.FindAsync(row.IntakeId, Cancellation))!.Disposition.ShouldBe(Dispositions.Review);
    }

    [Fact]
    public async Task Tap_ByAnotherMunicipalityOrMalformed_IsAnsweredAsForAnUnknownMessage()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync("ie-darbiniece");
        var (reference, row) = await DoubtfulAsync(house);

        foreach (var verb in new[] { WhoseMessageCard.FileVerb, WhoseMessageCard.SettleVerb, WhoseMessageCard.OpenVerb, WhoseMessageCard.RefreshVerb })
        {
            var foreign = await house.TapRawAsync("ie-darbiniece", verb, Data(row.IntakeId));
            var unknown = await house.TapRawAsync("ie-darbiniece", verb, Data("0123456789abcdef0123456789abcdef"));
            foreign.ToJsonString().ShouldBe(unknown.ToJsonString());
            foreign["statusCode"]!.GetValue<int>().ShouldBe(404);
            (await house.TapRawAsync("ie-darbiniece", verb, new JsonObject { ["intakeId"] = 7 }))["statusCode"]!.GetValue<int>().ShouldBe(400);
        }

        (await house.Way.Intake.FindAsync(row.IntakeId, Cancellation))!.Disposition.ShouldBe(Dispositions.Review);

        JsonObject Data(string id) => new() { ["intakeId"] = id, ["caseId"] = reference.CaseId, ["note"] = "Mans.", ["given"] = "A", ["surname"] = "B", ["document"] = "C" };
    }

    [Fact]
    public async Task Card_SentTwiceByACrash_TheFirstGoesWhenItIsLookedAt()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var (_, row) = await DoubtfulAsync(house);
        var door = house.Way.Get<ITeamsDoor>();
        await house.Messages.CatchUpAsync(Cancellation);
        var first = CardsOf(house, Registrar).Single();
        await door.DropAsync((await door.CopiesAsync(MessageCourier.CopiesOf("smiltene"), Cancellation)).Single(), Cancellation);
        await house.Messages.CatchUpAsync(Cancellation);
        var second = CardsOf(house, Registrar).Last();
        second.ActivityId.ShouldNotBe(first.ActivityId);

        await house.TapRawAsync(Registrar, WhoseMessageCard.RefreshVerb, new JsonObject { ["intakeId"] = row.IntakeId }, second.ActivityId);
        await house.TapRawAsync(Registrar, WhoseMessageCard.RefreshVerb, new JsonObject { ["intakeId"] = row.IntakeId }, first.ActivityId);

        await WaitAsync(() => CardsOf(house, Registrar).Count() == 1);
        CardsOf(house, Registrar).ShouldHaveSingleItem().ActivityId.ShouldBe(second.ActivityId);
    }

    [Fact]
    public async Task Messages_MoreThanAPersonCanRead_AreLeftToThePage()
    {
        await using var house = await TeamsHouse.StartAsync();
        for (var i = 0; i < MessageCourier.MostOpen + 3; i++)
        {
            house.Way.Deliver(Residents.Letter($"many{i}", At) with { From = new MailAddress(null, $"sutitajs{i}@inbox.example"), Subject = $"Jautājums {i}", Text = $"Kad strādājat? {i}" });
        }

        await house.Way.SettleAsync();
        (await house.Way.Intake.ListAsync("smiltene", Dispositions.Review, Cancellation)).Count.ShouldBeGreaterThan(MessageCourier.MostOpen);
        await house.InstallAsync(Registrar);

        await house.Messages.CatchUpAsync(Cancellation);
        await house.Messages.CatchUpAsync(Cancellation);

        CardsOf(house, Registrar).Count().ShouldBe(MessageCourier.MostOpen);
    }

    private static IEnumerable<ShownCard> CardsOf(TeamsHouse house, string person) => house.Connector.CardsOf(TeamsWire.ConversationOf(person)).Where(c => c.Summary.Contains("vēstule", StringComparison.Ordinal));

    /// <summary>A card is taken away after the answer has left.</summary>
    private static async Task WaitAsync(Func<bool> isThere)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!isThere())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<(CaseRef Case, IntakeRow Row)> DoubtfulAsync(TeamsHouse house)
    {
        var reference = await house.Way.OpenCaseAsync(Residents.Application("doubt", At));
        var receipt = house.Way.Sender.Left[0];
        house.Way.Deliver(Residents.Letter("spouse", At) with
        {
            To = [receipt.ReplyTo!],
            Subject = "Re: " + receipt.Subject,
            InReplyTo = receipt.MessageId,
            From = new MailAddress("Jānis Izdomātais", "janis@inbox.example"),
            Text = "Slimības lapa pielikumā.",
            Attachments = [new OutgoingAttachment("izziņa.pdf", "application/pdf", "%PDF-1.4 x"u8.ToArray())],
        });
        await house.Way.SettleAsync();
        return (reference, await house.Way.RowOfAsync("spouse@residents.example"));
    }
}
