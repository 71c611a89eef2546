using System.Net;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.SendGrid;

/// <summary>F02: what each answer of the provider means, and which leave a doubt.</summary>
public sealed class SendGridSenderTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(302)]
    public async Task Send_AnswerThatDoesNotSayWhatHappened_IsADoubt(int status) =>
        (await Send(_ => new HttpResponseMessage((HttpStatusCode)status))).Outcome.ShouldBe(MailSendOutcome.Unknown);

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(415)]
    public async Task Send_MailRefused_IsPermanentAndTheMailsOwn(int status) =>
        (await Should.ThrowAsync<PermanentMailException>(() => Send(_ => new HttpResponseMessage((HttpStatusCode)status)))).IsOfTheServer.ShouldBeFalse();

    /// <summary>403 also says that the domain of the sender's address is not verified: other addresses may be taken.</summary>
    [Theory]
    [InlineData(401, true)]
    [InlineData(403, false)]
    public async Task Send_KeyOrSenderRefused_IsNotThisMailsTroubleAndNeverShowsTheKey(int status, bool isOfTheServer)
    {
        var problem = await Should.ThrowAsync<PermanentMailException>(() => Send(_ => new HttpResponseMessage((HttpStatusCode)status)));

        (problem.IsOfTheServer, problem.IsOfTheFrom).ShouldBe((isOfTheServer, !isOfTheServer));
        problem.Message.ShouldContain("Mail:SendGrid:ApiKey");
        problem.Message.ShouldNotContain("SG.key");
    }

    [Fact]
    public async Task Send_TooMany_WaitsAsLongAsItSays()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(90));

        var problem = await Should.ThrowAsync<TransientMailException>(() => Send(_ => answer));

        (problem.IsOfTheServer, problem.RetryAfter).ShouldBe((true, TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public async Task Send_AcceptedAndAskedToWait_IsAccepted()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Accepted);
        answer.Headers.Add("X-Message-Id", "sg-1");
        answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(5));

        var result = await Send(_ => answer);

        (result.Outcome, result.ProviderId, result.RetryAfter).ShouldBe((MailSendOutcome.Accepted, "sg-1", TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task Send_NeverConnected_CertainlyDidNotLeave(HttpRequestError error) =>
        (await Should.ThrowAsync<TransientMailException>(() => Send(_ => throw new HttpRequestException(error, "no")))).IsOfTheServer.ShouldBeTrue();

    [Fact]
    public async Task Send_BrokenOffAfterTheRequest_IsADoubt()
    {
        (await Send(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset"))).Outcome.ShouldBe(MailSendOutcome.Unknown);
        (await Send(_ => throw new IOException("reset"))).Outcome.ShouldBe(MailSendOutcome.Unknown);
        (await Send(_ => throw new TaskCanceledException())).Outcome.ShouldBe(MailSendOutcome.Unknown);
    }

    [Fact]
    public async Task Send_MailThatCannotBeWritten_IsRefusedBeforeAnythingLeaves()
    {
        var calls = 0;

        await Should.ThrowAsync<PermanentMailException>(() => Send(
            _ =>
            {
                calls++;
                return new HttpResponseMessage(HttpStatusCode.Accepted);
            },
            RawMail.Outgoing() with { Subject = "a\r\nBcc: b@c.example" }));

        calls.ShouldBe(0);
    }

    [Fact]
    public async Task Doubt_WithoutTheWebhook_IsAPersons()
    {
        using var http = new HttpClient();
        SendGridContractTests.Sender(http).Doubt.ShouldBe(MailDoubt.Person);
        SendGridContractTests.Sender(http, o => o.WebhookPublicKey = "k").Doubt.ShouldBe(MailDoubt.Events);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("ApiKey is not set", "", "https://api.eu.sendgrid.com/", "")]
    [InlineData("not resolved", "@Microsoft.KeyVault(SecretUri=x)", "https://api.eu.sendgrid.com/", "")]
    [InlineData("https", "SG.x", "http://api.eu.sendgrid.com/", "")]
    [InlineData("no ECDSA public key", "SG.x", "https://api.eu.sendgrid.com/", "abc")]
    public void Problem_SettingsThatCannotBeUsed_SaysWhich(string named, string key, string endpoint, string webhook) =>
        new SendGridOptions { ApiKey = key, Endpoint = new Uri(endpoint), WebhookPublicKey = webhook }.Problem()!.ShouldContain(named);

    private static async Task<MailSendResult> Send(Func<HttpRequestMessage, HttpResponseMessage> answer, OutgoingMail? mail = null)
    {
        using var http = new HttpClient(new Answering(answer));
        return await SendGridContractTests.Sender(http).SendAsync(mail ?? RawMail.Outgoing(), TestContext.Current.CancellationToken);
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.Host.ShouldBe("api.eu.sendgrid.com");
            request.Headers.Authorization!.ToString().ShouldBe("Bearer SG.key");
            return Task.FromResult(answer(request));
        }
    }
}
