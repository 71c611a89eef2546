using System.Net;
using Azure.Core;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Letters;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Graph;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>A decision that waits: for another day it bears other dates, and before each try it is asked again whether it may go this way.</summary>
public sealed class WaitingNoticeTests
{
    [Fact]
    public async Task F03_ToldLaterBeforeMidnight_LeavesTheNextDayWithTheDatesOfThatDay()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("grey", "signed-email");
        var eve = house.Way.Terms.DayOf(house.Way.Now);
        await house.Way.MoveToAsync(house.Way.Terms.EndOf(eve) - TimeSpan.FromMinutes(10));
        for (var i = 0; i < 3; i++)
        {
            house.Way.Sender.Script.Enqueue(FakeSender.Transient);
        }

        await house.Way.SignAsync(reference);
        (await house.Way.StateAsync(reference)).Notice.ShouldBeNull();
        (await RowAsync(house, reference)).Attempts.ShouldBe(1);
        for (var i = 0; i < 12; i++)
        {
            await house.Way.MoveAsync(TimeSpan.FromMinutes(5));
        }

        await ShouldHaveLeftAsync(house, reference, eve.AddDays(1), house.Way.Sender.Left.Single(m => m.Attachments.Count == 1).Text);
    }

    /// <summary>Exchange took the draft and not the sending; the answer to throwing it away is lost once.</summary>
    [Fact]
    public async Task F03_DraftLiesAtExchangeOverMidnight_IsThrownAwayAndMadeAnew()
    {
        var time = new SimulatedTime(DemoFolder.Beginning);
        using var graph = new FakeGraph(time);
        using var http = new HttpClient(graph, disposeHandler: false);
        await using var house = await NoticeHouse.StartAsync(time: time, sender: Exchange(http, time));
        var reference = await house.ApprovedAsync("draft", "signed-email");
        var eve = house.Way.Terms.DayOf(house.Way.Now);
        await house.Way.MoveToAsync(house.Way.Terms.EndOf(eve) - TimeSpan.FromMinutes(10));
        var sent = graph.Drafts.Sent.Count;
        graph.Before = request => request.RequestUri!.AbsolutePath.EndsWith("/send", StringComparison.Ordinal) ? FakeGraph.Refuse(HttpStatusCode.ServiceUnavailable, "serviceNotAvailable") : null;
        await house.Way.SignAsync(reference);
        (await RowAsync(house, reference)).ProviderId.ShouldNotBeNull();
        graph.Drafts.Unsent.Count.ShouldBe(1);

        var deletes = 0;
        graph.After = request =>
        {
            if (request.Method == HttpMethod.Delete && deletes++ == 0)
            {
                throw new HttpRequestException("The answer was lost.");
            }
        };
        await house.Way.MoveToAsync(house.Way.Terms.EndOf(eve) + TimeSpan.FromMinutes(1));
        graph.Before = _ => null;
        for (var i = 0; i < 12; i++)
        {
            await house.Way.MoveAsync(TimeSpan.FromMinutes(5));
        }

        deletes.ShouldBeGreaterThan(0);
        graph.Drafts.Unsent.ShouldBeEmpty();
        var left = graph.Drafts.Sent.Skip(sent).Select(d => MimeReader.Read(d.Mime)).Single(m => m.Attachments.Count == 1);
        await ShouldHaveLeftAsync(house, reference, eve.AddDays(1), left.TextBody);
    }

    [Fact]
    public async Task Lost_AnswerOfExchangeThenPostThenFoundSent_TheHeadIsToldThatItWentTwoWays()
    {
        var time = new SimulatedTime(DemoFolder.Beginning);
        using var graph = new FakeGraph(time);
        using var http = new HttpClient(graph, disposeHandler: false);
        await using var house = await NoticeHouse.StartAsync(time: time, sender: Exchange(http, time));
        var reference = await house.ApprovedAsync("two-ways", "signed-email");
        var (isDown, sent) = (false, graph.Drafts.Sent.Count);
        graph.Before = _ => isDown ? FakeGraph.Refuse(HttpStatusCode.ServiceUnavailable, "serviceNotAvailable") : null;
        graph.After = request =>
        {
            if (!isDown && request.RequestUri!.AbsolutePath.EndsWith("/send", StringComparison.Ordinal))
            {
                isDown = true;
                throw new HttpRequestException("The answer was lost.");
            }
        };
        await house.Way.SignAsync(reference);
        await house.ReturnAsync(reference, NoticeCauses.Bounced);
        house.Laid("registered").ShouldHaveSingleItem();
        (await house.Way.TasksAsync()).ShouldNotContain(t => t.Kind == "notice-two-ways");

        (isDown, graph.After) = (false, _ => { });
        for (var i = 0; i < 4; i++)
        {
            await house.Way.MoveAsync(TimeSpan.FromMinutes(16));
        }

        (await RowAsync(house, reference)).State.ShouldBe(SendStates.Sent);
        graph.Drafts.Sent.Skip(sent).Count(d => MimeReader.Read(d.Mime).Attachments.Count == 1).ShouldBe(1);
        (await house.Way.TasksAsync()).Where(t => t.Kind == "notice-two-ways").ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(t => t.Role.ShouldBe(Roles.Head), t => t.SubjectId.ShouldBe(reference.CaseId));
    }

    [Fact]
    public async Task F25_EAddressOpenedWhileTheMailWaits_OnlyThereAndNothingByEMail()
    {
        await using var house = await NoticeHouse.StartAsync();
        house.Way.Sender.IsDown = true;
        var reference = await house.SignedAsync("meanwhile", "signed-email");
        (await RowAsync(house, reference)).State.ShouldBe(SendStates.Planned);

        house.Directory.Standing = EAddressStanding.Active;
        house.Way.Sender.IsDown = false;
        for (var i = 0; i < 4; i++)
        {
            await house.Way.MoveAsync(TimeSpan.FromMinutes(16));
        }

        var state = await house.Way.StateAsync(reference);
        state.Dispatch.ShouldNotBeNull().Channel.ShouldBe("e-address");
        state.NoticeReturns.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Cause.ShouldBe(NoticeCauses.EAddressActive), r => r.Next.ShouldBe("e-address"), r => r.WasSent.ShouldBeFalse(), r => r.Source!.ShouldContain("283229"));
        house.Box.Sent.ShouldBe(1);
        house.Way.Sender.Left.ShouldAllBe(m => m.Attachments.Count == 0);
        (await RowAsync(house, reference)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(SendStates.Held), r => r.Detail.ShouldBe("superseded"));
    }

    [Fact]
    public async Task Waiting_APersonTakesAnotherWay_TheMailStaysWhenTheServerIsBack()
    {
        await using var house = await NoticeHouse.StartAsync();
        house.Way.Sender.IsDown = true;
        var reference = await house.SignedAsync("elsewhere", "signed-email");

        await house.ReturnAsync(reference, NoticeCauses.Bounced);
        house.Way.Sender.IsDown = false;
        for (var i = 0; i < 4; i++)
        {
            await house.Way.MoveAsync(TimeSpan.FromMinutes(16));
        }

        house.Laid("registered").ShouldBe([$"{reference.CaseId}-decision-2"]);
        house.Way.Sender.Left.ShouldAllBe(m => m.Attachments.Count == 0);
        (await RowAsync(house, reference)).State.ShouldBe(SendStates.Held);
    }

    [Theory]
    [InlineData("registered", true)]
    [InlineData("hand", true)]
    [InlineData("registered", false)]
    public async Task F25_EAddressOpenedWhileTheLetterLayPrinted_WhoConfirmsIsTold(string channel, bool isActive)
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("printed", channel);
        house.Directory.Standing = isActive ? EAddressStanding.Active : EAddressStanding.Unknown;

        await house.Way.ConfirmNoticeAsync(reference);

        (await house.Way.TasksAsync()).Count(t => t.Kind == "e-address" && t.SubjectId == reference.CaseId && t.Role == Roles.Registrar).ShouldBe(isActive ? 1 : 0);
        if (isActive)
        {
            await house.ReturnAsync(reference, NoticeCauses.EAddressActive);
            (await house.Way.StateAsync(reference)).Dispatch!.Channel.ShouldBe("e-address");
            house.Box.Sent.ShouldBe(1);
        }
    }

    [Fact]
    public async Task F05_LateBounceOfAnEarlierRound_TakesNothingBackFromThisOne()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("rounds", "signed-email");
        var first = house.Way.Sender.Left.Single(m => m.Attachments.Count == 1);
        await house.ReturnAsync(reference, NoticeCauses.Bounced);
        await house.ReturnAsync(reference, NoticeCauses.UnknownAddress);
        await house.Way.DoAsAsync(
            house.Way.Person(Roles.Registrar), reference, Verbs.RedirectNotice, ("channel", "signed-email"), ("address", "labota.adrese@inbox.example"), ("reason", "Piezvanīja."));
        (await house.Way.StateAsync(reference)).NoticeRound.ShouldBe(3);

        house.DeliverBounce(first.MessageId, "late");
        await house.Way.SettleAsync();

        (await house.Way.StateAsync(reference)).NoticeRound.ShouldBe(3);
        (await house.Way.TasksAsync()).ShouldContain(t => t.Kind == "mail-bounced");
        var third = house.Way.Sender.Left.Last(m => m.Attachments.Count == 1);
        house.DeliverBounce(third.MessageId, "present");
        await house.Way.SettleAsync();
        (await house.Way.StateAsync(reference)).NoticeRound.ShouldBe(4);
    }

    private static GraphSender Exchange(HttpClient http, SimulatedTime time) => new(new GraphClient(
        new GraphOptions { Mailbox = FakeGraph.Mailbox }, DelegatedTokenCredential.Create((_, _) => new AccessToken(FakeGraph.Token, DateTimeOffset.MaxValue)), http, time));

    private static async Task<SendRow> RowAsync(NoticeHouse house, CaseRef reference) => (await house.Way.SendsAsync()).Single(r => r.Kind == "notice" && r.SubjectId == reference.CaseId);

    private static async Task ShouldHaveLeftAsync(NoticeHouse house, CaseRef reference, DateOnly day, string text)
    {
        var notice = (await house.Way.StateAsync(reference)).Notice.ShouldNotBeNull();
        notice.SentOn.ShouldBe(day);
        text.ShouldContain(LatvianText.Date(notice.ContestTerm!.Due));
        (await house.Way.ReadAsync(reference)).Entries.Count(e => e.Event is NoticeSent).ShouldBe(1);
    }
}
