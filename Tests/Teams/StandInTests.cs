using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Cards while their reader is away: to who stands in, each once, and back.</summary>
public sealed class StandInTests
{
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";
    private const string OnDuty = "sm-dezurants";
    private const string Line = "Jūs aizvietojat: Anna Piemēre-Ķīse.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Card_DueWhileTheAssigneeIsAway_GoesToTheSubstituteOnceAndSaysWhoseWorkItIs()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar, Head);
        await AwayAsync(house, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("away", DemoFolder.Beginning));
        (await house.RecordAsync(reference)).State.Assignee.ShouldBe(Worker);

        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

        var shown = house.Connector.Cards.ShouldHaveSingleItem();
        shown.Conversation.ShouldBe(TeamsWire.ConversationOf(Registrar));
        TeamsHouse.Text(shown.Card).ShouldContain(Line);
        using var browser = await StaffBrowser.SignInAsync(house.Way.Address, Registrar);
        (await (await browser.GetAsync($"/cases/{reference.CaseId}")).Content.ReadAsStringAsync(Cancellation)).ShouldContain("aizvietojat: Anna");
    }

    [Fact]
    public async Task Absence_EnteredWhileCardsStand_PassesThemOnAndBackEachOnce()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("while", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        Of(Worker).ShouldHaveSingleItem();
        Of(Registrar).ShouldBeEmpty();

        await AwayAsync(house, Registrar);
        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
        Of(Registrar).ShouldHaveSingleItem();
        Of(Worker).ShouldHaveSingleItem().Updates.ShouldBe(0, "their own card stays theirs");

        await house.TapAsync(Registrar, house.CardOf(Registrar, Verbs.ReviewDocuments), Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (System.Text.Json.Nodes.JsonNode?)i.Value))]);
        await house.Courier.CatchUpAsync(Cancellation);
        TeamsHouse.Text(Of(Worker).ShouldHaveSingleItem().Card).ShouldContain("Izdarīja Līga Paraudziņa");
        TeamsHouse.Text(Of(Registrar).First().Card).ShouldContain("Izdarīja Līga Paraudziņa");
        var steps = (await house.Way.WaitsAsync(reference)).Count;
        Of(Registrar).Length.ShouldBe(1 + steps, "what came next is the substitute's, too");

        house.Way.Time.AdvanceTo(house.Way.Now.AddDays(4));
        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
        Of(Worker).Length.ShouldBe(1 + steps, "back, with what waits now");
        Of(Registrar).Skip(1).ShouldAllBe(c => TeamsHouse.Text(c.Card).Contains("Tagad to dara Anna Piemēre-Ķīse."));

        ShownCard[] Of(string person) => [.. house.Connector.CardsOf(TeamsWire.ConversationOf(person))];
    }

    [Fact]
    public async Task Absence_KilledAtEachWrite_LeavesOneKnownCardAndNoneLost()
    {
        for (var survives = 0; survives < 2; survives++)
        {
            await using var house = await TeamsHouse.StartAsync();
            await house.InstallAsync(Worker, Registrar);
            var reference = await house.Way.OpenCaseAsync(Residents.Application("killed", DemoFolder.Beginning));
            await house.Courier.CatchUpAsync(Cancellation);
            await AwayAsync(house, Registrar);
            var provider = house.Way.Get<IServiceProvider>();
            var dying = new DyingDoor(house.Way.Get<ITeamsDoor>(), survives);
            using (var killed = ActivatorUtilities.CreateInstance<CardCourier>(provider, dying, ActivatorUtilities.CreateInstance<StandIns>(provider, dying), ActivatorUtilities.CreateInstance<CardSender>(provider, dying)))
            {
                await Should.ThrowAsync<IOException>(() => killed.CatchUpAsync(Cancellation));
            }

            await house.Courier.CatchUpAsync(Cancellation);
            (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

            var cards = house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).ToList();
            cards.Count.ShouldBe(2 - survives, "only the write after the sending leaves a second card");
            var first = cards[0];
            await house.TapRawAsync(Registrar, TeamsCards.RefreshVerb, first.Card["refresh"]!["action"]!["data"]!.DeepClone().AsObject(), first.ActivityId);
            await WaitForAsync(() => house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).Count() == 1);
            var known = (await house.Way.Get<ITeamsDoor>().CopiesAsync(reference, Cancellation)).Single(c => c.PersonId == Registrar);
            known.ActivityId.ShouldBe(house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).Single().ActivityId);
        }
    }

    [Fact]
    public async Task Absence_WithoutASubstituteOrReachedOne_GoesToTheNextRungAndBeginsAtSeven()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        await house.Way.OpenCaseAsync(Residents.Application("rung", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        var tomorrow = Today(house).AddDays(1);
        (await house.Way.Get<DutyBook>().EnterAsync(house.Staff(Worker), new AbsenceEntered(Worker, tomorrow, tomorrow.AddDays(3), null), Cancellation)).ShouldBe(AbsenceProblem.None);
        await house.InstallAsync(Registrar);

        house.Way.Time.AdvanceTo(new DateTimeOffset(tomorrow.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero));
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0, "five in the morning");
        house.Way.Time.AdvanceTo(new DateTimeOffset(tomorrow.ToDateTime(new TimeOnly(4, 1)), TimeSpan.Zero));
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(1);

        TeamsHouse.Text(house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).ShouldHaveSingleItem().Card).ShouldContain(Line);
    }

    [Fact]
    public async Task Absence_TwiceInOneStep_LeavesOneKnownCardAndEveryCopySaysWhoDidIt()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        await house.Way.OpenCaseAsync(Residents.Application("twice-away", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        for (var leave = 0; leave < 2; leave++)
        {
            await AwayAsync(house, Registrar);
            await house.Courier.CatchUpAsync(Cancellation);
            TeamsHouse.Text(Of(Registrar).ShouldHaveSingleItem("the former card is taken away").Card).ShouldContain(Line);
            house.Way.Time.AdvanceTo(house.Way.Now.AddDays(4));
            await house.Courier.CatchUpAsync(Cancellation);
            TeamsHouse.Text(Of(Registrar).ShouldHaveSingleItem().Card).ShouldContain("Tagad to dara Anna Piemēre-Ķīse.");
        }

        await house.TapAsync(Worker, house.CardOf(Worker, Verbs.ReviewDocuments), Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (System.Text.Json.Nodes.JsonNode?)i.Value))]);
        await house.Courier.CatchUpAsync(Cancellation);

        TeamsHouse.Text(Of(Registrar).ShouldHaveSingleItem().Card).ShouldContain("Izdarīja Anna Piemēre-Ķīse");
        var updates = Of(Registrar)[0].Updates;
        await house.Courier.CatchUpAsync(Cancellation);
        Of(Registrar)[0].Updates.ShouldBe(updates, "told once");

        ShownCard[] Of(string person) => [.. house.Connector.CardsOf(TeamsWire.ConversationOf(person))];
    }

    [Fact]
    public async Task Absence_OverInARestrictedCase_TakesTheNameFromWhatTheSubstituteDid()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("away-restricted", DemoFolder.Beginning));
        await house.Way.DoAsAsync(house.Staff(Worker), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        await AwayAsync(house, Registrar);
        await house.Courier.CatchUpAsync(Cancellation);
        await house.TapAsync(Registrar, house.CardOf(Registrar, Verbs.ReviewDocuments), Verbs.ReviewDocuments, [.. WayHouse.Review().Select(i => (i.Name, (System.Text.Json.Nodes.JsonNode?)i.Value))]);
        await house.Courier.CatchUpAsync(Cancellation);
        Shown().ShouldContain("Berta");

        // Two in the morning of the day of the return: both the cards and the access still go by the day before.
        var back = Today(house).AddDays(4);
        house.Way.Time.AdvanceTo(new DateTimeOffset(back.AddDays(-1).ToDateTime(new TimeOnly(23, 0)), TimeSpan.Zero));
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
        Shown().ShouldContain("Berta");
        house.Way.Time.AdvanceTo(new DateTimeOffset(back.ToDateTime(new TimeOnly(5, 0)), TimeSpan.Zero));
        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

        Shown().ShouldNotContain("Berta");

        string Shown() => string.Concat(house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).Select(c => c.Card.ToJsonString()));
    }

    [Fact]
    public async Task Tell_ReaderOfAFurtherRung_IsToldForWhomWhileTheAssigneeIsAway()
    {
        await using var house = await TeamsHouse.StartAsync();
        await AwayAsync(house, Registrar);
        var record = await house.RecordAsync(await house.Way.OpenCaseAsync(Residents.Application("head-rung", DemoFolder.Beginning)));
        var cards = house.Way.Get<CaseCards>();

        (await cards.ContextAsync(record, house.Staff(Head), UiTexts.Latvian, wasAsked: false, Cancellation)).StandsInFor.ShouldBeNull("on the page the substitute does the work");
        (await cards.ContextAsync(record, house.Staff(Head), UiTexts.Latvian, wasAsked: true, Cancellation)).StandsInFor.ShouldBe("Anna Piemēre-Ķīse");
    }

    [Fact]
    public async Task Absence_OfTheStandInToo_GoesToTheNextRungOnceAndBack()
    {
        await using var house = await TeamsHouse.StartAsync("""{ "id": "sm-dezurants", "municipality": "smiltene", "name": "Otto Rezervists", "position": "Dežurants", "roles": ["duty"] }""");
        await house.InstallAsync(Worker, Registrar, Head, OnDuty);
        await AwayAsync(house, Registrar);
        await house.Way.OpenCaseAsync(Residents.Application("both-away", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        Of(Registrar).ShouldHaveSingleItem();
        Of(OnDuty).ShouldBeEmpty();

        (await house.Way.Get<DutyBook>().EnterAsync(house.Staff(Registrar), new AbsenceEntered(Registrar, Today(house), Today(house).AddDays(1), null), Cancellation)).ShouldBe(AbsenceProblem.None);
        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
        TeamsHouse.Text(Of(OnDuty).ShouldHaveSingleItem("the next rung that is there").Card).ShouldContain(Line);
        TeamsHouse.Text(Of(Registrar).ShouldHaveSingleItem().Card).ShouldContain("Tagad to dara Otto Rezervists.");

        house.Way.Time.AdvanceTo(house.Way.Now.AddDays(2));
        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
        TeamsHouse.Text(Of(Registrar).ShouldHaveSingleItem("the former card is taken away").Card).ShouldContain(Line);
        TeamsHouse.Text(Of(OnDuty).ShouldHaveSingleItem().Card).ShouldContain($"Tagad to dara {house.Staff(Registrar).Name}.");
        Of(Worker).ShouldBeEmpty("who is away is sent none");
        Of(Head).ShouldBeEmpty("a rung above one that is reached");

        ShownCard[] Of(string person) => [.. house.Connector.CardsOf(TeamsWire.ConversationOf(person))];
    }

    [Fact]
    public async Task Case_PassedToAnotherAndBack_HasOneOpenCardEachTime()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("there-and-back", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        foreach (var (to, from) in new[] { (Registrar, Worker), (Worker, Registrar), (Registrar, Worker) })
        {
            await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Reassign, ("to", to), ("reason", "Slodze."));
            await house.Courier.CatchUpAsync(Cancellation);
            (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);

            TeamsHouse.Text(Of(from).ShouldHaveSingleItem().Card).ShouldContain($"Tagad to dara {house.Staff(to).Name}.");
            Of(to).ShouldHaveSingleItem("the former card is taken away").Card.ToJsonString().ShouldContain(Verbs.ReviewDocuments);
        }

        ShownCard[] Of(string person) => [.. house.Connector.CardsOf(TeamsWire.ConversationOf(person))];
    }

    [Fact]
    public async Task Closed_NobodyWhoDoesTheStepIsReached_NamesWhoStandsInAndNotWhoIsAway()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("unreached", DemoFolder.Beginning));
        await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Reassign, ("to", Registrar), ("reason", "Slodze."));
        await house.Courier.CatchUpAsync(Cancellation);
        (await house.Way.Get<DutyBook>().EnterAsync(house.Staff(Registrar), new AbsenceEntered(Registrar, Today(house), Today(house).AddDays(1), null), Cancellation)).ShouldBe(AbsenceProblem.None);
        await house.Way.DoAsAsync(house.Staff(Head), reference, Verbs.Reassign, ("to", Worker), ("reason", "Slodze."));
        await AwayAsync(house, substitute: null);

        await house.Courier.CatchUpAsync(Cancellation);

        TeamsHouse.Text(house.Connector.CardsOf(TeamsWire.ConversationOf(Registrar)).ShouldHaveSingleItem().Card).ShouldContain($"Tagad to dara {house.Staff(Head).Name}.");
    }

    private static async Task AwayAsync(TeamsHouse house, string? substitute) =>
        (await house.Way.Get<DutyBook>().EnterAsync(house.Staff(Worker), new AbsenceEntered(Worker, Today(house), Today(house).AddDays(3), substitute), Cancellation)).ShouldBe(AbsenceProblem.None);

    private static DateOnly Today(TeamsHouse house) => house.Way.Terms.DayOf(house.Way.Now);

    /// <summary>What happens after the answer has left.</summary>
    private static async Task WaitForAsync(Func<bool> reached)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!reached() && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20))
        {
            await Task.Yield();
        }
    }

    /// <summary>The process dies before the write after so many.</summary>
    private sealed class DyingDoor(ITeamsDoor inner, int survives) : ITeamsDoor
    {
        private int _left = survives;

        public Task OpenAsync(TeamsConversation conversation, CancellationToken cancellation) => inner.OpenAsync(conversation, cancellation);

        public Task CloseAsync(string personId, CancellationToken cancellation) => inner.CloseAsync(personId, cancellation);

        public Task<TeamsConversation?> FindAsync(string personId, CancellationToken cancellation) => inner.FindAsync(personId, cancellation);

        public Task<IReadOnlyList<TeamsConversation>> ConversationsAsync(CancellationToken cancellation) => inner.ConversationsAsync(cancellation);

        public Task<IReadOnlyList<CaseRef>> CasesOfAsync(string personId, CancellationToken cancellation) => inner.CasesOfAsync(personId, cancellation);

        public Task<IReadOnlyList<CaseRef>> CasesAsync(CancellationToken cancellation) => inner.CasesAsync(cancellation);

        public Task OweAsync(CaseRef reference, CancellationToken cancellation) => inner.OweAsync(reference, cancellation);

        public Task<IReadOnlyList<CardCopy>> CopiesAsync(CaseRef reference, CancellationToken cancellation) => inner.CopiesAsync(reference, cancellation);

        public Task SaveAsync(CardCopy copy, CancellationToken cancellation) => _left-- > 0 ? inner.SaveAsync(copy, cancellation) : throw new IOException("killed");

        public Task DropAsync(CardCopy copy, CancellationToken cancellation) => inner.DropAsync(copy, cancellation);

        public Task<IReadOnlyList<CaseRef>> BehindAsync(int most, CancellationToken cancellation) => inner.BehindAsync(most, cancellation);

        public Task CaughtUpAsync(CaseRef reference, long version, CancellationToken cancellation) => inner.CaughtUpAsync(reference, version, cancellation);
    }
}
