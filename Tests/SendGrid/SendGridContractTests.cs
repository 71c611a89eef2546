using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.SendGrid;

/// <summary>Every call of ours against Twilio's own description of SendGrid, checked by Prism.</summary>
public sealed class SendGridContractTests : IAsyncLifetime
{
    private const string Europe = "https://api.eu.sendgrid.com/";

    private PrismPeer? _prism;

    public async ValueTask InitializeAsync() => _prism = await PrismPeer.StartAsync("sendgrid-v3-mail.openapi.json");

    [Fact]
    public async Task Send_PlainAndWithEverything_HeldAgainstTheContractAreValid()
    {
        var prism = _prism!.Handler(Europe, code: 202);
        using var http = new HttpClient(prism);

        (await Sender(http).SendAsync(RawMail.Outgoing(), TestContext.Current.CancellationToken)).Outcome.ShouldBe(MailSendOutcome.Accepted);
        (await Sender(http).SendAsync(Everything(), TestContext.Current.CancellationToken)).Outcome.ShouldBe(MailSendOutcome.Accepted);
        (await Sender(http, o => o.Sandbox = true).SendAsync(Everything(), TestContext.Current.CancellationToken)).Outcome.ShouldBe(MailSendOutcome.Checked);

        prism.Violations.ShouldBeEmpty();
        prism.Bodies.Count.ShouldBe(3);
        prism.Bodies[0].ContainsKey("mail_settings").ShouldBeFalse();
        prism.Bodies[2]["mail_settings"]!["sandbox_mode"]!["enable"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Send_Body_OpaqueIdOnlyNoTrackingTextFirst()
    {
        var prism = _prism!.Handler(Europe, code: 202);
        using var http = new HttpClient(prism);
        var mail = Everything();

        await Sender(http).SendAsync(mail, TestContext.Current.CancellationToken);

        var body = prism.Bodies.ShouldHaveSingleItem();
        var envelope = body["personalizations"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        envelope["custom_args"]!.ToJsonString().ShouldBe($$"""{"operation_id":"{{mail.OperationId}}"}""");
        body.ContainsKey("custom_args").ShouldBeFalse();
        body.ContainsKey("categories").ShouldBeFalse();
        body["headers"]!["Message-ID"]!.GetValue<string>().ShouldBe($"<{mail.MessageId.Trim('<', '>')}>");
        body["content"]!.AsArray().Select(c => c!["type"]!.GetValue<string>()).ShouldBe(["text/plain", "text/html"]);
        foreach (var name in new[] { "click_tracking", "open_tracking", "subscription_tracking", "ganalytics" })
        {
            body["tracking_settings"]![name]!["enable"]!.GetValue<bool>().ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Body_WithAWrongMember_HeldAgainstTheContract_IsAViolation()
    {
        // What the vendor's own client sends: an object at the top level.
        var prism = _prism!.Handler(Europe, body => body["custom_args"] = new JsonObject { ["x"] = "y" });
        using var http = new HttpClient(prism);

        await Should.ThrowAsync<PermanentMailException>(() => Sender(http).SendAsync(RawMail.Outgoing(), TestContext.Current.CancellationToken));

        prism.Violations.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Send_WithoutAKey_IsRefusedByTheContractAndIsNotTheMailsFault()
    {
        var prism = _prism!.Handler(Europe, code: 401);
        using var http = new HttpClient(prism);

        (await Should.ThrowAsync<PermanentMailException>(() => Sender(http).SendAsync(RawMail.Outgoing(), TestContext.Current.CancellationToken))).IsOfTheServer.ShouldBeTrue();
    }

    public ValueTask DisposeAsync()
    {
        _prism?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static OutgoingMail Everything() => RawMail.Outgoing() with
    {
        Html = "<p>Sveiki, ā</p>",
        ReplyTo = new MailAddress("Dienests", "soc.dienests+abc@smiltene.example"),
        InReplyTo = "a@b.example",
        References = ["a@b.example", "c@d.example"],
        AutoSubmitted = "auto-generated",
        Headers = [KeyValuePair.Create("X-Kind", "receipt")],
        Attachments = [new OutgoingAttachment("lēmums.pdf", "application/pdf", new byte[1000])],
    };

    internal static SendGridSender Sender(HttpClient http, Action<SendGridOptions>? change = null)
    {
        var options = new SendGridOptions { ApiKey = "SG.key" };
        change?.Invoke(options);
        return new SendGridSender(options, http, new SimulatedTime(DemoFolder.Beginning));
    }
}
