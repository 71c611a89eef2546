using System.Net;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Functions.Sending;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Graph;

/// <summary>Sending from a mailbox of Exchange Online: the draft's id is the idempotency, whatever becomes of the answers.</summary>
public sealed class GraphSenderTests
{
    [Fact]
    public async Task Send_PlainMail_OurBytesUnderOurMessageId()
    {
        using var world = new GraphSendingHouse();
        var mail = RawMail.Outgoing() with { AutoSubmitted = "auto-generated" };

        var result = await world.Sender.SendAsync(mail);

        result.Outcome.ShouldBe(MailSendOutcome.Accepted);
        var sent = world.Graph.Drafts.Sent.ShouldHaveSingleItem();
        sent.Mime.ShouldBe(MimeWriter.Write(mail));
        sent.MessageId.ShouldBe($"<{mail.MessageId.Trim('<', '>')}>");
        world.Graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_LargeFiles_InPiecesAndWhole()
    {
        using var world = new GraphSendingHouse();
        var large = new byte[5_000_000];
        Random.Shared.NextBytes(large);
        var mail = RawMail.Outgoing() with { Attachments = [new("liels.pdf", "application/pdf", large), new("mazs.pdf", "application/pdf", new byte[] { 1, 2, 3 })] };

        await world.Sender.SendAsync(mail);

        var sent = world.Graph.Drafts.Sent.ShouldHaveSingleItem();
        sent.Files["liels.pdf"].ShouldBe(large);
        sent.Files["mazs.pdf"].ShouldBe([1, 2, 3]);
        world.Graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task SendDraft_Twice_OneMailAndBothTimesSent()
    {
        using var world = new GraphSendingHouse();
        var draft = await world.Sender.DraftAsync(RawMail.Outgoing());

        (await world.Sender.SendDraftAsync(draft)).Outcome.ShouldBe(MailSendOutcome.Accepted);
        (await world.Sender.SendDraftAsync(draft)).Outcome.ShouldBe(MailSendOutcome.Accepted);

        world.Graph.Drafts.Sent.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("504")]
    public async Task SendDraft_SentButTheAnswerLost_FoundOutByLooking(string how)
    {
        using var world = new GraphSendingHouse();
        var draft = await world.Sender.DraftAsync(RawMail.Outgoing());
        world.LoseAnswers(1, how);

        (await world.Sender.SendDraftAsync(draft)).Outcome.ShouldBe(MailSendOutcome.Accepted);

        world.Graph.Drafts.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Draft_AnswerOfItsMakingLost_NextTryFindsItAndOneDraftIsSent()
    {
        using var world = new GraphSendingHouse();
        var mail = RawMail.Outgoing();
        var named = false;
        world.Graph.After = request =>
        {
            if (request.Method == HttpMethod.Patch && !named)
            {
                named = true;
                throw new HttpRequestException("reset");
            }
        };

        (await Should.ThrowAsync<TransientMailException>(() => world.Sender.DraftAsync(mail))).IsOfTheServer.ShouldBeTrue();
        await world.Sender.SendAsync(mail);

        world.Graph.Drafts.Sent.ShouldHaveSingleItem();
        world.Graph.Drafts.Unsent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_Throttled_WaitsAsLongAsGraphSaysAndIsNotAskedBefore()
    {
        using var world = new GraphSendingHouse();
        world.Graph.Before = _ => world.Graph.Throttle(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(40));
        var problem = await Should.ThrowAsync<TransientMailException>(() => world.Sender.SendAsync(RawMail.Outgoing()));
        (problem.IsOfTheServer, problem.RetryAfter).ShouldBe((true, TimeSpan.FromSeconds(40)));
        world.Graph.Before = _ => null;

        var calls = world.Graph.Calls.Count;
        await Should.ThrowAsync<TransientMailException>(() => world.Sender.SendAsync(RawMail.Outgoing()));
        world.Graph.Calls.Count.ShouldBe(calls);
        world.House.Time.Advance(TimeSpan.FromSeconds(41));
        await world.Sender.SendAsync(RawMail.Outgoing());

        world.Graph.Drafts.Sent.ShouldHaveSingleItem();
        world.Graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_MailRefused_IsPermanentAndTheMailsOwn()
    {
        using var world = new GraphSendingHouse();
        world.Graph.Before = _ => FakeGraph.Refuse(HttpStatusCode.BadRequest, "ErrorInvalidRecipients");

        (await Should.ThrowAsync<PermanentMailException>(() => world.Sender.SendAsync(RawMail.Outgoing()))).IsOfTheServer.ShouldBeFalse();
    }

    /// <summary>The whole path: thirty a minute, answers lost at random, one mail each.</summary>
    [Fact]
    public async Task Courier_ByGraph_AnswersLostAtRandom_EveryMailOnce()
    {
        using var world = new GraphSendingHouse();
        var random = new Random(20261122);
        world.Graph.After = request =>
        {
            if (request.Method != HttpMethod.Get && random.Next(5) == 0)
            {
                throw new HttpRequestException("reset");
            }
        };
        var process = world.House.Start(world.Sender, new OutgoingOptions { Sender = OutgoingOptions.Graph, Recipients = OutgoingOptions.Everyone });
        for (var i = 0; i < 70; i++)
        {
            await process.PlanAsync(SendingHouse.Order(i));
        }

        for (var minute = 0; minute < 120 && world.Graph.Drafts.Sent.Count < 70; minute++)
        {
            await process.DrainAsync();
            world.House.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await process.DrainAsync();
        world.Graph.Drafts.Sent.Select(d => d.MessageId).Distinct().Count().ShouldBe(70);
        world.Graph.Drafts.Sent.Count.ShouldBe(70);
        (await world.House.RowsAsync()).ShouldAllBe(r => r.State == SendStates.Sent);
        world.Graph.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Courier_DraftThrownAwayByAPerson_GoesToAPersonAndIsNotSent()
    {
        using var world = new GraphSendingHouse();
        var process = world.House.Start(world.Sender);
        world.Graph.Before = request => request.RequestUri!.AbsolutePath.EndsWith("/send", StringComparison.Ordinal) ? FakeGraph.Refuse(HttpStatusCode.InternalServerError, "x") : null;
        await process.SendAsync(SendingHouse.Order(1));
        world.Graph.Drafts.Lose(world.Graph.Drafts.Unsent.ShouldHaveSingleItem());
        world.Graph.Before = _ => null;
        for (var i = 0; i < 20; i++)
        {
            world.House.Time.Advance(TimeSpan.FromMinutes(20));
            await process.DrainAsync();
        }

        world.Graph.Drafts.Sent.ShouldBeEmpty();
        (await world.House.RowsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Unknown);
        (await world.House.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-unknown");
    }
}
