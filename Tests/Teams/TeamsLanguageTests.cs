using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>In Teams everybody reads their own language, as the staff list says it.</summary>
public sealed class TeamsLanguageTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What only a Latvian page says; texts with places for values are compared by what the others show.</summary>
    private static HashSet<string> LatvianOnly { get; } =
        [.. UiTexts.Latvian.Keys.Select(k => UiTexts.Latvian[k]).Except(UiTexts.English.Keys.Select(k => UiTexts.English[k])).Where(t => !t.Contains('{'))];

    [Fact]
    public async Task Case_WalkedByPeopleWhoReadEnglish_ShowsNoLatvianWordOfOursAndIsDecidedAsAnyOther()
    {
        await using var house = await TeamsHouse.StartAsync(english: [Registrar, Worker, Head]);
        await house.InstallAsync(Registrar, Worker, Head);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("english", DemoFolder.Beginning));

        foreach (var (person, verb, inputs) in TeamsSteps.Decisions(house.Way))
        {
            await house.Courier.CatchUpAsync(Cancellation);
            var asked = house.CardOf(person, verb);
            IsEnglish(asked);
            var answer = await house.TapAsync(person, asked, verb, [.. inputs.Select(i => (i.Name, (JsonNode?)i.Value))]);

            answer["type"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive", answer.ToJsonString());
            IsEnglish(answer["value"]!);
        }

        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Way.WaitsAsync(reference)).ShouldBe([Steps.Signing]);
        house.Connector.Cards.Count.ShouldBeGreaterThan(3);
        foreach (var shown in house.Connector.Cards)
        {
            IsEnglish(shown.Card);
            shown.Card["lang"]!.GetValue<string>().ShouldBe(Languages.English);
            shown.Summary.ShouldMatch("^SD-2026/\\d+: [A-Z]");
        }
    }

    [Fact]
    public async Task Readers_OfTwoLanguages_EachGetTheirOwnOfTheSameStep()
    {
        await using var house = await TeamsHouse.StartAsync(english: [Worker]);
        await house.InstallAsync(Registrar, Worker, Head);
        await house.Way.OpenCaseAsync(Residents.Application("two", DemoFolder.Beginning));
        house.Way.Deliver(Residents.Letter("doubt", house.Way.Now) with { From = new(null, "c@inbox.example"), Subject = "Jautājums", Text = "Kad strādājat?" });
        await house.Way.SettleAsync();

        await house.Courier.CatchUpAsync(Cancellation);
        await house.Messages.CatchUpAsync(Cancellation);
        house.Way.Time.AdvanceTo(house.Way.Now.AddDays(30));
        await house.Mornings.CatchUpAsync(Cancellation);

        var english = house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)).ToList();
        english.Select(c => c.Summary[(c.Summary.IndexOf(':') + 1)..].Trim()).ShouldBe([UiTexts.English["step.documents"], UiTexts.English["digest.summary"]]);
        english.ForEach(c => IsEnglish(c.Card));
        house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).ShouldContain(c => c.Summary.EndsWith(UiTexts.Latvian["whose.title"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Letter_ForARegistrarWhoReadsEnglish_IsAskedSettledAndClosedInEnglish()
    {
        await using var house = await TeamsHouse.StartAsync(english: [Registrar]);
        await house.InstallAsync(Registrar);
        house.Way.Deliver(Residents.Letter("doubt", house.Way.Now) with { From = new(null, "c@inbox.example"), Subject = "Jautājums", Text = "Kad strādājat?" });
        await house.Way.SettleAsync();
        await house.Messages.CatchUpAsync(Cancellation);
        var shown = house.Connector.Cards.ShouldHaveSingleItem();
        shown.Summary.ShouldEndWith(UiTexts.English["whose.title"]);
        IsEnglish(shown.Card);

        var refused = await house.TapRawAsync(Registrar, WhoseMessageCard.SettleVerb, []);
        var answer = await house.TapAsync(Registrar, shown.Card, WhoseMessageCard.SettleVerb, ("note", "Answered by telephone."));

        refused.ToJsonString().ShouldContain(UiTexts.English["teams.bad-action"]);
        IsEnglish(answer["value"]!);
        await house.Messages.CatchUpAsync(Cancellation);
        IsEnglish(house.Connector.Cards.ShouldHaveSingleItem().Card);
    }

    [Fact]
    public async Task Case_TakenFromAReaderOfEnglish_SaysSoInEnglish()
    {
        await using var house = await TeamsHouse.StartAsync(english: [Worker]);
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("restricted", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);

        await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Reassign, ("to", Registrar), ("reason", "Cits darbs."));
        await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        await house.Courier.CatchUpAsync(Cancellation);

        var shown = house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)).ShouldHaveSingleItem();
        (shown.Summary, TeamsHouse.Text(shown.Card).Split('\n')[0]).ShouldBe((UiTexts.English["restricted.case"], UiTexts.English["restricted.case"]));
    }

    private static void IsEnglish(JsonNode card) => StringsOf(card).Where(LatvianOnly.Contains).ShouldBeEmpty();

    private static IEnumerable<string> StringsOf(JsonNode? node) => node switch
    {
        JsonObject many => many.SelectMany(m => StringsOf(m.Value)),
        JsonArray list => list.SelectMany(StringsOf),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
