using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.SendGrid;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>F04, F05: words of the provider twice, late, out of order and about strangers, and what a bounce sets off.</summary>
public sealed class WordsTests
{
    [Fact]
    public async Task F02_GatewayTimeoutButSent_TheProvidersWordEndsTheDoubtAndNothingIsRepeated()
    {
        await using var house = new SendingHouse();
        var sender = Reporting(FakeSender.LeftWithoutAnswer);
        var process = house.Start(sender);
        var order = SendingHouse.Order(1);

        await process.SendAsync(order);
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Doubt);
        house.Time.Advance(TimeSpan.FromMinutes(29));
        await process.DrainAsync();
        await Words(house, process).TakeAsync([Word(order, "processed")], CancellationToken.None);
        house.Time.Advance(TimeSpan.FromHours(5));
        await process.DrainAsync();

        sender.Left.ShouldHaveSingleItem();
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sent);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(StatusMails.Receipt)]
    [InlineData(NoticeMailDesk.Kind)]
    public async Task Doubt_NoWordInTime_APersonAndNeverASecondCopy(string kind)
    {
        await using var house = new SendingHouse();
        var sender = Reporting(FakeSender.LeftWithoutAnswer);
        var process = house.Start(sender);
        var order = SendingHouse.Order(1, kind);

        await process.SendAsync(order);
        for (var i = 0; i < 10; i++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(31));
            await process.DrainAsync();
        }

        sender.Tries.ShouldBe(1);
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Unknown);
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            t => t.Kind.ShouldBe("send-unknown"), t => t.Text.Latvian.ShouldContain(order.OperationId), t => t.Text.Latvian.Contains("apstipriniet paziņošanu", StringComparison.Ordinal).ShouldBe(kind == NoticeMailDesk.Kind));
    }

    [Fact]
    public async Task Doubt_TheWordComesThreeDaysLate_TheTaskIsTakenBack()
    {
        await using var house = new SendingHouse();
        var sender = Reporting(FakeSender.LeftWithoutAnswer);
        var process = house.Start(sender);
        var order = SendingHouse.Order(1);
        await process.SendAsync(order);
        house.Time.Advance(TimeSpan.FromHours(1));
        await process.DrainAsync();
        (await house.OpenTasksAsync()).ShouldHaveSingleItem();

        house.Time.Advance(TimeSpan.FromDays(3));
        await Words(house, process).TakeAsync([Word(order, "processed")], CancellationToken.None);

        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sent);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
        sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task F02_RefusedYetSent_ThreeDaysLaterTheTruthTakesTheTaskBack()
    {
        await using var house = new SendingHouse();
        var sender = Reporting(FakeSender.Permanent);
        var process = house.Start(sender);
        var order = SendingHouse.Order(1);
        await process.SendAsync(order);
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-failed");

        house.Time.Advance(TimeSpan.FromDays(3));
        await Words(house, process).TakeAsync([Word(order, "delivered")], CancellationToken.None);

        (await house.RowAsync(order)).State.ShouldBe(SendStates.Delivered);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
        sender.Tries.ShouldBe(1);
    }

    [Fact]
    public async Task F04_TwiceOutOfOrderAndAboutAStranger_RowOnlyMovesForwardAndOneTask()
    {
        await using var house = new SendingHouse();
        var process = house.Start(Reporting());
        var order = SendingHouse.Order(1);
        await process.SendAsync(order);
        var words = Words(house, process);

        var ours = await words.TakeAsync(
            [Word(order, "bounce", "5.1.1"), Word(order, "delivered"), Word(order, "bounce", "5.1.1"), Word(order, "processed"), new SendGridEvent("z", "nobody", "bounce", "", ""), new SendGridEvent("y", "", "open", "", "")],
            CancellationToken.None);

        ours.ShouldBe(4);
        (await house.RowAsync(order)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(SendStates.Bounced), r => r.Detail.ShouldBe("address 5.1.1"));
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Kind.ShouldBe("mail-bounced"), t => t.Text.Latvian.ShouldContain("adreses nav"));
    }

    /// <summary>The whole product: the webhook without a person, believed by its signature only, told to case and people.</summary>
    [Fact]
    public async Task Webhook_SignedBounce_OnTheCaseAndInTheTasksOnce()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var house = await WayHouse.StartAsync(configure: services =>
        {
            services.AddSingleton(new SendGridOptions { WebhookPublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) });
            services.AddSingleton<SendWords>();
            services.AddSingleton<SendEventEndpoint>();
        });
        var reference = await house.OpenCaseAsync(Residents.Application("bounced-event", DemoFolder.Beginning));
        var id = house.Sender.Left.ShouldHaveSingleItem().OperationId;
        var body = $$"""[{"sg_event_id":"e1","event":"bounce","type":"bounce","status":"5.1.1","operation_id":"{{id}}","email":"x@example.lv"}]""" + "\r\n";

        (await CallAsync(house, key, body)).ShouldBe(HttpStatusCode.OK);
        (await CallAsync(house, key, body)).ShouldBe(HttpStatusCode.OK);
        (await CallAsync(house, key, body.Replace("5.1.1", "5.2.2", StringComparison.Ordinal), signed: body)).ShouldBe(HttpStatusCode.Forbidden);
        (await CallAsync(house, key, """[{"sg_event_id":"e2","event":"delivered","operation_id":"0123"}]""")).ShouldBe(HttpStatusCode.OK);
        (await CallAsync(house, key, "{")).ShouldBe(HttpStatusCode.BadRequest);
        await house.SettleAsync();

        (await house.SendsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Bounced);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("mail-bounced");
        (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<StatusMailBounced>().ShouldHaveSingleItem().Cause.ShouldBe("address");
    }

    [Fact]
    public async Task Webhook_WhereNoKeyIsSet_ThereIsNoSuchPage()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var house = await WayHouse.StartAsync();

        (await CallAsync(house, key, "[]")).ShouldNotBe(HttpStatusCode.OK);
    }

    internal static SendGridEvent Word(SocialWorkflows.Functions.Notification.SendOrder order, string kind, string status = "") => new($"{order.OperationId}:{kind}", order.OperationId, kind, status, "bounce");

    internal static SendWords Words(SendingHouse house, SendingHouse.SendingProcess process) => new(house.Ledger, process.Ends);

    private static ReportingSender Reporting(params Func<MailSendResult?>[] script)
    {
        var sender = new ReportingSender();
        Array.ForEach(script, sender.Inner.Script.Enqueue);
        return sender;
    }

    private static async Task<HttpStatusCode> CallAsync(WayHouse house, ECDsa key, string body, string? signed = null)
    {
        var (_, headers) = SendGridEventTests.Sign(key, signed ?? body, house.Now);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        content.Headers.Add(SendGridEvents.SignatureHeader, headers.Signature);
        content.Headers.Add(SendGridEvents.TimestampHeader, headers.Timestamp);
        return (await client.PostAsync(new Uri(house.Address, SendEventEndpoint.Path), content)).StatusCode;
    }

    /// <summary>As SendGrid with its webhook: a doubt waits for the provider's word.</summary>
    internal sealed class ReportingSender : IMailSender
    {
        public FakeSender Inner { get; } = new();

        public bool IsIdempotent => false;

        public MailDoubt Doubt => MailDoubt.Events;

        public int Tries => Inner.Tries;

        public IReadOnlyList<OutgoingMail> Left => Inner.Left;

        public Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default) => Inner.SendAsync(mail, cancellationToken);
    }
}
