using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Functions.Housekeeping;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Graph;

/// <summary>Mail of a destroyed record in Exchange Online: what came, and what was sent.</summary>
public sealed class GraphDestructionTests : IDisposable
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task Destroy_MailThatWasMoved_IsGoneAndASecondTimeIsNoError()
    {
        await using var house = await GraphHouse.StartAsync();
        var (mail, other) = (house.Deliver(Residents.Letter("one", DemoFolder.Beginning)), house.Deliver(Residents.Letter("two", DemoFolder.Beginning)));
        await house.LookAsync();
        house.Graph.Move(mail, "a folder of a person");

        (await house.Mailbox.DestroyAsync(mail.Id, Now)).ShouldBeTrue();
        (await house.Mailbox.DestroyAsync(mail.Id, Now)).ShouldBeTrue();

        house.Graph.In("a folder of a person").ShouldBeEmpty();
        house.Processed.ShouldBe([other]);
        house.Graph.Wrongs.ShouldBeEmpty();
    }

    /// <summary>Another 404 says that a folder or the mailbox is not found, and nothing of the mail.</summary>
    [Theory]
    [InlineData(HttpStatusCode.NotFound, "ErrorFolderNotFound")]
    [InlineData(HttpStatusCode.NotFound, "ResourceNotFound")]
    [InlineData(HttpStatusCode.Conflict, "ErrorIrresolvableConflict")]
    public async Task Destroy_AnswerThatDoesNotSayGone_IsNotTakenForIt(HttpStatusCode status, string code)
    {
        await using var house = await GraphHouse.StartAsync();
        var mail = house.Deliver(Residents.Letter("one", DemoFolder.Beginning));
        await house.LookAsync();
        house.Graph.Before = request => request.RequestUri!.AbsolutePath.EndsWith("/permanentDelete", StringComparison.Ordinal) ? FakeGraph.Refuse(status, code) : null;

        await Should.ThrowAsync<TransientMailException>(() => house.Mailbox.DestroyAsync(mail.Id, Now));

        house.Processed.ShouldBe([mail]);
    }

    [Fact]
    public async Task Destroy_LeftToExchange_SaysSoAndAsksNothing()
    {
        await using var house = await GraphHouse.StartAsync(null, ("Mail:Graph:KeepsDestroyed", "true"));
        var mail = house.Deliver(Residents.Letter("one", DemoFolder.Beginning));
        await house.LookAsync();

        (await house.Mailbox.DestroyAsync(mail.Id, Now)).ShouldBeFalse();

        house.Processed.ShouldBe([mail]);
        house.Graph.Calls.ShouldNotContain(c => c.Path.Contains("permanentDelete"));
    }

    /// <summary>What no Exchange mailbox ever gave as an id: of a Maildir before it, which stays where it lies.</summary>
    [Fact]
    public async Task Destroy_IdOfAnotherMailbox_IsLeftAndSaidSo()
    {
        await using var house = await GraphHouse.StartAsync();

        (await house.Mailbox.DestroyAsync("1750000000.M1P2.host", Now)).ShouldBeFalse();
        house.Graph.Before = request => request.RequestUri!.AbsolutePath.EndsWith("/permanentDelete", StringComparison.Ordinal) ? FakeGraph.Refuse(HttpStatusCode.BadRequest, "ErrorInvalidMailboxItemId") : null;
        (await house.Mailbox.DestroyAsync("AAMkF+/0=", Now)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("AAMk+/=", "AAMk+/=")]
    [InlineData("AAMk+/=>iecava", "AAMk+/=")]
    [InlineData("1750000000.M1P2.host", "1750000000.M1P2.host")]
    [InlineData("counter:c-1@soc.example", null)]
    [InlineData("e-address:m-1@soc.example", null)]
    public void MailOf_Delivery_IsTheMailboxsIdOrNone(string delivery, string? mail) => DeliveryIds.MailOf(delivery).ShouldBe(mail);

    /// <summary>The service throttles in the middle, the next night goes on; what the program answered goes as well as what it was asked.</summary>
    [Fact]
    public async Task Round_OfALetter_TakesItAndItsAnswersOutOfTheMailboxAlsoAfterAThrottledNight()
    {
        await DestructionHouse.CopyAsync(_packs);
        await using var house = await GraphHouse.StartAsync(_packs, services => services.AddSingleton<IMailSender>(provider => new GraphSender(provider.GetRequiredService<GraphClient>())));
        house.Deliver(Residents.Letter("answered", house.Way.Now));
        await house.Way.SettleAsync();
        house.Graph.Drafts.Sent.ShouldHaveSingleItem();
        var stays = house.Deliver(Residents.Letter("stays", house.Way.Now));
        house.Deliver(Residents.Letter("second", house.Way.Now));
        await house.Way.SettleAsync();
        var row = await house.Way.RowOfAsync("answered@residents.example");
        var second = await house.Way.RowOfAsync("second@residents.example");
        await house.Way.Intake.DisposeAsync(row.IntakeId, Dispositions.Settled, null, "settled", "sm-lietvede", Now);
        await house.Way.Intake.DisposeAsync(second.IntakeId, Dispositions.Settled, null, "settled", "sm-lietvede", Now);
        house.Way.Time.Advance(TimeSpan.FromDays(2 * 366));
        await house.Way.Get<DestructionList>().ProposeAsync(Now);
        (await house.Way.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Message, row.IntakeId, "sm-vaditaja", Now)).ShouldBeTrue();
        (await house.Way.Get<DestructionDesk>().ApproveAsync("smiltene", RetentionKinds.Message, second.IntakeId, "sm-vaditaja", Now)).ShouldBeTrue();
        house.Way.Time.Advance(TimeSpan.FromDays(31));

        house.Graph.Before = request => request.RequestUri!.AbsolutePath.EndsWith("/permanentDelete", StringComparison.Ordinal) ? house.Graph.Throttle(HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(2)) : null;
        (await house.Way.Get<DestructionRound>().RunAsync(Now)).ShouldBe(0);
        (await LineAsync()).State.ShouldBe(RetentionStates.Destroying);
        house.Graph.Calls.Count(c => c.Path.Contains("permanentDelete")).ShouldBe(1, "who asks for a pause is not asked for the next line");
        house.Graph.Before = _ => null;
        house.Way.Time.Advance(TimeSpan.FromDays(1));
        (await house.Way.Get<DestructionRound>().RunAsync(Now)).ShouldBe(2);

        house.Processed.ShouldBe([stays]);
        house.Graph.Drafts.Kept.ShouldNotContain(house.Graph.Drafts.Sent[0]);
        var line = await LineAsync();
        (line.State, line.Sent.Count).ShouldBe((RetentionStates.Destroyed, 0));
        line.Steps[^1].Note!.ShouldNotContain("palika");
        house.Graph.Wrongs.ShouldBeEmpty();

        async Task<RetentionRow> LineAsync() => (await house.Way.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Message, row.IntakeId, Now))!;
    }
}
