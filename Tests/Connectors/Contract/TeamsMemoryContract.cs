using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What the bot's memory promises, whatever it is stored in.</summary>
public abstract class TeamsMemoryContract
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Conversation_OpenedAgainAndClosed_IsTheNewestThenGone()
    {
        await using var store = await OpenAsync();
        await store.Teams.OpenAsync(Conversation("p", "a:1"), Now);
        await store.Teams.OpenAsync(Conversation("q", "a:2"), Now);
        await store.Teams.OpenAsync(Conversation("p", "a:3;messageid=1"), Now);

        await using (var again = await store.AgainAsync())
        {
            (await again.Teams.FindAsync("p", Now)).ShouldBe(Conversation("p", "a:3;messageid=1"));
        }

        await store.Teams.CloseAsync("p", Now);
        await store.Teams.CloseAsync("p", Now);
        (await store.Teams.FindAsync("p", Now)).ShouldBeNull();
        (await store.Teams.FindAsync("q", Now)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Copies_OfACase_AreReplacedByStepRoundAndPersonAndStayInTheirMunicipality()
    {
        await using var store = await OpenAsync();
        var copy = new CardCopy { Case = TestCases.Reference, Step = "documents", Round = 2, PersonId = "p", ActivityId = "1:x", Version = 3, Open = true };
        await store.Teams.SaveAsync(copy, Now);
        await store.Teams.SaveAsync(copy with { Round = 10 }, Now);
        await store.Teams.SaveAsync(copy with { Step = "approval", PersonId = "q" }, Now);
        await store.Teams.SaveAsync(copy with { Version = 4, Open = false }, Now);
        await store.Teams.SaveAsync(copy with { Case = TestCases.Reference with { Municipality = "iecava" } }, Now);

        (await store.Teams.CopiesAsync(TestCases.Reference, Now)).ShouldBe(
            [copy with { Step = "approval", PersonId = "q" }, copy with { Version = 4, Open = false }, copy with { Round = 10 }]);
    }

    [Fact]
    public async Task Copy_Dropped_IsGoneAndTheOthersStay()
    {
        await using var store = await OpenAsync();
        var copy = new CardCopy { Case = TestCases.Reference, Step = "i1", Round = 1, PersonId = "p", ActivityId = "1:x", Version = 1, Open = true };
        await store.Teams.SaveAsync(copy, Now);
        await store.Teams.SaveAsync(copy with { PersonId = "q" }, Now);

        await store.Teams.DropAsync(copy, Now);
        await store.Teams.DropAsync(copy, Now);

        (await store.Teams.CopiesAsync(TestCases.Reference, Now)).ShouldBe([copy with { PersonId = "q" }]);
    }

    [Fact]
    public async Task Behind_AfterAnAppend_IsTheCaseUntilItsCardsShowThatVersion()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync("received", TestCases.Received());
        var moved = await store.AppendAsync("filed", TestCases.Filed("i2"));
        (await store.Teams.BehindAsync(10, Now)).ShouldBe([TestCases.Reference]);

        await store.Teams.CaughtUpAsync(TestCases.Reference, moved.Case.Version - 1, Now);
        (await store.Teams.BehindAsync(10, Now)).ShouldBe([TestCases.Reference], "the cards show an older version");

        await store.Teams.CaughtUpAsync(TestCases.Reference, moved.Case.Version, Now);
        (await store.Teams.BehindAsync(10, Now)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldBeEmpty();

        await store.AppendAsync("filed-2", TestCases.Filed("i3"));
        (await store.Teams.BehindAsync(10, Now)).ShouldBe([TestCases.Reference]);
    }

    [Fact]
    public async Task Behind_ManyCases_IsAtMostAsManyAsAskedFor()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await store.AppendAsync(TestCases.Reference with { CaseId = $"c000000000000000{i}" }, "received", TestCases.Received() with { MessageId = $"m{i}" });
        }

        (await store.Teams.BehindAsync(2, Now)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Case_OwedThoughItDidNotMove_IsBehindAgain()
    {
        await using var store = await OpenAsync();
        var moved = await store.AppendAsync("received", TestCases.Received());
        await store.Teams.CaughtUpAsync(TestCases.Reference, moved.Case.Version, Now);
        (await store.Teams.BehindAsync(10, Now)).ShouldBeEmpty();

        await store.Teams.OweAsync(TestCases.Reference with { CaseId = "c00000000000000ff" }, Now);
        (await store.Teams.BehindAsync(10, Now)).ShouldBeEmpty("there is no such case");
        await store.Teams.OweAsync(TestCases.Reference, Now);

        (await store.Teams.BehindAsync(10, Now)).ShouldBe([TestCases.Reference]);
        await store.Teams.CaughtUpAsync(TestCases.Reference, moved.Case.Version, Now);
        (await store.Teams.BehindAsync(10, Now)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cases_OfAPerson_AreThoseWithACopyInAnyMunicipality()
    {
        await using var store = await OpenAsync();
        var copy = new CardCopy { Case = TestCases.Reference, Step = "documents", Round = 1, PersonId = "p", ActivityId = "1:x", Version = 3, Open = false };
        var other = new CaseRef("krāslava-dagda", "c00000000000000fe");
        await store.Teams.OpenAsync(Conversation("p", "a:1"), Now);
        await store.Teams.OpenAsync(Conversation(TeamsConversation.ChannelOf("iecava"), "19:x"), Now);
        await store.Teams.SaveAsync(copy, Now);
        await store.Teams.SaveAsync(copy with { Round = 2, Open = true }, Now);
        await store.Teams.SaveAsync(copy with { Case = other }, Now);
        await store.Teams.SaveAsync(copy with { PersonId = "q" }, Now);

        (await store.Teams.CasesOfAsync("p", Now)).ShouldBe([other, TestCases.Reference], ignoreOrder: true);
        (await store.Teams.CasesOfAsync("nobody", Now)).ShouldBeEmpty();
        (await store.Teams.CasesAsync(Now)).ShouldBe([other, TestCases.Reference], ignoreOrder: true);
        var conversations = await store.Teams.ConversationsAsync(Now);
        conversations.Select(c => (c.PersonId, c.IsChannel)).ShouldBe([("channel:iecava", true), ("p", false)]);
        conversations[1].ShouldBe(Conversation("p", "a:1"));
    }

    private static TeamsConversation Conversation(string person, string id) => new()
    {
        PersonId = person,
        ServiceUrl = new Uri("https://smba.trafficmanager.net/emea/"),
        ConversationId = id,
        UserId = $"29:{person}",
        BotId = "28:bot",
    };
}
