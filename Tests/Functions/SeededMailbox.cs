using System.Globalization;
using System.Text;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Mails of all kinds that a public mailbox gets, from one seed; each sender writes once, but for those who answer to their case.</summary>
internal sealed class SeededMailbox(int seed)
{
    /// <summary>Whose Authentication-Results the product is told to believe.</summary>
    public const string OurServer = "mx.smiltene.example";

    private const string Forged = $"Authentication-Results: {OurServer}; spf=fail; dkim=none; dmarc=fail\r\n";
    private const string Multipart = "MIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b; report-type=";

    private readonly Random _random = new(seed);
    private int _made;

    /// <summary>Mails that need no case.</summary>
    public List<SeededMail> Letters(int count) => Make(count, Letter);

    /// <summary>Mails of which a part has to do with cases that are open now.</summary>
    public List<SeededMail> LettersAndReplies(int count, IReadOnlyList<OpenedCase> cases) =>
        Make(count, i => _random.Next(4) == 0 ? Reply(i, cases[_random.Next(cases.Count)]) : Letter(i));

    private List<SeededMail> Make(int count, Func<int, SeededMail> fresh)
    {
        List<SeededMail> mails = [];
        while (mails.Count < count)
        {
            var i = _made++;
            mails.Add(mails.Count > 0 && _random.Next(12) == 0 ? Again(mails[_random.Next(mails.Count)], i) : fresh(i));
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

    private SeededMail Letter(int i) => _random.Next(22) switch
    {
        0 or 1 => Written("application", i, Dispositions.NewCase, "signed", 1, m => m with { Attachments = [Residents.Signed(Container(i))] }),
        2 => Tnef("tnef-application", i, Dispositions.NewCase, "signed", new TnefDraft().Body("Iesniegums pielikumā.").Attach("Iesniegums.edoc", Container(i))),
        3 => Tnef("tnef-letter", i, Dispositions.Review, "unsigned", new TnefDraft().Body("Labdien! Vai varat palīdzēt?")),
        4 => Written("photograph", i, Dispositions.Review, "unsigned", 1, m => m with { Attachments = [Photograph(i)] }),
        5 => Written("virus", i, Dispositions.Review, "infected", 0, m => m with { Attachments = [new OutgoingAttachment("rēķins.pdf", "application/pdf", Encoding.ASCII.GetBytes($"%PDF-1.4 {MortalClamd.Marker} {i}"))] }),
        6 => Written("absence", i, Dispositions.Machine, "autoreply", 0, m => m with { AutoSubmitted = "auto-replied", Text = "Esmu atvaļinājumā." }),
        7 => Raw("bounce", i, Dispositions.Machine, "deliverystatus", 0, $"{Multipart}delivery-status\r\n", Parts("message/delivery-status", "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1")),
        8 => Raw("read-receipt", i, Dispositions.Machine, "readreceipt", 0, $"{Multipart}disposition-notification\r\n", Parts("message/disposition-notification", $"Final-Recipient: rfc822; {Residents.Mailbox}\r\nDisposition: manual-action/MDN-sent-manually; displayed")),
        9 => Raw("calendar", i, Dispositions.Machine, "calendar", 0, "MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\r\n", $"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:{i}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        10 => Raw("list", i, Dispositions.Machine, "bulk", 0, $"List-Id: <jaunumi{i}.zinas.example>\r\nPrecedence: list\r\n", "Nedēļas jaunumi.\r\n"),
        11 => new SeededMail("garbage", $"{i:00000}.garbage", [.. Enumerable.Repeat((byte)'\n', 200), .. Bytes(300)], Dispositions.Review, "unreadable", 0),
        12 => Written("other-municipality", i, Dispositions.Review, "unsigned", 1, m => m with { To = [new MailAddress(null, "soc.dienests@iecava.example")] }) with { Municipality = "iecava" },
        13 => Raw("not-for-us", i, Dispositions.Review, "recipient-unknown", 0, $"X-Long: {new string('x', _random.Next(5000))}\r\n", "Nav adresāta.\r\n", "kads@cits.example"),
        14 => Raw("html-only", i, Dispositions.Review, "unsigned", 1, "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n", $"<html><body><p>Labdien! Jautājums {i}.</p><img src=\"https://example.lv/{i}.png\"></body></html>\r\n"),
        15 => Before(Forged, Written("forged", i, Dispositions.Review, "sender-forged", 0, m => m)),
        16 => Before(Forged, Written("forwarded-application", i, Dispositions.NewCase, "signed", 0, m => m with { Attachments = [Residents.Signed(Container(i))] })),
        17 => Raw("encrypted-mail", i, Dispositions.Review, "unsigned", 1, "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n", $"{Convert.ToBase64String(Bytes(300))}\r\n"),
        18 => Written("encrypted-archive", i, Dispositions.NewCase, "signed", 1, m => m with { Attachments = [Residents.Signed(Container(i)), new OutgoingAttachment("izziņas.zip", "application/zip", Locked(i))] }),
        19 => Written("thanks", i, Dispositions.Review, "unsigned", 1, m => m with { Subject = "Paldies!", Text = $"Liels paldies par palīdzību! {i}" }),
        20 => Written("spam", i, Dispositions.Review, "unsigned", 1, m => m with { Subject = "You have won", Text = $"Claim your prize {i}: https://prize.example/{i}" }),
        _ => Written("letter", i, Dispositions.Review, "unsigned", 1, m => m),
    };

    private SeededMail Reply(int i, OpenedCase to) => _random.Next(6) switch
    {
        0 => Before(Forged, Answer("forged-reply", i, to, Dispositions.Review, "sender-forged")),
        1 => Answer("stranger-in-thread", i, to, Dispositions.Review, "stranger-in-thread", m => m with { From = new MailAddress(null, $"svesais{i}@inbox.example") }) with { Receipt = 1 },
        2 => Answer("automatic-reply", i, to, Dispositions.Machine, "autoreply", m => m with { AutoSubmitted = "auto-replied" }) with { AnswersTo = to.MessageId },
        3 => Answer("reply-with-file", i, to, Dispositions.ExistingCase, "case-address", m => m with { Attachments = [Photograph(i)] }) with { AnswersTo = to.MessageId },
        _ => Answer("reply", i, to, Dispositions.ExistingCase, "case-address") with { AnswersTo = to.MessageId },
    };

    private static SeededMail Answer(string kind, int i, OpenedCase to, string disposition, string reason, Func<OutgoingMail, OutgoingMail>? change = null) => Written(
        kind,
        i,
        disposition,
        reason,
        0,
        m => (change ?? (same => same))(m with { From = new MailAddress(null, to.Applicant), To = [new MailAddress(null, to.ReplyAddress)], Subject = "Re: Jūsu iesniegums", Text = $"Labdien! Atbilde {i}." }));

    /// <summary>Papers of their own: the same ones from another address are suspected.</summary>
    private static byte[] Container(int i) => Residents.Container(
        Residents.Person($"seed-{i}", "Berta", "Izdomātā", $"000155-{10000 + i}"), DemoFolder.Beginning, "Iesniegums.pdf", "izzina_par_ienakumiem.pdf", "gimenes_arsta_izzina.pdf");

    private static OutgoingAttachment Photograph(int i) => new("IMG.jpg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, (byte)i, (byte)(i >> 8) });

    private static byte[] Locked(int i)
    {
        var zip = Zips.Of(($"{i}.pdf", Encoding.ASCII.GetBytes($"%PDF-1.4 {i}")));
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    private static SeededMail Written(string kind, int i, string disposition, string reason, int receipt, Func<OutgoingMail, OutgoingMail> change)
    {
        var mail = change(Residents.Letter($"seed-{i}", DemoFolder.Beginning) with { From = new MailAddress(null, Sender(i)), Text = $"Labdien! Vēstule {i}." });
        return new SeededMail(kind, $"{i:00000}.mail", MimeWriter.Write(mail), disposition, reason, receipt) { MessageId = mail.MessageId };
    }

    private static SeededMail Tnef(string kind, int i, string disposition, string reason, TnefDraft content) =>
        Raw(kind, i, disposition, reason, 1, "MIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n", Convert.ToBase64String(content.Write(), Base64FormattingOptions.InsertLineBreaks) + "\r\n");

    private static SeededMail Raw(string kind, int i, string disposition, string reason, int receipt, string headers, string body, string to = Residents.Mailbox) => new(
        kind,
        $"{i:00000}.raw",
        RawMail.Bytes(string.Create(CultureInfo.InvariantCulture, $"From: <{Sender(i)}>\r\nTo: <{to}>\r\nMessage-ID: <seed-{i}@residents.example>\r\nSubject: Iesniegums par aprūpi mājās\r\n{headers}\r\n{body}")),
        disposition,
        reason,
        receipt)
    {
        MessageId = $"seed-{i}@residents.example",
    };

    private static SeededMail Before(string header, SeededMail mail) => mail with { Raw = [.. Encoding.ASCII.GetBytes(header), .. mail.Raw] };

    private static string Parts(string type, string report) => $"--b\r\n\r\nziņa\r\n--b\r\nContent-Type: {type}\r\n\r\n{report}\r\n--b--\r\n";

    private static string Sender(int i) => $"raksta{i}@inbox.example";

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
