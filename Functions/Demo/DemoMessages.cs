using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Demo;

/// <summary>Writes the residents' mails: documents as PDF, signed as .edoc or .asice, in a MIME message.</summary>
internal sealed class DemoMessages(DemoPki pki, DemoFolder folder, LetterFonts fonts, MunicipalityDirectory municipalities)
{
    private const string Pdf = "application/pdf";

    /// <summary>The message that opens the part.</summary>
    public byte[] First(DemoPart part, DateTimeOffset at) => Write(
        part,
        part.MessageId,
        part.Subject,
        part.Text,
        part.Delivery == DemoDelivery.MachineMail ? [] : [.. Attachments(part, at)],
        at,
        replyTo: null,
        to: Mailbox(part));

    /// <summary>An answer to a mail of the municipality. <paramref name="viaAddress"/>: to its Reply-To, else by In-Reply-To alone.</summary>
    public byte[] Reply(DemoPart part, string id, MailMessage answered, string text, IReadOnlyList<DemoDocument> documents, DateTimeOffset at, bool viaAddress) => Write(
        part,
        id,
        $"Re: {answered.Subject}",
        text,
        [.. documents.Select(d => new OutgoingAttachment(d.FileName, Pdf, Document(d, at)))],
        at,
        viaAddress ? null : answered.MessageId,
        viaAddress ? answered.ReplyTo[0].Address : Mailbox(part));

    /// <summary>What the resident's mail server writes when it has no such mailbox (RFC 3464).</summary>
    public byte[] Bounce(string mailbox, DemoPart part, string messageId, DateTimeOffset at)
    {
        var bounce = Encoding.ASCII.GetBytes(Report(mailbox, part, messageId, at));
        foreach (var attachment in MimeReader.Read(bounce).AllAttachments())
        {
            Known(attachment.Content.ToArray());
        }

        return bounce;
    }

    private static string Report(string mailbox, DemoPart part, string messageId, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        From: MAILER-DAEMON@mx.example
        To: {mailbox}
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{part.Id}-bounce@mx.example>
        Date: {at:ddd, dd MMM yyyy HH:mm:ss} +0000
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="report"

        --report
        Content-Type: text/plain; charset=us-ascii

        The mail could not be delivered.

        --report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; {part.Resident.Email}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such user

        --report
        Content-Type: message/rfc822-headers

        Message-ID: <{messageId}>

        --report--

        """).ReplaceLineEndings("\r\n");

    private IEnumerable<OutgoingAttachment> Attachments(DemoPart part, DateTimeOffset at)
    {
        var files = part.Documents.Select(d => new DemoFile(d.FileName, Pdf, Document(d, at))).ToList();
        if (part.Delivery == DemoDelivery.Unsigned)
        {
            return files.Select(f => new OutgoingAttachment(f.Name, Pdf, f.Bytes));
        }

        var container = new AsiceSigner(pki).Sign(Signer(part.Resident), files, at - TimeSpan.FromMinutes(10));
        if (part.Delivery == DemoDelivery.Tampered)
        {
            container = Tamper(container, files[0]);
        }

        return [new OutgoingAttachment(part.Container, "application/vnd.etsi.asic-e+zip", Known(container))];
    }

    private DemoPerson Signer(DemoResident resident) => pki.Person(resident.Id, resident.GivenName, resident.Surname, resident.PersonalCode, resident.Key);

    /// <summary>Replaces the application inside the container after it was signed.</summary>
    private byte[] Tamper(byte[] container, DemoFile signed)
    {
        using var stream = new MemoryStream();
        stream.Write(container);
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(signed.Name)!.Delete();
            using var entry = zip.CreateEntry(signed.Name).Open();
            entry.Write(Known([.. signed.Bytes, .. "% changed"u8]));
        }

        return stream.ToArray();
    }

    private byte[] Document(DemoDocument document, DateTimeOffset at) => Known(LetterWriter.Write(
        new LetterDocument(document.Title, "lv-LV", [new Heading(1, document.Title), .. document.Lines.Select(line => new Paragraph(line))]),
        fonts,
        at,
        signer: null));

    private byte[] Known(byte[] file)
    {
        folder.AddKnownFile(Convert.ToHexStringLower(SHA256.HashData(file)));
        return file;
    }

    private string Mailbox(DemoPart part) => municipalities.Get(part.Municipality).Pack.Institution.Email;

    private static byte[] Write(
        DemoPart part, string messageId, string subject, string text, IReadOnlyList<OutgoingAttachment> attachments, DateTimeOffset at, string? replyTo, string to) => MimeWriter.Write(new OutgoingMail
        {
            OperationId = messageId,
            MessageId = messageId,
            From = new MailAddress(part.Resident.FullName, part.Resident.Email),
            To = [new MailAddress(null, to)],
            Subject = subject,
            Text = text,
            Attachments = attachments,
            InReplyTo = replyTo,
            References = replyTo is null ? [] : [replyTo],
            AutoSubmitted = part.Delivery == DemoDelivery.MachineMail ? "auto-replied" : null,
            Date = at,
        });
}
