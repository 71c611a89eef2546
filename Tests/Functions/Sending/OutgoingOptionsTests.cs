using Microsoft.Extensions.Configuration;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>F35: a sender that nobody chose, or chose without what it needs, stops the start; outside production strangers are not written to.</summary>
public sealed class OutgoingOptionsTests
{
    [Theory]
    [InlineData("Sender is not set")]
    [InlineData("'pigeon' is not known", "Sender=pigeon")]
    [InlineData("lost with every restart", "Sender=outbox", "!WEBSITE_SITE_NAME=smiltene")]
    [InlineData("'all' is not known", "Sender=smtp", "Recipients=all")]
    [InlineData("give an address", "Sender=smtp", "AllowedRecipients:0=example.lv")]
    [InlineData("PerMinute is 0", "Sender=smtp", "PerMinute=0")]
    [InlineData("Lease", "Sender=smtp", "Lease=00:00:10")]
    public void Read_WhatCannotBeUsed_SaysWhichSettingAndWhatToDo(string named, params string[] settings) =>
        Should.Throw<InvalidDataException>(() => OutgoingOptions.Read(Configuration(settings), isDemo: false)).Message.ShouldContain(named);

    [Fact]
    public async Task Serve_NoSenderChosen_EndsAndSaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-unset-").FullName;

        var result = await Product.RunAsync(
            TimeSpan.FromSeconds(60), new Dictionary<string, string?> { ["Mail__Outgoing__Sender"] = null }, "serve", "--port", "0", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("Mail:Outgoing:Sender is not set");
    }

    [Fact]
    public async Task Serve_SmtpWithoutARelay_EndsAndSaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-unset-").FullName;

        var result = await Product.RunAsync(
            TimeSpan.FromSeconds(60), new Dictionary<string, string?> { ["Mail__Outgoing__Sender"] = "smtp" }, "serve", "--port", "0", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("Mail:Smtp:Host is not set");
    }

    [Theory]
    [InlineData("Mail:Outgoing:Lease is 00:20:00", "smtp", "Mail__Smtp__Host=localhost")]
    [InlineData("Mail:Smtp:TryTimeout is 00:05:00", "smtp", "Mail__Smtp__Host=localhost", "Mail__Smtp__TryTimeout=00:05:00")]
    [InlineData("Mail:Outgoing:Lease is 00:20:00", "sendgrid", "Mail__SendGrid__ApiKey=SG.x", "Mail__SendGrid__CallLimit=00:15:00")]
    public async Task Serve_LeaseShorterThanATry_EndsAndSaysSo(string named, string sender, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-lease-").FullName;
        var environment = settings.Select(s => s.Split('=')).ToDictionary(s => s[0], s => (string?)s[1]);

        var result = await Product.RunAsync(
            TimeSpan.FromSeconds(60),
            new Dictionary<string, string?>(environment) { ["Mail__Outgoing__Sender"] = sender, ["Mail__Outgoing__Lease"] = "00:20:00" },
            "serve", "--port", "0", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(named);
    }

    [Theory]
    [InlineData("by smtp, to everyone, as fast as it goes", false, "Sender=smtp", "Recipients=everyone")]
    [InlineData("by graph, only to the 2 recipients or domains listed, mail to others is held back, at most 30 a minute", false, "Sender=graph", "AllowedRecipients:0=@example.lv", "AllowedRecipients:1=a@b.lv")]
    [InlineData("by sendgrid in its sandbox, which delivers nothing, only to the 0 recipients or domains listed, mail to others is held back, at most 5 a minute", true, "Sender=sendgrid", "PerMinute=5")]
    [InlineData("by outbox, files for every recipient, which another program carries, as fast as it goes", false, "Sender=outbox")]
    public void InForce_Settings_AreSaid(string said, bool isSandbox, params string[] settings) =>
        OutgoingOptions.Read(Configuration(settings), isDemo: false).InForce(isSandbox).ShouldBe(said);

    [Fact]
    public async Task Serve_SandboxInProduction_EndsAndSaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-unset-").FullName;

        var result = await Product.RunAsync(
            TimeSpan.FromSeconds(60),
            new Dictionary<string, string?>
            {
                ["Mail__Outgoing__Sender"] = "sendgrid",
                ["Mail__Outgoing__Recipients"] = "everyone",
                ["Mail__SendGrid__ApiKey"] = "SG.x",
                ["Mail__SendGrid__Sandbox"] = "true",
            },
            "serve", "--port", "0", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("Mail:SendGrid:Sandbox is on");
    }

    [Fact]
    public void Read_InTheDemo_NeverLeavesTheHouse() =>
        OutgoingOptions.Read(Configuration("Sender=smtp", "Recipients=everyone"), isDemo: true).Sender.ShouldBe(OutgoingOptions.Outbox);

    [Theory]
    [InlineData(true, "Sender=smtp", "Recipients=everyone")]
    [InlineData(true, "Sender=outbox")]
    [InlineData(true, "Sender=smtp", "AllowedRecipients:0=@example.lv")]
    [InlineData(true, "Sender=smtp", "AllowedRecipients:0=Girts@Example.LV")]
    [InlineData(false, "Sender=smtp")]
    [InlineData(false, "Sender=graph", "AllowedRecipients:0=@ple.lv")]
    [InlineData(false, "Sender=sendgrid", "AllowedRecipients:0=irts@example.lv")]
    public void Admits_ByTheListUnlessProductionIsSaid(bool admitted, params string[] settings) =>
        new RecipientGate(OutgoingOptions.Read(Configuration(settings), isDemo: false)).Admits(RawMail.Outgoing()).ShouldBe(admitted);

    [Fact]
    public void Admits_OneOfTwoNotListed_Neither() =>
        new RecipientGate(OutgoingOptions.Read(Configuration("Sender=smtp", "AllowedRecipients:0=@example.lv"), isDemo: false))
            .Admits(RawMail.Outgoing() with { To = [new MailAddress(null, "a@example.lv"), new MailAddress(null, "b@example.lt")] }).ShouldBeFalse();

    private static IConfiguration Configuration(params string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(p => KeyValuePair.Create(p[0][0] == '!' ? p[0][1..] : OutgoingOptions.SectionName + ":" + p[0], (string?)p[1])))
        .Build();
}
