using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Connectors.Contract;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>A notice that is to go another way is taken back only while nobody can have it.</summary>
public abstract class DivRecallTests
{
    private protected abstract Task<IKeptFiles?> KeptAsync();

    private const string Operation = "case1-decision";

    [Fact]
    public async Task Recall_BeforeAnyCall_IsTakenBackAndNeverSent()
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);

        (await RecallAsync(house)).ShouldBeTrue();

        await house.RestartAsync();
        (await house.RoundAsync()).ShouldBeEmpty();
        house.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_WhileTheServiceFails_IsTakenBackAndNotSentLater()
    {
        await using var house = await StartAsync();
        house.Div.Failing.Add("SendMessage");
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        await house.RoundAsync();
        house.Div.Calls.ShouldContain("SendMessage");

        (await RecallAsync(house)).ShouldBeTrue();

        house.Div.Failing.Clear();
        (await house.RoundAsync()).ShouldBeEmpty();
        house.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recall_AfterTheCall_IsRefusedAlsoWhenItsAnswerWasLost(bool lost)
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        if (lost)
        {
            house.Div.Next("SendMessage", FakeDiv.Trouble.LoseAnswer);
        }

        await house.RoundAsync();

        (await RecallAsync(house)).ShouldBeFalse();
        await house.RestartAsync();
        (await RecallAsync(house)).ShouldBeFalse();
        (await house.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull();
        house.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Recall_OfWhatTheServiceRefused_IsFree()
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(to: "_PRIVATE@00016010021"), CancellationToken.None);
        (await house.RoundAsync()).ShouldHaveSingleItem().Problem.ShouldNotBeNull();

        (await RecallAsync(house)).ShouldBeTrue();
    }

    private static Task<bool> RecallAsync(DivHouse house) => house.Box.RecallAsync(DivHouse.Municipality, Operation, CancellationToken.None);

    private async Task<DivHouse> StartAsync(Action<DivOptions>? configure = null) => await DivHouse.StartAsync(configure, kept: await KeptAsync());
}

public sealed class DivRecallFolderTests : DivRecallTests
{
    private protected override Task<IKeptFiles?> KeptAsync() => Task.FromResult<IKeptFiles?>(null);
}

public sealed class DivRecallAzureTests : DivRecallTests
{
    private protected override async Task<IKeptFiles?> KeptAsync() => (await AzuriteHouse.CreateAsync()).Store.EAddress;
}
