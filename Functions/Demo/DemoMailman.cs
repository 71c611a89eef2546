using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Demo;

/// <summary>Delivers into the Maildir as an MTA does, each message once, and reads what the residents were sent.</summary>
internal sealed class DemoMailman(DataFolder data)
{
    private static readonly string[] Delivered = ["new", "cur"];

    /// <summary>True when the message was there already, taken in or not.</summary>
    public bool WasDelivered(string id) =>
        Delivered.Any(part => Directory.EnumerateFiles(Path.Combine(data.Mailbox, part), Name(id) + "*").Any());

    public void Deliver(string id, byte[] message, DateTimeOffset at)
    {
        var aside = Path.Combine(data.Mailbox, "tmp", Name(id));
        File.WriteAllBytes(aside, message);
        File.SetLastWriteTimeUtc(aside, at.UtcDateTime);
        File.Move(aside, Path.Combine(data.Mailbox, "new", Name(id)), overwrite: true);
    }

    /// <summary>Everything in the outbox, oldest first.</summary>
    public IReadOnlyList<MailMessage> Sent() =>
    [
        .. Delivered
            .Select(part => Path.Combine(data.Outbox, part))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Select(path => MimeReader.Read(File.ReadAllBytes(path)))
            .OrderBy(mail => mail.Date),
    ];

    private static string Name(string id) => $"demo.{id.Split('@')[0]}";
}
