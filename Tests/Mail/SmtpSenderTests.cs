using SocialWorkflows.Connectors.Smtp;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class SmtpSenderTests
{
    private static readonly SimulatedTime Time = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(SmtpSecurity.StartTls, "PLAIN")]
    [InlineData(SmtpSecurity.ImplicitTls, "LOGIN")]
    public async Task SendAsync_RealServer_DeliversTheSameBytes(SmtpSecurity security, string mechanism)
    {
        using var peer = await SmtpPeer.StartAsync(new { secure = security == SmtpSecurity.ImplicitTls, authOptional = false, authMethods = new[] { mechanism } });
        var mail = RawMail.Outgoing() with { Text = ".\n..\nā\n.beigas", ReplyTo = new MailAddress(null, "x@y.lv") };

        var result = await Sender(peer, o => (o.Security, o.UserName, o.Password) = (security, "dienests", "pārole")).SendAsync(mail);

        result.Outcome.ShouldBe(MailSendOutcome.Accepted);
        var received = await peer.NextAsync();
        received.Data.ShouldBe(MimeWriter.Write(mail));
        received.From.ShouldBe("soc.dienests@smiltene.example");
        received.To.ShouldBe(["girts@example.lv"]);
        received.Secure.ShouldBeTrue();
        received.User.ShouldBe("dienests");
    }

    [Fact]
    public async Task SendAsync_WrongPassword_IsPermanentAndSendsNothing()
    {
        using var peer = await SmtpPeer.StartAsync(new { authOptional = false });

        var failure = await Should.ThrowAsync<PermanentMailException>(() => Sender(peer, o => (o.UserName, o.Password) = ("dienests", "nepareiza")).SendAsync(RawMail.Outgoing()));

        failure.Message.ShouldContain("535");
        failure.Message.ShouldNotContain("nepareiza");
        (await peer.RestAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_OneOfTwoRecipientsRefused_SendsToNobody()
    {
        using var peer = await SmtpPeer.StartAsync();
        var mail = RawMail.Outgoing() with { To = [new MailAddress(null, "ir@example.lv"), new MailAddress(null, "nav@example.lv")] };

        var failure = await Should.ThrowAsync<PermanentMailException>(() => Sender(peer).SendAsync(mail));

        failure.Message.ShouldContain("550");
        failure.Message.ShouldNotContain("nav@example.lv");
        (await peer.RestAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_LargerThanSize_IsPermanentBeforeSending()
    {
        using var peer = await SmtpPeer.StartAsync(new { size = 5000 });
        var mail = RawMail.Outgoing() with { Attachments = [new("a.pdf", "application/pdf", new byte[10_000])] };

        (await Should.ThrowAsync<PermanentMailException>(() => Sender(peer).SendAsync(mail))).Message.ShouldContain("5000");
        (await peer.RestAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_CertificateOfAnotherName_IsRefused()
    {
        using var peer = await SmtpPeer.StartAsync(host: "cits.example");

        (await Should.ThrowAsync<PermanentMailException>(() => Sender(peer).SendAsync(RawMail.Outgoing()))).Message.ShouldContain("TLS");
        (await peer.RestAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_CertificateOfUnknownRoot_IsRefused()
    {
        using var peer = await SmtpPeer.StartAsync();

        (await Should.ThrowAsync<PermanentMailException>(() => Sender(peer, o => o.TrustedRootsFile = null).SendAsync(RawMail.Outgoing()))).Message.ShouldContain("TLS");
    }

    [Fact]
    public async Task SendAsync_NoStartTlsOffered_SendsNothingInTheClear()
    {
        using var peer = await SmtpPeer.StartAsync(new { hideStartTls = true });

        (await Should.ThrowAsync<PermanentMailException>(() => Sender(peer).SendAsync(RawMail.Outgoing()))).Message.ShouldContain("STARTTLS");
        (await peer.RestAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task SendAsync_FourHundred_IsTransient(string step)
    {
        using var server = new RudeSmtpServer(l => l.Split(' ')[0] == step ? "451 4.3.0 girts@example.lv vēlāk" : RudeSmtpServer.Polite(l));

        var failure = await Should.ThrowAsync<TransientMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()));

        failure.Message.ShouldContain("451 4.3.0");
        failure.Message.ShouldNotContain("girts");
        (failure.IsOfTheServer, failure.IsOfTheFrom).ShouldBe((true, false), "4.3.x is of the server's system");
    }

    /// <summary>Refused at the recipient: as good as returned, unless our own relay will not carry mail for us.</summary>
    [Theory]
    [InlineData("RCPT", "550 5.1.1 girts@example.lv nav", true, "550 5.1.1")]
    [InlineData("RCPT", "550 nav", true, "550")]
    [InlineData("RCPT", "552 5.2.2 pilna", true, "552 5.2.2")]
    [InlineData("RCPT", "554 5.7.1 girts@example.lv relay access denied", false, "554 5.7.1")]
    [InlineData("RCPT", "554 5.5.1 girts@example.lv kārta", false, "554 5.5.1")]
    [InlineData("RCPT", "554 5.3.2 girts@example.lv ciet", false, "554 5.3.2")]
    [InlineData("RCPT", "550 5.1.8 girts@example.lv sūtītāja domēna nav", false, "550 5.1.8", true)]
    [InlineData(".", "554 5.6.0 girts@example.lv", false, "554 5.6.0")]
    public async Task SendAsync_RefusedForGood_SaysTheCodeAndWhetherItIsTheRecipient(string step, string answer, bool isOfTheRecipient, string status, bool isOfTheFrom = false)
    {
        using var server = new RudeSmtpServer(l => l.Split(' ')[0] == step ? answer : RudeSmtpServer.Polite(l));

        var failure = await Should.ThrowAsync<PermanentMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()));

        (failure.IsOfTheRecipient, failure.Status, failure.IsOfTheServer, failure.IsOfTheFrom).ShouldBe((isOfTheRecipient, status, false, isOfTheFrom));
        failure.Message.ShouldNotContain("girts");
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.1 pilna", false, false)]
    [InlineData("RCPT", "451 vēlāk", false, false)]
    [InlineData("MAIL", "451 4.7.1 vēlāk", false, true)]
    [InlineData("MAIL", "452 4.3.1 disks", true, false)]
    [InlineData(".", "452 4.3.4 par lielu", false, false)]
    public async Task SendAsync_FourHundred_WhoseItIs(string step, string answer, bool isOfTheServer, bool isOfTheFrom)
    {
        using var server = new RudeSmtpServer(l => l.Split(' ')[0].Split(':')[0] == step ? answer : RudeSmtpServer.Polite(l));

        var failure = await Should.ThrowAsync<TransientMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()));

        (failure.IsOfTheServer, failure.IsOfTheFrom).ShouldBe((isOfTheServer, isOfTheFrom));
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task SendAsync_FiveHundred_IsPermanent(string step)
    {
        using var server = new RudeSmtpServer(l => l.Split(' ')[0] == step ? "554 nē" : RudeSmtpServer.Polite(l));

        (await Should.ThrowAsync<PermanentMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()))).Message.ShouldContain("554");
    }

    /// <summary>One municipality's address may be refused while another's is taken; a login that is missing is everybody's trouble, a size this mail's.</summary>
    [Theory]
    [InlineData("550 5.7.1 not yours", false, true)]
    [InlineData("553 no such domain", false, true)]
    [InlineData("530 5.7.0 sign in", true, false)]
    [InlineData("552 too large", false, false)]
    public async Task SendAsync_SenderRefused_SaysWhoseTroubleItIs(string reply, bool isOfTheServer, bool isOfTheFrom)
    {
        using var server = new RudeSmtpServer(l => l.StartsWith("MAIL", StringComparison.Ordinal) ? reply : RudeSmtpServer.Polite(l));

        var problem = await Should.ThrowAsync<PermanentMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()));

        (problem.IsOfTheServer, problem.IsOfTheFrom).ShouldBe((isOfTheServer, isOfTheFrom));
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    public async Task SendAsync_AskedForMoreInsteadOfYes_NothingIsHandedOver(string step)
    {
        using var server = new RudeSmtpServer(l => l.Split(' ')[0] == step ? "354 vēl" : RudeSmtpServer.Polite(l));

        (await Should.ThrowAsync<TransientMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()))).IsOfTheServer.ShouldBeTrue();
        server.Lines.ShouldNotContain(".");
    }

    [Theory]
    [InlineData("connect", RudeSmtpServer.HangUp)]
    [InlineData("EHLO", RudeSmtpServer.HangUp)]
    [InlineData("MAIL", RudeSmtpServer.HangUp)]
    [InlineData("RCPT", RudeSmtpServer.HangUp)]
    [InlineData("DATA", RudeSmtpServer.HangUp)]
    [InlineData("RCPT", "250")]
    [InlineData("connect", "HTTP/1.1 400 Bad Request")]
    [InlineData("DATA", "250 ok")]
    public async Task SendAsync_BrokenBeforeTheBody_IsTransientOrGoesOn(string step, string reply)
    {
        using var server = new RudeSmtpServer(l => l.Split(' ')[0] == step ? reply : RudeSmtpServer.Polite(l));

        if (reply == "250")
        {
            (await Sender(server.Port).SendAsync(RawMail.Outgoing())).Outcome.ShouldBe(MailSendOutcome.Accepted);
            return;
        }

        (await Should.ThrowAsync<TransientMailException>(() => Sender(server.Port).SendAsync(RawMail.Outgoing()))).Message.ShouldContain("Nothing was sent");
    }

    [Theory]
    [InlineData(RudeSmtpServer.HangUp)]
    [InlineData("juceklis")]
    [InlineData("354 vēl")]
    public async Task SendAsync_BrokenAfterTheLastDot_IsUnknown(string reply)
    {
        using var server = new RudeSmtpServer(l => l == "." ? reply : RudeSmtpServer.Polite(l));

        (await Sender(server.Port).SendAsync(RawMail.Outgoing())).Outcome.ShouldBe(MailSendOutcome.Unknown);
    }

    [Theory]
    [InlineData(".", true)]
    [InlineData("MAIL", false)]
    public async Task SendAsync_NoAnswerInTime_IsUnknownOnlyAfterTheDot(string step, bool unknown)
    {
        var time = new SimulatedTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        using var server = new RudeSmtpServer(l => l.Split(' ')[0] == step ? RudeSmtpServer.Silence : RudeSmtpServer.Polite(l));
        var sending = Sender(server.Port, time).SendAsync(RawMail.Outgoing());
        await server.Silent.Task;

        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        if (unknown)
        {
            (await sending).Outcome.ShouldBe(MailSendOutcome.Unknown);
        }
        else
        {
            await Should.ThrowAsync<TransientMailException>(() => sending);
        }
    }

    [Fact]
    public async Task SendAsync_EveryAnswerInTimeAndTheWholeTooSlow_IsTransientBeforeTheLease()
    {
        var time = new SimulatedTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var (began, limit) = (time.GetUtcNow(), new SmtpOptions().TryTimeout - new SmtpOptions().FinalReplyTimeout);
        using var server = new RudeSmtpServer(l =>
        {
            time.Advance(TimeSpan.FromMinutes(1));

            // The limit is due now and fires on another thread: answering on would be a race with it.
            return time.GetUtcNow() - began < limit ? RudeSmtpServer.Polite(l) : RudeSmtpServer.Silence;
        });
        var mail = RawMail.Outgoing() with { To = [.. Enumerable.Range(0, 60).Select(i => new MailAddress(null, $"p{i}@example.lv"))] };

        (await Should.ThrowAsync<TransientMailException>(() => Sender(server.Port, time).SendAsync(mail).WaitAsync(TimeSpan.FromSeconds(30)))).IsOfTheServer.ShouldBeTrue();

        server.Lines.ShouldNotContain("DATA");
        limit.ShouldBeLessThan(new OutgoingOptions().Lease);
    }

    /// <summary>From then on the relay may have it: only its answer, or its silence, ends the try.</summary>
    [Fact]
    public async Task SendAsync_StoppedAfterTheLastDot_WaitsForTheAnswer()
    {
        using var stop = new CancellationTokenSource();
        var server = new RudeSmtpServer(l => l == "." ? RudeSmtpServer.Silence : RudeSmtpServer.Polite(l));
        var sending = Sender(server.Port).SendAsync(RawMail.Outgoing(), stop.Token);
        await server.Silent.Task;

        await stop.CancelAsync();
        await Task.Yield();
        sending.IsCompleted.ShouldBeFalse();
        server.Dispose();

        (await sending).Outcome.ShouldBe(MailSendOutcome.Unknown);
    }

    [Fact]
    public async Task SendAsync_HangUpAfterAccept_IsAccepted()
    {
        using var server = new RudeSmtpServer(l => l == "QUIT" ? RudeSmtpServer.HangUp : RudeSmtpServer.Polite(l));

        (await Sender(server.Port).SendAsync(RawMail.Outgoing())).ShouldBe(new MailSendResult(MailSendOutcome.Accepted, "250 2.0.0"));
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsTransientAndNamesTheServer()
    {
        int port;
        using (var server = new RudeSmtpServer(RudeSmtpServer.Polite))
        {
            port = server.Port;
        }

        (await Should.ThrowAsync<TransientMailException>(() => Sender(port).SendAsync(RawMail.Outgoing()))).Message.ShouldContain($"localhost:{port}");
    }

    [Fact]
    public async Task SendAsync_PasswordWithoutTls_IsRefused()
    {
        using var server = new RudeSmtpServer(RudeSmtpServer.Polite);
        var options = new SmtpOptions { Host = "localhost", Port = server.Port, Security = SmtpSecurity.None, UserName = "dienests", Password = "pārole" };

        (await Should.ThrowAsync<PermanentMailException>(() => new SmtpSender(options, Time).SendAsync(RawMail.Outgoing()))).Message.ShouldContain("without TLS");
        server.Lines.ShouldNotContain(l => l.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a@b.lv>\r\nRCPT TO:<x@y.lv")]
    [InlineData("a b@c.lv")]
    public async Task SendAsync_PoisonedAddress_NeverReachesTheWire(string address)
    {
        var mail = RawMail.Outgoing() with { To = [new MailAddress(null, address)] };

        await Should.ThrowAsync<PermanentMailException>(() => Sender(1).SendAsync(mail));
    }

    /// <summary>Our writer never begins a line with a dot; the wire must not depend on that.</summary>
    [Theory]
    [InlineData(".\r\na\r\n..b\r\nc.", "..\r\na\r\n...b\r\nc.\r\n")]
    [InlineData("a\r\n", "a\r\n")]
    public void Stuff_LeadingDots_AreDoubledAndTheEndIsALineEnd(string mail, string expected) =>
        System.Text.Encoding.ASCII.GetString(SmtpMessage.Stuff(System.Text.Encoding.ASCII.GetBytes(mail)).Span).ShouldBe(expected);

    private static SmtpSender Sender(int port, TimeProvider? time = null) =>
        new(new SmtpOptions { Host = "localhost", Port = port, Security = SmtpSecurity.None }, time ?? Time);

    private static SmtpSender Sender(SmtpPeer peer, Action<SmtpOptions>? change = null)
    {
        var options = new SmtpOptions { Host = "localhost", Port = peer.Port, TrustedRootsFile = peer.RootsFile };
        change?.Invoke(options);
        return new SmtpSender(options, Time);
    }
}
