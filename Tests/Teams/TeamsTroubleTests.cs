using System.Net;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>What the Bot Connector answers when it is in trouble itself, or has trouble with one card (F27).</summary>
public sealed class TeamsTroubleTests
{
    private const string Worker = "sm-darbiniece";
    private const string Registrar = "sm-lietvede";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F27_ConnectorThatNeverAnswers_EndsARoundAndNotThePump()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        for (var i = 0; i < 8; i++)
        {
            await house.Way.OpenCaseAsync(Residents.Application($"silent-{i}", DemoFolder.Beginning));
        }

        var before = house.Connector.Calls;
        house.Connector.Trouble([.. Enumerable.Repeat<Func<HttpResponseMessage>>(() => throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout."), 20)]);

        (await house.Way.Get<TeamsRounds>().RunAsync(Cancellation)).ShouldBe(0);

        (house.Connector.Calls - before).ShouldBeInRange(1, 8, "each call costs the whole wait");
        house.Connector.NoMoreTrouble();
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(8);
    }

    [Fact]
    public async Task F27_CardDeletedInTeams_IsReplacedAndItsReaderIsStillReached()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("lost", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        await house.Way.ReviewAsync(reference);
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.NotFound, "ActivityNotFound"));

        await house.Courier.CatchUpAsync(Cancellation);

        house.Connector.CardsOf(TeamsWire.ConversationOf(Worker)).Count().ShouldBe(4, "the lost one, and needs, income and means");
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task F27_CardTooLargeForOneReader_TheOthersHaveTheirs()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync(Worker, Registrar);
        var reference = await house.Way.OpenCaseAsync(Residents.Application("large", DemoFolder.Beginning));
        await house.Courier.CatchUpAsync(Cancellation);
        await house.Way.ReviewAsync(reference);
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig"));

        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(3, "the three new ones; the closed one is refused");
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(1);
        (await house.Courier.CatchUpAsync(Cancellation)).ShouldBe(0);
    }
}
