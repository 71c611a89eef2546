using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Answers to our mails, and mail as our own server judged it.</summary>
internal static class IntakeLetters
{
    public const string OurServer = "mx.smiltene.example";

    private static DateTimeOffset At => DemoFolder.Beginning;

    public static OutgoingMail Reply(WayHouse house, string id)
    {
        var receipt = house.Sender.Left[0];
        return Residents.Letter(id, At) with { To = [receipt.ReplyTo!], Subject = "Re: " + receipt.Subject, InReplyTo = receipt.MessageId, Text = "Sveiki, sūtu atbildi." };
    }

    public static void Trusting(IServiceCollection services) => services.Configure<SenderOptions>(o => o.TrustedServers.Add(OurServer));

    public static byte[] Judged(OutgoingMail mail, string results, string server = OurServer) =>
        [.. Encoding.ASCII.GetBytes($"Authentication-Results: {server}; {results}\r\n"), .. MimeWriter.Write(mail)];
}
