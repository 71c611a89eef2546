using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>What the bot says of itself: to a municipality's channel, and on everybody's morning card.</summary>
public sealed class ChannelTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";
    private const string Channel = "19:abc@thread.tacv2";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("channel")]
    [InlineData("groupChat")]
    public async Task Channel_OfTheMunicipality_GetsTheDayInNumbersOnceAndNothingAboutAnybody(string kind)
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.ChannelAsync(Head, Channel, kind);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("channel", DemoFolder.Beginning));
        await MorningAfterTheDayAsync(house, reference);

        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBeGreaterThan(0);
        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(0);

        var shown = house.Connector.CardsOf(Channel).Single(c => c.Summary == "Dienas pārskats");
        var number = (await house.RecordAsync(reference)).State.Number!;
        TeamsHouse.Text(shown.Card).ShouldContain(number);
        shown.Card["body"]![1]!["facts"]!.AsArray().Select(f => f!["value"]!.GetValue<string>()).First().ShouldBe("1");
        foreach (var secret in new[] { "Berta", "Izdomāt", "000155", "aprūp", "Anna", "termiņš pagājis" })
        {
            shown.Card.ToJsonString().ShouldNotContain(secret, Case.Insensitive);
        }

        TeamsHouse.Actions(shown.Card).ShouldAllBe(a => a["type"]!.GetValue<string>() == "Action.OpenUrl");
    }

    [Fact]
    public async Task Channel_NewTaskOfTheDutyOfficer_IsToldOnce()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.ChannelAsync(Head, Channel);
        await house.Channels.CatchUpAsync(Cancellation);
        await RaiseAsync("one");

        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(1);
        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(0);
        house.Way.Time.AdvanceTo(house.Way.Now.AddMinutes(1));
        await RaiseAsync("two");
        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(1);

        var shown = house.Connector.CardsOf(Channel).Last();
        shown.Summary.ShouldBe("Jauns uzdevums dežurantam");
        TeamsHouse.Text(shown.Card).ShouldContain("Jauni uzdevumi dežurantam: 1. Pavisam atvērti: 2.");
        shown.Card.ToJsonString().ShouldNotContain("Noslēpums");

        Task RaiseAsync(string key) => house.Way.Get<IPersonTasks>().RaiseAsync(
            new PersonTask { Key = key, Municipality = "smiltene", Role = Roles.Duty, Kind = "distress", Text = new("Noslēpums", "Secret"), RaisedAt = house.Way.Now }, Cancellation);
    }

    [Fact]
    public async Task Channel_TaskOfTheDutyOfficerStoredLate_IsToldOnceToo()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.ChannelAsync(Head, Channel);
        await house.Channels.CatchUpAsync(Cancellation);
        await RaiseAsync("first", house.Way.Now);
        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(1);

        await RaiseAsync("late", house.Way.Now.AddMinutes(-10));
        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(1);
        (await house.Channels.CatchUpAsync(Cancellation)).ShouldBe(0);

        TeamsHouse.Text(house.Connector.CardsOf(Channel).Last().Card).ShouldContain("Jauni uzdevumi dežurantam: 1. Pavisam atvērti: 2.");

        Task RaiseAsync(string key, DateTimeOffset at) => house.Way.Get<IPersonTasks>().RaiseAsync(
            new PersonTask { Key = key, Municipality = "smiltene", Role = Roles.Duty, Kind = "distress", Text = new("Noslēpums", "Secret"), RaisedAt = at }, Cancellation);
    }

    [Fact]
    public async Task Channel_OfSomebodyWhoAnswersForNothing_IsNotWrittenTo()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.ChannelAsync(Worker, Channel);
        await house.ChannelAsync("nobody", Channel);
        await house.ChannelAsync("ie-vaditaja", "19:other@thread.tacv2");

        (await house.Way.Get<ITeamsDoor>().FindAsync(TeamsConversation.ChannelOf("smiltene"), Cancellation)).ShouldBeNull();
        (await house.Way.Get<ITeamsDoor>().FindAsync(TeamsConversation.ChannelOf("iecava"), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Channel_TheBotWasTakenFrom_IsForgotten()
    {
        await using var house = await TeamsHouse.StartAsync();
        var door = house.Way.Get<ITeamsDoor>();
        await house.ChannelAsync(Head, Channel);
        await house.ChannelAsync(Head, "19:old@thread.tacv2", action: "remove");
        (await door.FindAsync(TeamsConversation.ChannelOf("smiltene"), Cancellation)).ShouldNotBeNull("another channel was meant");

        await house.ChannelAsync("nobody", Channel, action: "remove");
        (await door.FindAsync(TeamsConversation.ChannelOf("smiltene"), Cancellation)).ShouldBeNull("whoever took it away");
        (await File.ReadAllTextAsync(Path.Combine(house.Way.Data.Demo, "log.txt"), Cancellation)).ShouldContain("was removed from the channel of smiltene");

        await house.ChannelAsync(Head, Channel);
        await MorningAfterTheDayAsync(house, await house.Way.OpenCaseAsync(Residents.Application("gone", DemoFolder.Beginning)));
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.Forbidden, "BotNotInConversationRoster"));
        await house.Channels.CatchUpAsync(Cancellation);
        (await door.FindAsync(TeamsConversation.ChannelOf("smiltene"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Morning_OfTheHead_PassesALateCaseOnWithOneTap()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Head);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("pass-on", DemoFolder.Beginning));
        await MorningAfterTheDayAsync(house, reference);
        await house.Mornings.CatchUpAsync(Cancellation);
        var card = house.CardOf(Head, MorningCard.PassOnVerb).DeepClone();
        var tap = TeamsHouse.Actions(card).Single(a => a["verb"]?.GetValue<string>() == MorningCard.PassOnVerb);
        tap["title"]!.GetValue<string>().ShouldBe($"{(await house.RecordAsync(reference)).State.Number} nodot: Līga Paraudziņa");
        TeamsHouse.Actions(house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)).Single(c => c.Summary == "Rīta pārskats").Card).ShouldNotContain(a => a["verb"] != null, "a worker passes nothing on");
        var stale = tap["data"]!.DeepClone().AsObject();
        stale["version"] = 1;

        var told = (await house.TapRawAsync(Head, MorningCard.PassOnVerb, stale))["value"]!;
        TeamsHouse.Text(told).ShouldContain("mainījusies");
        (await house.RecordAsync(reference)).State.Assignee.ShouldBe(Worker);
        var fresh = (await house.TapRawAsync(Head, MorningCard.RefreshVerb, []))["value"]!;
        var refused = await house.TapAsync(Worker, fresh, MorningCard.PassOnVerb);
        TeamsHouse.Text(refused["value"]!).ShouldContain("Jums nav tiesību veikt šo darbību.");
        TeamsHouse.Text(refused["value"]!).ShouldContain("Jūsu rīts", customMessage: "with the fresh card");
        var done = await house.TapAsync(Head, fresh, MorningCard.PassOnVerb);

        TeamsHouse.Text(done["value"]!).ShouldContain("Jūsu rīts");
        (await house.RecordAsync(reference)).State.Assignee.ShouldBe(Registrar);
        (await house.RecordAsync(reference)).Entries.Select(e => e.Event).OfType<CaseAssigned>().Last().By.ShouldBe(Head);
        (await house.TapRawAsync(Head, MorningCard.PassOnVerb, new JsonObject { ["caseId"] = reference.CaseId }))["statusCode"]!.GetValue<int>().ShouldBe(400);
    }

    [Fact]
    public async Task Morning_CardOfYesterdayLookedAtTwice_ShowsTodayAndStays()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Head);
        await MorningAfterTheDayAsync(house, await house.Way.OpenCaseAsync(Residents.Application("yesterday", DemoFolder.Beginning)));
        await house.Mornings.CatchUpAsync(Cancellation);
        house.Way.Time.AdvanceTo(house.Way.Now.AddDays(1));
        await house.Mornings.CatchUpAsync(Cancellation);
        var yesterday = house.Connector.CardsOf(TeamsWire.ConversationOf(Head)).First();

        var card = yesterday.Card;
        for (var look = 0; look < 3; look++)
        {
            card = (await house.TapRawAsync(Head, MorningCard.RefreshVerb, card["refresh"]!["action"]!["data"]!.DeepClone().AsObject(), yesterday.ActivityId))["value"]!;
        }

        TeamsHouse.Text(card).ShouldContain(SocialWorkflows.Casework.Calendars.LatvianDate.Numeric(house.Way.Terms.DayOf(house.Way.Now)));
        TeamsHouse.Actions(card).First(a => a["verb"] != null)["data"]![MorningCard.SentOn]!.GetValue<int>().ShouldBe(card["refresh"]!["action"]!["data"]![MorningCard.SentOn]!.GetValue<int>());
        house.Connector.CardsOf(TeamsWire.ConversationOf(Head)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Morning_WithARestrictedCase_TellsItsNumberAndDayOnlyToWhoseWorkItIsNot()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar, Head);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("quiet", DemoFolder.Beginning));
        var record = await house.Way.DoAsAsync(house.Staff(Worker), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        await MorningAfterTheDayAsync(house, reference);

        await house.Mornings.CatchUpAsync(Cancellation);

        var duty = house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).Single(c => c.Summary == "Rīta pārskats").Card;
        TeamsHouse.Text(duty).ShouldContain($"{record.State.Number} · Ierobežota lieta");
        TeamsHouse.Text(duty).ShouldNotContain("termiņš pagājis");
        TeamsHouse.Actions(duty).ShouldNotContain(a => a["verb"] != null);
        TeamsHouse.Text(house.Connector.CardsOf(TeamsWire.ConversationOf(Head)).Single(c => c.Summary == "Rīta pārskats").Card).ShouldContain("termiņš pagājis");
    }

    /// <summary>Eight in the morning of the Monday after the case's day.</summary>
    private static async Task MorningAfterTheDayAsync(TeamsHouse house, CaseRef reference)
    {
        var due = (await house.Way.Get<ICaseBoard>().PageAsync(new BoardQuery { Municipality = reference.Municipality }, Cancellation)).Rows.ShouldHaveSingleItem().SafeDue!.Value;
        house.Way.Time.AdvanceTo(new DateTimeOffset(due.AddDays(8 - (int)due.DayOfWeek).ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero));
    }
}
