using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Cards of somebody who could not be told for a while, who comes new, or who left.</summary>
public sealed class OwedCardTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Install_WhileCasesWait_BringsTheirCards()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.Way.OpenCaseAsync(Residents.Application("before", DemoFolder.Beginning));
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

        await house.InstallAsync(Worker);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(1);
        await house.InstallAsync(Worker);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

        Of(house, Worker).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Step_DecidedWhileAConversationIsClosed_IsToldWhenItOpens()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("closed", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        await RemoveAsync(house, Worker);
        await house.Way.ReviewAsync(reference);
        await house.Courier.CatchUpAsync(Cancellation);
        Of(house, Worker).ShouldHaveSingleItem().Updates.ShouldBe(0);

        await house.InstallAsync(Worker);
        await house.Courier.CatchUpAsync(Cancellation);

        TeamsHouse.Text(Of(house, Worker)[0].Card).ShouldContain("Izdarīja");
        TeamsHouse.Actions(Of(house, Worker)[0].Card).ShouldAllBe(a => a["verb"] == null);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Case_RestrictedWhileAFormerReadersConversationIsClosed_LosesItsNameThereWhenItOpens()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("restricted", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Reassign, ("to", Registrar), ("reason", "Slodze."));
        await house.Courier.CatchUpAsync(Cancellation);
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.Forbidden, "MessageWritesBlocked"));
        await house.Way.DoAsAsync(house.Staff(Registrar), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        await house.Courier.CatchUpAsync(Cancellation);
        Of(house, Worker).ShouldHaveSingleItem().Card.ToJsonString().ShouldContain("Berta", customMessage: "nobody can take it from a closed conversation");
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

        await house.InstallAsync(Worker);
        await house.Courier.CatchUpAsync(Cancellation);

        Of(house, Worker).ShouldHaveSingleItem().Card.ToJsonString().ShouldNotContain("Berta");
    }

    [Fact]
    public async Task F30_PersonTakenOffTheStaffList_TheirCardsTellNothingAndTheirCasesGoToTheOthers()
    {
        await using var house = await TeamsHouse.StartAsync("""{ "id": "sm-dezurants", "municipality": "smiltene", "name": "Otto Rezervists", "position": "Darbinieks", "roles": ["worker"] }""");
        await house.InstallAsync(Worker, "sm-dezurants");
        List<CaseRef> cases = [];
        for (var i = 0; i < 12; i++)
        {
            cases.Add(await house.Way.OpenCaseAsync(Residents.Application($"leaver-{i}", DemoFolder.Beginning)));
            if ((await house.RecordAsync(cases[i])).State.Assignee != Worker)
            {
                await house.Way.DoAsAsync(house.Staff(Head), cases[i], Verbs.Reassign, ("to", Worker), ("reason", "Slodze."));
            }
        }

        await house.Courier.CatchUpAsync(Cancellation);
        Of(house, Worker).Length.ShouldBe(12);
        var before = Of(house, "sm-dezurants").Length;

        await house.RestartWithoutAsync(Worker);
        await house.Courier.CatchUpAsync(Cancellation);

        foreach (var shown in Of(house, Worker))
        {
            TeamsHouse.Text(shown.Card).ShouldStartWith("Šī lieta vairs nav Jūsu darbs.");
            shown.Card.ToJsonString().ShouldNotContain("Berta");
        }

        (Of(house, "sm-dezurants").Length - before).ShouldBe(12);
        await house.TapAsync("sm-dezurants", house.CardOf("sm-dezurants", Verbs.ReviewDocuments), Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (JsonNode?)i.Value))]);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBeGreaterThan(0);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task F27_CardThatTeamsCallsTooLarge_IsSentShortWithTheWayToThePage()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        await house.Way.OpenCaseAsync(Residents.Application("too-large", DemoFolder.Beginning));
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig"));

        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(1);

        var actions = TeamsHouse.Actions(Of(house, Worker).ShouldHaveSingleItem().Card).ToList();
        actions.ShouldHaveSingleItem()["url"]!.GetValue<string>().ShouldStartWith("https://darbs.example/cases/");
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
    }

    private static async Task RemoveAsync(TeamsHouse house, string person) =>
        (await house.PostAsync(TeamsWire.Activity(person, "installationUpdate", ("action", "remove")))).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static ShownCard[] Of(TeamsHouse house, string person) => [.. house.Connector.CardsOf(TeamsWire.ConversationOf(person))];
}
