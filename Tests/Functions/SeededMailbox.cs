using System.Globalization;
using System.Text;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A mail of the generated mailbox, and the end it must come to.</summary>
/// <param name="Receipt">How many mails its sender may get for it.</param>
internal sealed record SeededMail(string File, byte[] Raw, string Municipality, string Disposition, int Receipt)
{
    /// <summary>Without the angle brackets; empty where there is none.</summary>
    public string MessageId { get; init; } = string.Empty;

    /// <summary>Something that has to be scanned, such as the report in a bounce.</summary>
    public bool HasFiles => MessageId.Length > 0 && MimeReader.Read(Raw).Attachments.Count > 0;

    public bool IsInfected { get; init; }

    /// <summary>The same message as an earlier one: no row of its own.</summary>
    public bool IsRepeat { get; init; }
}

/// <summary>Mails of all kinds that a public mailbox gets, from one seed; each sender writes once.</summary>
internal static class SeededMailbox
{
    public static IReadOnlyList<SeededMail> Make(int seed, int count)
    {
        var random = new Random(seed);
        List<SeededMail> mails = [];
        for (var i = 0; i < count; i++)
        {
            mails.Add(mails.Count > 0 && random.Next(12) == 0 ? Again(mails[random.Next(mails.Count)], i) : Fresh(random, i));
        }

        return mails;
    }

    /// <summary>Under another file name, and with one more trace header: the servers on the way delivered it twice.</summary>
    private static SeededMail Again(SeededMail mail, int i) => mail with
    {
        File = $"{i:00000}.again",
        Raw = mail.Raw.AsSpan().StartsWith("From:"u8) ? [.. Encoding.ASCII.GetBytes($"Received: by mx{i}.example\r\n"), .. mail.Raw] : mail.Raw,
        IsRepeat = true,
    };

    private static SeededMail Fresh(Random random, int i) => random.Next(10) switch
    {
        0 or 1 => Written(i, Dispositions.NewCase, 1, m => m with { Attachments = [Residents.Signed(Container(i))] }),
        2 => Written(i, Dispositions.Review, 1, m => m with { Attachments = [new OutgoingAttachment("IMG.jpg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, (byte)i })] }),
        3 => Written(i, Dispositions.Review, 0, m => m with { Attachments = [new OutgoingAttachment("rēķins.pdf", "application/pdf", Encoding.ASCII.GetBytes($"%PDF-1.4 {MortalClamd.Marker} {i}"))] }),
        4 => Written(i, Dispositions.Machine, 0, m => m with { AutoSubmitted = "auto-replied", Text = "Esmu atvaļinājumā." }),
        5 => Raw(i, Dispositions.Machine, "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\nMIME-Version: 1.0\r\n", "--b\r\n\r\nneizdevās\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n"),
        6 => new SeededMail($"{i:00000}.garbage", [.. Enumerable.Repeat((byte)'\n', 200), .. Bytes(random, 300)], "smiltene", Dispositions.Review, 0),
        7 => Written(i, Dispositions.Review, 1, m => m with { To = [new MailAddress(null, "soc.dienests@iecava.example")] }) with { Municipality = "iecava" },
        8 => Raw(i, Dispositions.Review, $"X-Long: {new string('x', random.Next(5000))}\r\n", "Nav adresāta.\r\n", to: "kads@cits.example", receipt: 0),
        _ => Written(i, Dispositions.Review, 1, m => m),
    };

    /// <summary>Papers of their own: the same ones from another address are suspected.</summary>
    private static byte[] Container(int i) => Residents.Container(
        Residents.Person($"seed-{i}", "Berta", "Izdomātā", "000155-10015"), DemoFolder.Beginning, "Iesniegums.pdf", "izzina_par_ienakumiem.pdf", "gimenes_arsta_izzina.pdf");

    private static SeededMail Written(int i, string disposition, int receipt, Func<OutgoingMail, OutgoingMail> change)
    {
        var mail = change(Residents.Letter($"seed-{i}", DemoFolder.Beginning) with { From = new MailAddress(null, $"raksta{i}@inbox.example"), Text = $"Labdien! Vēstule {i}." });
        return new SeededMail($"{i:00000}.mail", MimeWriter.Write(mail), "smiltene", disposition, receipt)
        {
            MessageId = mail.MessageId,
            IsInfected = mail.Attachments.Any(a => a.FileName == "rēķins.pdf"),
        };
    }

    private static SeededMail Raw(int i, string disposition, string headers, string body, string to = Residents.Mailbox, int receipt = 0) => new(
        $"{i:00000}.raw",
        RawMail.Bytes(string.Create(CultureInfo.InvariantCulture, $"From: <raksta{i}@inbox.example>\r\nTo: <{to}>\r\nMessage-ID: <seed-{i}@residents.example>\r\nSubject: x\r\n{headers}\r\n{body}")),
        "smiltene",
        disposition,
        receipt)
    {
        MessageId = $"seed-{i}@residents.example",
    };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
